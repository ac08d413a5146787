import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The words of a template as they were published once; immutable. */
@Entity('template_version')
export class TemplateVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  templateId!: string;

  @Column('int')
  version!: number;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text')
  body!: string;

  @Column('timestamptz')
  publishedAt!: Date;

  @Column('uuid', { nullable: true })
  publishedBy!: string | null;
}

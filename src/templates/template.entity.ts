import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One text by its key, channel and language; the words are in its versions. */
@Entity('template')
export class Template {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  channel!: string;

  @Column('text')
  language!: string;
}

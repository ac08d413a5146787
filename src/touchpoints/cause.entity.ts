import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why something went wrong. Never deleted: tickets and statistics speak of it. */
@Entity('cause')
export class Cause {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** Order among those of the same parent; from 1. */
  @Column('int')
  position!: number;

  /** Offered no more when a ticket is closed. */
  @Column('boolean')
  hidden!: boolean;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

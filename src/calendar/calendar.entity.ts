import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A set of opening hours under a name. What the hours are stands in its versions. */
@Entity('calendar')
export class Calendar {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

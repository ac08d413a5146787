import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('location')
export class Location {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  /** IANA name. */
  @Column('text')
  zone!: string;

  /** ISO 3166, two letters: how phone numbers without a prefix are read here. */
  @Column('char', { length: 2, nullable: true })
  country!: string | null;

  /** BCP 47: in which customers are written whose language nobody knows; null = the organisation's. */
  @Column('text', { nullable: true })
  language!: string | null;

  /** ISO 4217. */
  @Column('char', { length: 3 })
  currency!: string;

  @Column('uuid', { name: 'calendar_id' })
  calendarId!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** Told to customers where the person who looks after them has none. */
  @Column('text', { name: 'direct_line', nullable: true })
  directLine!: string | null;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

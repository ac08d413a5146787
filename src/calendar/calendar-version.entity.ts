import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Opening hours as they hold from a date on; immutable once that date has come. */
@Entity('calendar_version')
export class CalendarVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'calendar_id' })
  calendarId!: string;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'effective_from' })
  effectiveFrom!: Date;

  @Column('text')
  zone!: string;

  @Column('jsonb')
  week!: object;

  @Column('jsonb')
  holidays!: string[];

  @Column('jsonb')
  exceptions!: object;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

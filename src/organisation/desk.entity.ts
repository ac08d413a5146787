import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who answers for us: our own people, or a partner under contract. */
@Entity('desk')
export class Desk {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: 'in_house' | 'vendor';

  @Column('uuid', { name: 'calendar_id', nullable: true })
  calendarId!: string | null;

  /** May people of this desk record a fix, by contract? */
  @Column('boolean', { name: 'may_fix' })
  mayFix!: boolean;

  /** The end of the contract. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

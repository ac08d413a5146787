import { Column, Entity, PrimaryColumn } from 'typeorm';

export const STAFF_STATUSES = ['active', 'absent', 'left'] as const;
export type StaffStatus = (typeof STAFF_STATUSES)[number];

@Entity('staff')
export class Staff {
  @PrimaryColumn('uuid')
  id!: string;

  /** In small letters. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  status!: StaffStatus;

  @Column('uuid', { name: 'manager_id', nullable: true })
  managerId!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  /** Told to the customers whom this person looks after. */
  @Column('text', { name: 'direct_line', nullable: true })
  directLine!: string | null;

  @Column('int')
  version!: number;
}

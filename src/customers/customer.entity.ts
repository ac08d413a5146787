import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who complained, or in whose name it was done. */
@Entity('customer')
export class Customer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  language!: string | null;

  @Column('text', { nullable: true })
  zone!: string | null;

  /** The shop's own number of this customer. */
  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;

  /** Marks that gifts are chosen by, such as `minor` or `no_alcohol` (docs/words.md). */
  @Column('text', { array: true })
  flags!: string[];

  /** Buys for a business or an office, which may have rules about gifts (edge 108). */
  @Column('boolean', { name: 'is_business' })
  isBusiness!: boolean;

  @Column('text')
  status!: 'active' | 'merged' | 'erased';

  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto!: string | null;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'last_contact_at' })
  lastContactAt!: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

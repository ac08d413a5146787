import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One way to reach a customer. The same address may belong to several. */
@Entity('address')
export class Address {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('text')
  kind!: 'phone' | 'email' | 'post';

  /** As it was typed. */
  @Column('text', { name: 'value_raw' })
  valueRaw!: string;

  /** As it is compared and used: E.164, a small-letter e-mail address, one line of post. */
  @Column('text', { name: 'value_norm' })
  valueNorm!: string;

  /** Behind a switchboard; nothing is texted there. */
  @Column('text', { nullable: true })
  extension!: string | null;

  /** `dead`: a message came back from it. */
  @Column('text')
  state!: 'live' | 'dead';

  @Column('boolean')
  verified!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

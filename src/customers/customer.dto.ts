import { Choice, Flag, Instant, Int, ListOf, Text, Texts, Uuid } from '../platform/http/fields';

export const ADDRESS_KINDS = ['phone', 'email', 'post'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

export class CustomerRef {
  @Uuid()
  id!: string;
}

export class AddressRef {
  @Uuid()
  id!: string;

  @Uuid()
  address!: string;
}

/** Only what is sent changes; null empties a field. */
export class ChangeCustomer {
  @Text({ optional: true, nullable: true })
  name?: string | null;

  @Text({ optional: true, nullable: true, max: 35, example: 'en' })
  language?: string | null;

  @Text({ optional: true, nullable: true, max: 100, example: 'America/New_York' })
  zone?: string | null;

  @Text({ optional: true, nullable: true, note: 'your own number of this customer' })
  externalId?: string | null;

  @Texts({ optional: true, max: 63, most: 30, note: 'all marks from now on, such as "minor" or "no_alcohol"; gifts are chosen by them' })
  flags?: string[];

  @Flag({ optional: true, note: 'buys for a business or an office: only a lead gives more than attention' })
  business?: boolean;

  @Int({ optional: true, min: 1, note: 'the version you have seen; an older one is refused' })
  version?: number;
}

export class AddAddress {
  @Choice(ADDRESS_KINDS)
  kind!: AddressKind;

  @Text({ max: 500 })
  value!: string;

  @Text({ optional: true, min: 2, max: 2, note: 'ISO 3166, for a phone number without country code', example: 'US' })
  country?: string;
}

export class ChangeAddress {
  @Choice(['live', 'dead'])
  state!: 'live' | 'dead';
}

export class AddressView {
  @Uuid()
  id!: string;

  @Choice(ADDRESS_KINDS)
  kind!: AddressKind;

  @Text({ max: 500, note: 'masked for partner desks' })
  value!: string;

  @Text({ nullable: true })
  extension!: string | null;

  @Choice(['live', 'dead'], { note: 'dead: a message came back from it' })
  state!: 'live' | 'dead';

  @Flag()
  verified!: boolean;
}

export class CustomerView {
  @Uuid()
  id!: string;

  @Text({ nullable: true, note: 'only the first name for partner desks' })
  name!: string | null;

  @Text({ nullable: true })
  language!: string | null;

  @Text({ nullable: true })
  zone!: string | null;

  @Text({ nullable: true })
  externalId!: string | null;

  @Texts({ most: 30, note: 'marks that gifts are chosen by; none are shown to partner desks' })
  flags!: string[];

  @Flag({ note: 'buys for a business or an office' })
  business!: boolean;

  @Flag({ note: 'names and addresses are shortened for this reader' })
  masked!: boolean;

  @ListOf(() => AddressView)
  addresses!: AddressView[];

  @Instant()
  lastContactAt!: Date;

  @Instant()
  createdAt!: Date;

  @Int()
  version!: number;
}

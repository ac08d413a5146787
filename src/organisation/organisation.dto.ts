import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Text } from '../platform/http/fields';

const COUNTRY = /^[A-Z]{2}$/;
const COUNTRY_SAYS = '$property must be a country code of two capital letters such as CH.';
const LANGUAGE = {
  min: 2,
  max: 35,
  pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  says: 'language must be a tag such as en or pt-BR.',
  example: 'de',
  note: 'in which customers are written whose language nobody knows; not given: the organisation’s',
};
export const PHONE = {
  max: 40,
  pattern: /^\+?[0-9 ()./-]{3,40}$/,
  says: '$property must be a phone number.',
};
const DIRECT_LINE = { ...PHONE, example: '+12125550143', note: 'told to customers where the person who looks after them has none' };
const VERSION_NOTE = 'the version you saw; an older one is refused';

export class KeyParam {
  @Key()
  key!: string;
}

export class AddLocation {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Text({ max: 64, example: 'Europe/Zurich', note: 'time zone, IANA name' })
  zone!: string;

  @Text({ optional: true, min: 2, max: 2, pattern: COUNTRY, says: COUNTRY_SAYS, example: 'CH' })
  country?: string;

  @Text({ ...LANGUAGE, optional: true })
  language?: string;

  @Currency()
  currency!: string;

  @Key({ note: 'key of its calendar' })
  calendar!: string;

  @Key({ optional: true, nullable: true, note: 'key of the location above it' })
  parent?: string | null;

  @Text({ ...DIRECT_LINE, optional: true })
  directLine?: string;
}

/** What is left out stays. The currency stays for ever: amounts are recorded in it. */
export class ChangeLocation {
  @Text({ optional: true })
  name?: string;

  @Text({ optional: true, max: 64, example: 'Europe/Zurich' })
  zone?: string;

  @Text({ optional: true, nullable: true, min: 2, max: 2, pattern: COUNTRY, says: COUNTRY_SAYS, example: 'CH' })
  country?: string | null;

  @Text({ ...LANGUAGE, optional: true, nullable: true })
  language?: string | null;

  @Key({ optional: true })
  calendar?: string;

  @Key({ optional: true, nullable: true, note: 'null = at the top' })
  parent?: string | null;

  @Text({ ...DIRECT_LINE, optional: true, nullable: true })
  directLine?: string | null;

  @Int({ optional: true, min: 1, note: VERSION_NOTE })
  version?: number;
}

export class LocationView {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Text({ example: 'Europe/Zurich' })
  zone!: string;

  @Text({ nullable: true, example: 'CH' })
  country!: string | null;

  @Text({ nullable: true, example: 'de' })
  language!: string | null;

  @Currency()
  currency!: string;

  @Key({ note: 'key of its calendar' })
  calendar!: string;

  @Key({ nullable: true, note: 'key of the location above it' })
  parent!: string | null;

  @Text({ nullable: true, note: 'told to customers where the person who looks after them has none' })
  directLine!: string | null;

  @Int({ min: 1 })
  version!: number;
}

export class LocationList {
  @ListOf(() => LocationView)
  items!: LocationView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

export class AddTeam {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Key({ note: 'key of its location' })
  location!: string;
}

export class ChangeTeam {
  @Text({ optional: true })
  name?: string;

  @Key({ optional: true })
  location?: string;

  @Int({ optional: true, min: 1, note: VERSION_NOTE })
  version?: number;
}

export class TeamView {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Key({ note: 'key of its location' })
  location!: string;

  @Int({ min: 1 })
  version!: number;
}

export class TeamList {
  @ListOf(() => TeamView)
  items!: TeamView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

export class AddDesk {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Choice(['in_house', 'vendor'])
  kind!: 'in_house' | 'vendor';

  @Key({ optional: true, nullable: true, note: 'key of its own calendar, where its hours differ from the location’s' })
  calendar?: string | null;

  @Flag({ optional: true, note: 'people of this desk may record a fix' })
  mayFix?: boolean;

  @Instant({ optional: true, nullable: true, note: 'end of the contract' })
  endsAt?: Date | null;
}

export class ChangeDesk {
  @Text({ optional: true })
  name?: string;

  @Key({ optional: true, nullable: true })
  calendar?: string | null;

  @Flag({ optional: true })
  mayFix?: boolean;

  @Instant({ optional: true, nullable: true })
  endsAt?: Date | null;

  @Int({ optional: true, min: 1, note: VERSION_NOTE })
  version?: number;
}

export class DeskView {
  @Key()
  key!: string;

  @Text()
  name!: string;

  @Choice(['in_house', 'vendor'])
  kind!: 'in_house' | 'vendor';

  @Key({ nullable: true })
  calendar!: string | null;

  @Flag()
  mayFix!: boolean;

  @Instant({ nullable: true })
  endsAt!: Date | null;

  @Int({ min: 1 })
  version!: number;
}

export class DeskList {
  @ListOf(() => DeskView)
  items!: DeskView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

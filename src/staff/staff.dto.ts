import { PHONE } from '../organisation/organisation.dto';
import { Choice, Flag, Instant, Int, Key, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { ROLES } from './role.rules';
import { STAFF_STATUSES, type StaffStatus } from './staff.entity';

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;
const EMAIL_SAYS = '$property must be one mail address.';
const DIRECT_LINE_NOTE = 'told to the customers whom this person looks after';
const SCOPES = ['org', 'location', 'team', 'desk'] as const;

type GrantableRole = (typeof ROLES)[number];

export class StaffParam {
  @Uuid()
  id!: string;
}

export class GrantParam extends StaffParam {
  @Uuid()
  grantId!: string;
}

/** A role and the one place where it holds; no place = the whole organisation. */
export class GiveRole {
  @Choice(ROLES)
  role!: GrantableRole;

  @Key({ optional: true, nullable: true, note: 'key of a location: there and everywhere below' })
  location?: string | null;

  @Key({ optional: true, nullable: true, note: 'key of a team' })
  team?: string | null;

  @Key({ optional: true, nullable: true, note: 'key of a desk' })
  desk?: string | null;

  @Instant({ optional: true, nullable: true, note: 'from when, now if not given' })
  validFrom?: Date | null;

  @Instant({ optional: true, nullable: true, note: 'until when' })
  validTo?: Date | null;
}

export class InviteStaff {
  @Text({ max: 120 })
  name!: string;

  @Text({ max: 254, pattern: EMAIL, says: EMAIL_SAYS, example: 'anna@example.com' })
  email!: string;

  @ListOf(() => GiveRole, { optional: true, most: 20 })
  grants?: GiveRole[];

  @Uuid({ optional: true, nullable: true, note: 'who leads this person' })
  managerId?: string | null;

  @Text({ ...PHONE, optional: true, nullable: true })
  phone?: string | null;

  @Text({ ...PHONE, optional: true, nullable: true, example: '+12125550143', note: DIRECT_LINE_NOTE })
  directLine?: string | null;
}

/** What is left out stays. */
export class ChangeStaff {
  @Text({ optional: true, max: 120 })
  name?: string;

  @Choice(STAFF_STATUSES, { optional: true, note: 'left ends all sessions and tokens at once' })
  status?: StaffStatus;

  @Text({ optional: true, max: 63, note: 'with status left: who takes the open tickets, the id of a person, the key of a team, or queue' })
  handTo?: string;

  @Uuid({ optional: true, nullable: true })
  managerId?: string | null;

  @Text({ ...PHONE, optional: true, nullable: true })
  phone?: string | null;

  @Text({ ...PHONE, optional: true, nullable: true, example: '+12125550143', note: DIRECT_LINE_NOTE })
  directLine?: string | null;

  @Int({ optional: true, min: 1, note: 'the version you saw; an older one is refused' })
  version?: number;
}

export class StaffQuery extends PageQuery {
  @Choice(STAFF_STATUSES, { optional: true })
  status?: StaffStatus;

  @Choice(ROLES, { optional: true, note: 'who has this role now, anywhere' })
  role?: GrantableRole;

  @Text({ optional: true, note: 'part of the name or address' })
  q?: string;
}

export class GrantView {
  @Uuid()
  id!: string;

  @Choice(ROLES)
  role!: string;

  @Choice(SCOPES)
  scopeKind!: string;

  @Key({ nullable: true })
  location!: string | null;

  @Key({ nullable: true })
  team!: string | null;

  @Key({ nullable: true })
  desk!: string | null;

  @Instant()
  validFrom!: Date;

  @Instant({ nullable: true })
  validTo!: Date | null;
}

export class StaffOwnsView {
  @Int({ note: 'tickets that are not done' })
  openTickets!: number;

  @Int({ note: 'gifts this person asked for that wait for a yes' })
  approvals!: number;
}

export class StaffView {
  @Uuid()
  id!: string;

  @Text()
  name!: string;

  @Choice(STAFF_STATUSES)
  status!: StaffStatus;

  @Text({ nullable: true, note: 'null for those who neither administer nor supervise' })
  email!: string | null;

  @Text({ nullable: true, note: 'as email' })
  phone!: string | null;

  @Text({ nullable: true, note: DIRECT_LINE_NOTE })
  directLine!: string | null;

  @Uuid({ nullable: true })
  managerId!: string | null;

  @Flag({ note: 'has not set a password yet' })
  invited!: boolean;

  @ListOf(() => GrantView, { note: 'that hold now or later; as email' })
  grants!: GrantView[];

  @Int({ min: 1 })
  version!: number;

  @Nested(() => StaffOwnsView, { optional: true, nullable: true, note: 'of one person only, not in the list; null as email' })
  owns?: StaffOwnsView | null;
}

export class StaffList {
  @ListOf(() => StaffView)
  items!: StaffView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

export class InvitationView {
  @Text({ max: 500, note: 'opens once; goes out by mail as well' })
  link!: string;

  @Instant()
  expiresAt!: Date;
}

export class InvitedView {
  @Nested(() => StaffView)
  staff!: StaffView;

  @Nested(() => InvitationView)
  invitation!: InvitationView;
}

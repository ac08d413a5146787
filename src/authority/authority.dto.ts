import { ListOf, Minor, Text, Version, Int } from '../platform/http/fields';

const PER_GESTURE = 'the most one gift may cost us, in the smallest unit of the location’s currency';
const PER_DAY = 'the most all gifts of one person and day may cost together; null = no such limit';

export class AuthorityLimitView {
  @Text({ max: 63, example: 'agent' }) role!: string;
  @Minor({ note: PER_GESTURE }) perGestureMinor!: number;
  @Minor({ nullable: true, note: PER_DAY }) perDayMinor!: number | null;
  @Int() version!: number;
}

export class AuthorityLimitList {
  @ListOf(() => AuthorityLimitView) items!: AuthorityLimitView[];
}

export class RoleParam {
  @Text({ max: 63, example: 'agent' }) role!: string;
}

export class ChangeAuthorityLimit {
  @Minor({ optional: true, note: PER_GESTURE }) perGestureMinor?: number;
  @Minor({ optional: true, nullable: true, note: PER_DAY }) perDayMinor?: number | null;
  @Version() version?: number;
}

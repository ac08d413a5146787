import { ListOf, Minor, Text } from '../platform/http/fields';

export class AuthorityLimitView {
  @Text({ max: 63, example: 'agent' }) role!: string;
  @Minor({ note: 'the most one gift may cost us, in the smallest unit of the location’s currency' }) perGestureMinor!: number;
  @Minor({ nullable: true, note: 'the most per person and day; null = no such limit' }) perDayMinor!: number | null;
}

export class AuthorityLimitList {
  @ListOf(() => AuthorityLimitView) items!: AuthorityLimitView[];
}

import { Instant, ListOf, Text, Uuid } from '../platform/http/fields';

export class DelegationParam {
  @Uuid() id!: string;
}

export class Delegate {
  @Uuid({ note: 'who says yes in your place' }) to!: string;
  @Instant({ optional: true, note: 'from when, now if not given' }) startsAt?: Date;
  @Instant({ note: 'until when, at most 90 days after it starts' }) endsAt!: Date;
}

export class DelegationView {
  @Uuid() id!: string;
  @Uuid({ note: 'whose rights they are' }) from!: string;
  @Text() fromName!: string;
  @Uuid() to!: string;
  @Text() toName!: string;
  @Instant() startsAt!: Date;
  @Instant() endsAt!: Date;
  @Instant({ nullable: true, note: 'when it was ended early' }) endedAt!: Date | null;
}

export class DelegationList {
  @ListOf(() => DelegationView) items!: DelegationView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

import { Choice, Instant, ListOf, Text, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { PUSH_STEPS, type PushStep } from './push-step.rules';

/** A step of the work, as another system reports it. */
export class PushBody {
  @Text({ max: 200, example: 'R-1001', note: 'R-1001, the id of the complaint, or the sender’s own reference, such as a tracking number' })
  ticket!: string;
  @Choice(PUSH_STEPS) step!: PushStep;
  @Text({ optional: true, max: 300, note: 'for the customer, in the customer’s language; a sentence of ours where it is left out' })
  text?: string;
  @Instant({ optional: true, note: 'when it happened; now where it is left out' }) at?: Date;
  @Instant({ optional: true, note: 'by when the next step is done: counts as a promise of news; at most 90 days ahead' }) nextBy?: Date;
}

/** A step of the work, as somebody of ours reports it. */
export class StepBody {
  @Version() version?: number;
  @Choice(PUSH_STEPS) step!: PushStep;
  @Text({ optional: true, max: 300, note: 'for the customer, in the customer’s language; a sentence of ours where it is left out' })
  text?: string;
  @Text({ optional: true, max: 300, note: 'what is next, for the customer' }) next?: string;
  @Instant({ optional: true, note: 'by when the next step is done: counts as a promise of news; at most 90 days ahead' }) nextBy?: Date;
}

export class PushRef {
  @Uuid() id!: string;
}

export class MakePushSource {
  @Text({ max: 100, example: 'Workshop' }) name!: string;
}

export class PushSourceView {
  @Uuid() id!: string;
  @Text() name!: string;
  @Instant() createdAt!: Date;
  @Instant({ nullable: true, note: 'the secret before this works for 24 hours more' }) rotatedAt!: Date | null;
}

export class MadePushSource extends PushSourceView {
  @Text({ note: 'shown here and nowhere else; base64 behind "whsec_", as Standard Webhooks has it' }) secret!: string;
}

export class PushSourceList {
  @ListOf(() => PushSourceView) items!: PushSourceView[];
}

export class PushQuery extends PageQuery {
  @Choice(['parked', 'applied'], { optional: true }) state?: 'parked' | 'applied';
}

export class AssignPush {
  @Text({ max: 60, example: 'R-1001' }) ticket!: string;
}

export class PushView {
  @Uuid() id!: string;
  @Text() source!: string;
  @Text({ note: 'what the report says it is about' }) ref!: string;
  @Choice(PUSH_STEPS) step!: PushStep;
  @Text({ nullable: true, max: 300 }) text!: string | null;
  @Instant() at!: Date;
  @Instant({ nullable: true }) nextBy!: Date | null;
  @Choice(['parked', 'applied']) state!: 'parked' | 'applied';
  @Uuid({ nullable: true }) ticket!: string | null;
  @Text({ nullable: true, example: 'R-1001' }) label!: string | null;
  @Instant() receivedAt!: Date;
}

export class PushList {
  @ListOf(() => PushView) items!: PushView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

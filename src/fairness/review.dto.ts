import { Choice, Free, Instant, Int, Key, ListOf, Nested, Text, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { SaidView } from '../platform/http/said.dto';
import { NamedView } from '../tickets/named.dto';
import { REVIEW_KINDS, type ReviewFacts, type ReviewKind } from './review.rules';

export const REVIEW_STATES = ['open', 'seen', 'done'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export class ReviewRef {
  @Uuid() id!: string;
}

export class ReviewQuery extends PageQuery {
  @Choice(REVIEW_STATES, { optional: true, note: 'everything if not given' })
  state?: ReviewState;

  @Choice(REVIEW_KINDS, { optional: true })
  kind?: ReviewKind;
}

export class ReviewNote {
  @Text({ optional: true, max: 2000, note: 'what was found or done about it' })
  note?: string;

  @Version() version?: number;
}

export class ReviewCustomerView {
  @Uuid() id!: string;
  @Text({ nullable: true, note: 'null where one of the tickets is restricted' }) name!: string | null;
}

export class ReviewTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text({ example: 'R-1001' }) label!: string;
}

/** Something a manager should look at. It refuses nothing by itself; where gifts of money need a lead meanwhile, the sentence says so. */
export class ReviewView {
  @Uuid() id!: string;
  @Choice(REVIEW_KINDS) kind!: ReviewKind;
  @Text({ max: 300, note: 'what there is to see, in a sentence' }) text!: string;
  @ListOf(() => SaidView, { note: 'the same for other languages' }) said!: SaidView[];
  @Nested(() => NamedView, { nullable: true, note: 'whose giving it is about' }) staff!: NamedView | null;
  @Nested(() => ReviewCustomerView, { nullable: true }) customer!: ReviewCustomerView | null;
  @ListOf(() => ReviewTicketView, { note: 'the newest first, 20 at most' }) tickets!: ReviewTicketView[];
  @Key() location!: string;
  @Free({ note: 'the numbers behind the sentence; amounts in the smallest unit' }) facts!: ReviewFacts;
  @Instant() since!: Date;
  @Instant({ note: 'it ends by itself' }) until!: Date;
  @Choice(REVIEW_STATES) state!: ReviewState;
  @Text({ nullable: true, max: 2000 }) note!: string | null;
  @Int() version!: number;
}

export class ReviewList {
  @ListOf(() => ReviewView) items!: ReviewView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

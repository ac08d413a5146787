import { Choice, Instant, Int, ListOf } from '../platform/http/fields';

const VALUES = ['recovered', 'not_recovered', 'unknown'] as const;
const BASES = ['survey', 'call', 'reopened', 'left', 'repeat', 'purchase', 'silence'] as const;

/** What became of the customer after one attempt to put it right. */
export class OutcomeView {
  @Int({ min: 1, note: 'the attempt; the last one counts for the ticket' }) cycle!: number;
  @Choice(VALUES) value!: (typeof VALUES)[number];
  @Choice(BASES, { note: 'what it rests on: what the customer said (survey, call), else what they did' }) basis!: (typeof BASES)[number];
  @Instant() decidedAt!: Date;
  @Instant({ nullable: true, note: 'from then on it does not change; null = it still may' }) finalAt!: Date | null;
}

export class OutcomeList {
  @ListOf(() => OutcomeView) items!: OutcomeView[];
}

import { ApiProperty } from '@nestjs/swagger';
import { Choice, Currency, Flag, Instant, Int, ListOf, Minor, Nested, Text } from '../platform/http/fields';

export const GROUPINGS = ['location', 'agent', 'channel', 'language'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const Ratio = (description: string, nullable = false) => ApiProperty({ type: Number, minimum: 0, nullable, description });

export class ReportQuery {
  @Instant({ optional: true, note: '90 days before the end if not given; at most 366' })
  from?: Date;

  @Instant({ optional: true, note: 'now if not given; this very instant is outside' })
  to?: Date;
}

export class FairnessQuery extends ReportQuery {
  @Choice(GROUPINGS, { optional: true, note: 'location if not given' })
  by?: Grouping;
}

export class IntervalView {
  @Ratio('lower end') from!: number;
  @Ratio('upper end') to!: number;
}

/** What one group was offered beside all others, as if both had had the same failures of the same severity. */
export class FairnessGroupView {
  @Text({ note: 'key of the location, id of the person, channel or language; without names for those who see none' }) group!: string;
  @Text() name!: string;
  @Int({ note: 'gifts offered' }) offers!: number;
  @Minor({ note: 'plain mean of what they cost us, in the smallest unit' }) meanMinor!: number;
  @Int({ note: 'of these, in failures that the others had as well' }) compared!: number;
  @Int({ note: 'gifts of the others in the same failures' }) others!: number;
  @Minor({ nullable: true, note: 'adjusted mean, in the smallest unit; null where there is nothing to compare with' }) adjustedMinor!:
    number | null;
  @Minor({ nullable: true, note: 'adjusted mean of the others, in the smallest unit' }) othersMinor!: number | null;
  @Ratio('adjusted mean over that of the others', true) ratio!: number | null;
  @Nested(() => IntervalView, {
    nullable: true,
    note: 'holds the true ratio in 90 of 100 cases; null where there are too few offers to say anything',
  })
  interval90!: IntervalView | null;
  @Nested(() => IntervalView, { nullable: true, note: 'in 95 of 100' }) interval95!: IntervalView | null;
  @Flag({ note: 'outside 0.8 to 1.25, with 30 gifts or more on both sides' }) flagged!: boolean;
}

export class FairnessCurrencyView {
  @Currency() currency!: string;
  @ListOf(() => FairnessGroupView, { note: 'the dearest first' }) groups!: FairnessGroupView[];
}

export class FairnessView {
  @Instant() from!: Date;
  @Instant() to!: Date;
  @Choice(GROUPINGS) by!: Grouping;
  @ListOf(() => FairnessCurrencyView, { note: 'currencies are never compared with each other' }) currencies!: FairnessCurrencyView[];
}

export class BlockedView {
  @Text({ max: 500 }) what!: string;
  @Int() count!: number;
}

/** How many gifts were decided on the spot. */
export class ApprovalsView {
  @Instant() from!: Date;
  @Instant() to!: Date;
  @Int() decided!: number;
  @Int({ note: 'without asking anybody' }) alone!: number;
  @Int({ note: 'had to wait for a yes' }) asked!: number;
  @Ratio('alone over decided; null where nothing was decided', true) share!: number | null;
  @Ratio('what we want at least') target!: number;
  @Flag() met!: boolean;
  @ListOf(() => BlockedView, { note: 'the most frequent first, 20 at most' }) blocked!: BlockedView[];
  @Text({ nullable: true, max: 600, note: 'below the target: what stood in the way most often' }) blockedMost!: string | null;
}

import { GESTURE_CLASSES, type GestureClass } from '../catalogue/gesture-type-facts.rules';
import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Minor, Nested, Text, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { PERIODS, type PeriodKind } from './periods.rules';

const SCOPES = ['org', 'location', 'desk'] as const;
const STATUSES = ['active', 'ended'] as const;
const KINDS = ['reserve', 'commit', 'release', 'adjust', 'override', 'overrun'] as const;
const CLASS = 'gifts of this class only; null = of every class';
const CARRY = 'what is left goes along into the next period';

export class BudgetParam {
  @Uuid() id!: string;
}

/** Neither location nor desk = the whole organisation. */
export class AddBudget {
  @Text({ max: 120, example: 'Gifts' }) name!: string;
  @Key({ optional: true, nullable: true, note: 'key of a location: there and everywhere below' }) location?: string | null;
  @Key({ optional: true, nullable: true, note: 'key of a desk' }) desk?: string | null;
  @Choice(GESTURE_CLASSES, { optional: true, nullable: true, note: CLASS }) class?: GestureClass | null;
  @Currency() currency!: string;
  @Choice(PERIODS) period!: PeriodKind;
  @Flag({ optional: true, note: CARRY }) carryOver?: boolean;
  @Minor() limitMinor!: number;
}

/** What is left out stays. A new limit counts from the current period on. */
export class ChangeBudget {
  @Text({ optional: true, max: 120 }) name?: string;
  @Flag({ optional: true, note: CARRY }) carryOver?: boolean;
  @Minor({ optional: true }) limitMinor?: number;
  @Choice(STATUSES, { optional: true, note: 'ended = it pays for nothing new; what it promised it still pays' })
  status?: (typeof STATUSES)[number];
  @Version() version?: number;
}

export class BudgetPeriodView {
  @Uuid() id!: string;
  @Instant() startsAt!: Date;
  @Instant({ note: 'the first instant after it' }) endsAt!: Date;
  @Flag({ note: 'false = over or not begun; nothing new is taken from it' }) isOpen!: boolean;
  @Minor() limitMinor!: number;
  @Minor({ note: 'released by managers on top of the limit' }) overrideMinor!: number;
  @Minor({ note: 'promised and not spent yet' }) reservedMinor!: number;
  @Minor() spentMinor!: number;
  @Minor() leftMinor!: number;
}

export class BudgetView {
  @Uuid() id!: string;
  @Text() name!: string;
  @Choice(SCOPES) scope!: (typeof SCOPES)[number];
  @Key({ nullable: true }) location!: string | null;
  @Key({ nullable: true }) desk!: string | null;
  @Choice(GESTURE_CLASSES, { nullable: true, note: CLASS }) class!: GestureClass | null;
  @Currency() currency!: string;
  @Choice(PERIODS) period!: PeriodKind;
  @Text({ note: 'the zone in which its periods begin' }) zone!: string;
  @Flag({ note: CARRY }) carryOver!: boolean;
  @Minor() limitMinor!: number;
  @Choice(STATUSES) status!: (typeof STATUSES)[number];
  @Int() version!: number;
  @Nested(() => BudgetPeriodView, { nullable: true, note: 'the period of now; null until it is used' }) current!: BudgetPeriodView | null;
}

export class BudgetList {
  @ListOf(() => BudgetView) items!: BudgetView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

export class BudgetPeriodList {
  @ListOf(() => BudgetPeriodView) items!: BudgetPeriodView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

/** A line of the ledger. The counters of a period are the sums of its lines. */
export class BudgetEntryView {
  @Int() id!: number;
  @Uuid() periodId!: string;
  @Choice(KINDS) kind!: (typeof KINDS)[number];
  @Int({ min: Number.MIN_SAFE_INTEGER, note: 'in the smallest unit of the currency; below 0 where a limit was lowered' })
  amountMinor!: number;
  @Int({ min: Number.MIN_SAFE_INTEGER, note: 'by how much it changed what is promised' }) reservedChangeMinor!: number;
  @Int({ min: Number.MIN_SAFE_INTEGER, note: 'by how much it changed what is spent' }) spentChangeMinor!: number;
  @Uuid({ nullable: true, note: 'the gift; null for those who see only amounts or not its ticket' }) gestureId!: string | null;
  @Text({ nullable: true, max: 2000 }) reason!: string | null;
  @Uuid({ nullable: true, note: 'who did it; null = the desk itself, or for those who see only amounts or not the ticket' }) by!:
    string | null;
  @Instant() at!: Date;
}

export class BudgetEntryList {
  @ListOf(() => BudgetEntryView) items!: BudgetEntryView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

export class ReleaseMore {
  @Minor({ note: 'how much more may be given in this period' }) amountMinor!: number;
  @Text({ min: 3, max: 2000, example: 'Two hundred cars came back with the same fault.' }) reason!: string;
}

export class AskLeft {
  @Key({ note: 'key of the location' }) location!: string;
}

export class ClassLeftView {
  @Choice(GESTURE_CLASSES) class!: GestureClass;
  @Minor() leftMinor!: number;
  @Instant({ note: 'when the period ends of the budget that has least' }) until!: Date;
}

/** A class that is not here has no budget, and so no limit by one. */
export class BudgetLeftView {
  @Currency() currency!: string;
  @ListOf(() => ClassLeftView) items!: ClassLeftView[];
}

export class AskOverruns extends PageQuery {
  @Flag({ optional: true, query: true, note: 'true = not allowed yet; all if not given' }) open?: boolean;
}

export class OverrunBudgetView {
  @Uuid() id!: string;
  @Text() name!: string;
  @Currency() currency!: string;
}

/** A gift that cost more than there was. */
export class OverrunView {
  @Uuid() id!: string;
  @Uuid() periodId!: string;
  @Nested(() => OverrunBudgetView) budget!: OverrunBudgetView;
  @Minor({ note: 'what could not be paid' }) amountMinor!: number;
  @Uuid({ nullable: true, note: 'the gift; null for those who see only amounts' }) gestureId!: string | null;
  @Int({ nullable: true, note: 'number of its ticket, where the caller may see it' }) ticket!: number | null;
  @Instant() at!: Date;
  @Instant({ note: 'until when a manager decides: the second business day' }) dueAt!: Date;
  @Flag({ note: 'still open after that' }) isOverdue!: boolean;
  @Instant({ nullable: true }) allowedAt!: Date | null;
  @Uuid({ nullable: true }) allowedBy!: string | null;
  @Text({ nullable: true, max: 2000 }) reason!: string | null;
}

export class OverrunList {
  @ListOf(() => OverrunView) items!: OverrunView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

export class AllowOverrun {
  @Text({ min: 3, max: 2000, example: 'The workshop found a second fault; the customer had our word.' }) reason!: string;
}

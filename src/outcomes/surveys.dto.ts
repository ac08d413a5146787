import { Choice, Flag, Instant, Int, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';

export class SurveyRef {
  @Uuid() id!: string;
}

export class TicketOfSurveys {
  @Text({ max: 40 }) id!: string;
}

/** What the customer meant ("5 is worst, right?"). What they had said is kept. */
export class CorrectSurvey {
  @Int({ min: 1, max: 5, note: '1 is badly, 5 is very well' }) score!: number;
  @Flag({ note: 'is it really fixed?' }) fixed!: boolean;
  @Text({ min: 3, max: 2000, note: 'how you know: who spoke to the customer, and what they said' }) reason!: string;
}

export class SurveyCorrectionView {
  @Int({ nullable: true, note: 'what the answer said before' }) scoreBefore!: number | null;
  @Flag({ nullable: true }) fixedBefore!: boolean | null;
  @Int() score!: number;
  @Flag() fixed!: boolean;
  @Text({ max: 2000 }) reason!: string;
  @Text({ note: 'who corrected it' }) by!: string;
  @Instant() at!: string;
}

/** What the customer said on the page after a lead had corrected the answer. It counts for nothing until a lead corrects again. */
export class LaterAnswerView {
  @Int({ nullable: true }) score!: number | null;
  @Flag({ nullable: true }) fixed!: boolean | null;
  @Int({ nullable: true }) ease!: number | null;
  @Text({ nullable: true, max: 5000 }) text!: string | null;
  @Instant() at!: string;
}

/** One question to the customer and its answer; one a cycle. */
export class SurveyView {
  @Uuid() id!: string;
  @Uuid() ticketId!: string;
  @Int({ min: 1 }) cycle!: number;
  @Choice(['planned', 'sent', 'answered', 'cancelled']) state!: string;
  @Instant({ nullable: true }) sentAt!: Date | null;
  @Instant({ nullable: true }) remindedAt!: Date | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
  @Int({ nullable: true, note: 'how well it was put right, 1 to 5' }) score!: number | null;
  @Flag({ nullable: true, note: 'is it really fixed?' }) fixed!: boolean | null;
  @Int({ nullable: true, note: 'how easy we made it, 1 to 7' }) ease!: number | null;
  @Text({ nullable: true, max: 5000 }) text!: string | null;
  @Nested(() => LaterAnswerView, { nullable: true }) later!: LaterAnswerView | null;
  @ListOf(() => SurveyCorrectionView) corrections!: SurveyCorrectionView[];
}

export class SurveyList {
  @ListOf(() => SurveyView) items!: SurveyView[];
}

export class KudosQuery extends PageQuery {}

/** Kind words of a customer about you. */
export class KudosView {
  @Uuid() id!: string;
  @Uuid() ticketId!: string;
  @Int() number!: number;
  @Text({ max: 5000 }) words!: string;
  @Instant() at!: Date;
}

export class KudosList {
  @ListOf(() => KudosView) items!: KudosView[];
  @Text({ nullable: true }) nextCursor!: string | null;
}

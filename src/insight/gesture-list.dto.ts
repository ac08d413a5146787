import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Minor, Nested, Text, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { GESTURE_STATES, type GestureState } from '../oneup/gesture-table.rules';

export const GESTURE_TABS = ['waiting', 'given'] as const;
export type GestureTab = (typeof GESTURE_TABS)[number];

export class GestureListQuery extends PageQuery {
  @Choice(GESTURE_TABS, {
    optional: true,
    note: 'waiting: chosen and not with the customer yet, the oldest first; given: the newest first. Default given',
  })
  tab?: GestureTab;
}

export class GestureLineTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
}

export class GestureLineTypeView {
  @Key() code!: string;
  @Text() name!: string;
}

export class GestureLineVoucherView {
  @Text({ max: 4, note: 'the last four characters of the code' }) last4!: string;
  @Choice(['issued', 'redeemed', 'expired', 'void']) status!: 'issued' | 'redeemed' | 'expired' | 'void';
  @Instant() expiresAt!: Date;
}

/** What came after a gift. It says what happened, not why. */
export class GestureEffectView {
  @Flag({ nullable: true, note: 'bought something within 90 days after; null: too early to say, or purchases are not known' }) cameBack!:
    boolean | null;
  @Int({ nullable: true, min: 1, max: 5, note: 'the last answer to the survey before' }) scoreBefore!: number | null;
  @Int({ nullable: true, min: 1, max: 5, note: 'the answer after it' }) scoreAfter!: number | null;
}

export class GestureLineView {
  @Uuid() id!: string;
  @Nested(() => GestureLineTypeView) type!: GestureLineTypeView;
  @Nested(() => GestureLineTicketView) ticket!: GestureLineTicketView;
  @Text({ nullable: true, note: 'first name only for partner desks; null on a restricted ticket' }) customerName!: string | null;
  @Minor({ note: 'what it cost, or what is set aside for it' }) cost!: number;
  @Currency() currency!: string;
  @Choice(GESTURE_STATES) state!: GestureState;
  @Instant() chosenAt!: Date;
  @Instant({ nullable: true }) givenAt!: Date | null;
  @Nested(() => GestureLineVoucherView, { nullable: true }) voucher!: GestureLineVoucherView | null;
  @Flag({ nullable: true, note: 'of a voucher: redeemed; null for every other gift' }) used!: boolean | null;
  @Nested(() => GestureEffectView) effect!: GestureEffectView;
}

export class GestureListView {
  @ListOf(() => GestureLineView) items!: GestureLineView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

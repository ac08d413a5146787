import { CustomerView } from '../customers/customer.dto';
import { CLOSE_REASONS, type CloseReason, TICKET_STATES, type TicketState } from '../lifecycle/ticket-facts.rules';
import { Choice, Currency, Flag, Instant, Int, Key, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { KeyNameView } from '../tickets/named.dto';

const MATCHED_BY = ['phone', 'email', 'order', 'name', 'external_id'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** One box for everything: phone number, e-mail address, your own number of the customer, the number of an order, or a name. */
export class MatchCustomers {
  @Text({ optional: true, example: '+1 212 555 0143', note: 'required where there is no order' })
  q?: string;

  @Text({ optional: true, max: 1000, note: 'what was typed so far of what happened: for finding the same matter' })
  text?: string;

  @Key({ optional: true, note: 'a key, or "unsure"' })
  touchPoint?: string;

  @Text({ optional: true, max: 200, note: 'number of an order or a receipt' })
  order?: string;

  @Key({ optional: true, note: 'location, whose country counts for numbers without country code' })
  location?: string;
}

/** A ticket in one line. */
export class TicketGlanceView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Text() title!: string;
  @Choice(TICKET_STATES) state!: TicketState;
  @Instant() receivedAt!: Date;
}

export class LastPurchaseView {
  @Text({ max: 500, note: 'number of the order and where it came from' }) label!: string;
  @Instant() at!: Date;
}

export class CallerView {
  @Nested(() => CustomerView) customer!: CustomerView;
  @Text({ nullable: true, max: 60, note: 'the latest live one; masked for partner desks' }) phone!: string | null;
  @Text({ nullable: true, max: 320, note: 'the latest live one; masked for partner desks' }) email!: string | null;
  @Instant({ nullable: true, note: 'null for partner desks' }) lastContactAt!: Date | null;
  @Nested(() => LastPurchaseView, { nullable: true, note: 'null for partner desks' }) lastPurchase!: LastPurchaseView | null;
  @ListOf(() => TicketGlanceView, { note: 'live ones that the caller of this may see, the newest first; at most 5, for partner desks 1' })
  openTickets!: TicketGlanceView[];
  @Int({ note: 'all complaints that may be seen, up to 1000' }) complaints!: number;
  @Int({ note: 'different touch points that these are about' }) touchPoints!: number;
  @Choice(MATCHED_BY, { note: 'a phone number alone does not prove who it is' }) matchedBy!: MatchedBy;
}

export class EarlierTicketView extends TicketGlanceView {
  @Nested(() => KeyNameView, { nullable: true }) touchPoint!: KeyNameView | null;
}

export class DuplicateView {
  @Nested(() => EarlierTicketView) ticket!: EarlierTicketView;
  @Flag({ note: 'the number of the order stands in it' }) sameOrder!: boolean;
  @Int({ max: 100, note: 'percent: order, words, touch point and how recent it is' }) score!: number;
  @Choice(['probably', 'maybe']) verdict!: 'probably' | 'maybe';
}

export class CallersView {
  @ListOf(() => CallerView, { note: 'latest contact first, at most 20' })
  items!: CallerView[];

  @Uuid({ nullable: true, note: 'the one who is meant for sure; null where several share a number, or where it was only a name' })
  preselected!: string | null;

  @ListOf(() => DuplicateView, {
    note: 'what may be the same matter, the likeliest first; at most 5; nothing is ever put together by itself',
  })
  duplicates!: DuplicateView[];
}

export class CustomerPurchaseView {
  @Uuid() id!: string;
  @Text({ max: 500, note: 'number of the order and where it came from' }) label!: string;
  @Int({ min: -Number.MAX_SAFE_INTEGER, note: 'in the smallest unit; negative: goods that came back' }) amountMinor!: number;
  @Currency() currency!: string;
  @Instant() at!: Date;
}

export class CustomerTicketView extends TicketGlanceView {
  @Choice(CLOSE_REASONS, { nullable: true }) closeReason!: CloseReason | null;
}

/** Everything about one customer on one page. */
export class CustomerPageView extends CustomerView {
  @ListOf(() => CustomerPurchaseView, { note: 'the newest first, at most 20' }) purchases!: CustomerPurchaseView[];
  @ListOf(() => CustomerTicketView, { note: 'that the caller may see, the newest first, at most 20' }) tickets!: CustomerTicketView[];
  @Int({ note: 'how many different touch points these complaints were about' }) touchPoints!: number;
}

import { TICKET_STATES, type TicketState } from '../lifecycle/ticket-facts.rules';
import { Choice, Flag, Instant, Int, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { NamedView } from '../tickets/named.dto';

export class DeskChatTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
  @Choice(TICKET_STATES) state!: TicketState;
}

export class DeskChatLastView {
  @Choice(['customer', 'us']) by!: 'customer' | 'us';
  @Text({ max: 20_000 }) text!: string;
  @Instant() at!: Date;
}

export class DeskChatView {
  @Nested(() => DeskChatTicketView) ticket!: DeskChatTicketView;
  @Text({ nullable: true, note: 'first name only for partner desks; null where nobody knows it, and on a restricted ticket' }) name!:
    string | null;
  @Nested(() => DeskChatLastView, { nullable: true }) lastLine!: DeskChatLastView | null;
  @Int({ note: 'lines of the customer since our last one' }) unanswered!: number;
  @Nested(() => NamedView, { nullable: true }) owner!: NamedView | null;
  @Instant({ nullable: true, note: 'the first line that nobody answered' }) waitingSince!: Date | null;
  @Flag({ note: 'the customer can come back to it' }) resumable!: boolean;
}

export class DeskChatList {
  @ListOf(() => DeskChatView, { note: 'who waits longest, first; 100' }) items!: DeskChatView[];
}

export class DeskLinesQuery {
  @Text({
    optional: true,
    max: 36,
    pattern: /^(\d{1,15}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/,
    says: 'after must be the id or the seq of a line.',
    note: 'only lines after this one, by its id or seq; our own words that wait are told each time',
  })
  after?: string;
}

export class DeskLineView {
  @Uuid({ note: 'of the line, or of the message while it waits' }) id!: string;
  @Int({ nullable: true, note: 'rises with every line; null while it waits' }) seq!: number | null;
  @Choice(['customer', 'us']) by!: 'customer' | 'us';
  @Text({ nullable: true, note: 'who of us wrote it; null for the customer and the desk itself' }) name!: string | null;
  @Text({ max: 20_000 }) text!: string;
  @Instant() at!: Date;
  @Choice(['said', 'waiting', 'failed'], { note: 'waiting: on its way; failed: it did not reach the customer' }) state!:
    'said' | 'waiting' | 'failed';
}

export class DeskLinesView {
  @ListOf(() => DeskLineView, { most: 1000 }) lines!: DeskLineView[];
}

import { Choice, Flag, Instant, Int, ListOf, Nested, Text, Texts, Uuid, Version } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { HELD_FOR, type HeldFor, type Tab, TABS } from './message-row.rules';
import { MESSAGE_KINDS, MESSAGE_STATES, type MessageKind, type MessageState } from './message.rules';
import { type Receipt, RECEIPTS } from './sms.rules';

export class MessageQuery extends PageQuery {
  @Choice(MESSAGE_STATES, { optional: true })
  state?: MessageState;

  @Choice(TABS, {
    optional: true,
    note: 'needs: somebody must look; going: on its way out; sent; stopped: taken back, outdated or given up',
  })
  tab?: Tab;

  @Text({ optional: true, max: 40, note: 'a ticket by id, 1001 or R-1001' })
  ticket?: string;
}

export class MessageRef {
  @Uuid()
  id!: string;
}

/** Nothing to say: the address names the message. */
export class DecideMessage {
  @Text({ optional: true, max: 500, note: 'why; kept with the message' })
  note?: string;
}

/** New words for a reply. */
export class EditMessage {
  @Text({ max: 10_000 })
  text!: string;

  @Text({ optional: true, max: 200, note: 'only of an e-mail' })
  subject?: string;

  @Version()
  version?: number;
}

export class MessageTicketView {
  @Uuid() id!: string;
  @Int() number!: number;
}

export class MessageView {
  @Uuid()
  id!: string;

  @Uuid({ nullable: true })
  ticketId!: string | null;

  @Text({ nullable: true, example: 'R-1001' })
  ticketRef!: string | null;

  @Choice(MESSAGE_KINDS)
  kind!: MessageKind;

  @Choice(['service', 'gesture', 'survey', 'marketing', 'staff'])
  class!: string;

  @Choice(['email', 'sms', 'chat', 'call', 'post'])
  channel!: string;

  @Text({ nullable: true, max: 320 })
  to!: string | null;

  @Text()
  language!: string;

  @Choice(MESSAGE_STATES, {
    note: 'held: no provider is set, or a person brings it or looks first; uncertain: it may have arrived; dead: it will not be tried again',
  })
  state!: MessageState;

  @Text({ nullable: true, max: 500, note: 'why it is not sent, or the last answer of the mail server' })
  lastError!: string | null;

  @Choice(RECEIPTS, { nullable: true, note: 'the last that the provider reported' })
  receipt!: Receipt | null;

  @Int({ nullable: true, note: 'parts of a text message' })
  segments!: number | null;

  @Int({ note: 'attempts so far' })
  attempts!: number;

  @Flag({ note: 'said by the desk itself' })
  automatic!: boolean;

  @Instant({ note: 'not sent before' })
  notBefore!: Date;

  @Instant()
  createdAt!: Date;

  @Instant({ nullable: true })
  sentAt!: Date | null;

  @Nested(() => MessageTicketView, { nullable: true })
  ticket!: MessageTicketView | null;

  @Text({ nullable: true, max: 320, note: 'who gets it; null for one to somebody who works here' })
  customerName!: string | null;

  @Text({ max: 300, note: 'why it goes out, in a sentence' })
  why!: string;

  @Instant({ nullable: true, note: 'as the provider reports it' })
  deliveredAt!: Date | null;

  @Choice(HELD_FOR, {
    nullable: true,
    note: 'provider: none is set; check: an answer must be read first; person: by call or letter; staff: somebody stopped it',
  })
  heldFor!: HeldFor | null;

  @Uuid({ nullable: true, note: 'the message to the same customer that must leave first' })
  blockedBy!: string | null;

  @Flag({ note: 'its words can still be changed' })
  editable!: boolean;

  @Int({ min: 1, note: 'goes up with each change that a person makes' })
  version!: number;
}

/** How many there are among the newest 2,000 of each state; 1000 means "or more". */
export class MessageCountsView {
  @Int() needs!: number;
  @Int() going!: number;
  @Int() sent!: number;
  @Int() stopped!: number;
}

export class MessageStepView {
  @Instant() at!: Date;
  @Text({ max: 700, note: 'what happened, in a sentence' }) what!: string;
}

/** One message with its words. Secret parts of links and codes are left out: they are the customer's. */
export class MessageDetailView extends MessageView {
  @Text({ nullable: true, max: 1000, note: 'of an e-mail' })
  subject!: string | null;

  @Text({ max: 50_000, nullable: true, note: 'as it goes or went out; null where it cannot be written, see missing' })
  text!: string | null;

  @Text({ max: 200_000, nullable: true, note: 'of an e-mail; a whole page' })
  html!: string | null;

  @Texts({ most: 50, note: 'what its text asks for and we do not know; then it is not sent' })
  missing!: string[];

  @ListOf(() => MessageStepView, { note: 'the first first' })
  history!: MessageStepView[];
}

export class MessageList {
  @ListOf(() => MessageView)
  items!: MessageView[];

  @Text({ nullable: true, max: 1000 })
  nextCursor!: string | null;

  @Nested(() => MessageCountsView)
  counts!: MessageCountsView;
}

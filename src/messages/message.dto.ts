import { Choice, Flag, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { MESSAGE_KINDS, MESSAGE_STATES, type MessageKind, type MessageState } from './message.rules';
import { type Receipt, RECEIPTS } from './sms.rules';

export class MessageQuery extends PageQuery {
  @Choice(MESSAGE_STATES, { optional: true })
  state?: MessageState;

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
}

export class MessageList {
  @ListOf(() => MessageView)
  items!: MessageView[];

  @Text({ nullable: true, max: 1000 })
  nextCursor!: string | null;
}

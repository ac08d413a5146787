import { CLOCKS, type ClockName } from '../clocks/clock.rules';
import { Choice, Flag, Free, Instant, Int, ListOf, Nested, Text, Uuid } from '../platform/http/fields';
import { TICKET_STATES, type TicketState } from '../lifecycle/ticket-facts.rules';
import { NamedView } from './named.dto';
import { TicketRef } from './ticket.dto';

const ACTOR_KINDS = ['staff', 'system', 'customer', 'api_token'] as const;

export class ListEvents {
  @Int({ optional: true, query: true, note: 'only what came after this number' })
  after?: number;

  @Int({ optional: true, query: true, min: 1, max: 500, note: 'default 200' })
  limit?: number;
}

export class ClockRef extends TicketRef {
  @Choice(CLOCKS) clock!: ClockName;
}

export class TicketEventView {
  @Int({ min: 1, note: 'without holes' }) seq!: number;
  @Text() kind!: string;
  @Choice(TICKET_STATES, { nullable: true }) from!: TicketState | null;
  @Choice(TICKET_STATES, { nullable: true }) to!: TicketState | null;
  @Choice(ACTOR_KINDS) byKind!: (typeof ACTOR_KINDS)[number];
  @Nested(() => NamedView, { nullable: true }) by!: NamedView | null;
  @Text({ nullable: true, max: 2000 }) reason!: string | null;
  @Text({ max: 3000, note: 'the event in a sentence' }) text!: string;
  @Free({ note: 'what else was kept; empty for partner desks' }) data!: Record<string, unknown>;
  @Instant() at!: Date;
}

export class TimelineView {
  @ListOf(() => TicketEventView, { most: 500 }) items!: TicketEventView[];
  @Int({ nullable: true, note: '`after` of the next page' }) nextAfter!: number | null;
}

export class ListContacts {
  @Text({ optional: true, max: 400, note: 'nextCursor of the page before' })
  cursor?: string;

  @Int({ optional: true, query: true, min: 1, max: 200, note: 'default 100' })
  limit?: number;
}

export class ContactFileView {
  @Uuid() id!: string;
  @Text() name!: string;
  @Text() mediaType!: string;
  @Int() bytes!: number;
  @Choice(['kept', 'refused']) state!: 'kept' | 'refused';
  @Text({ nullable: true }) whyRefused!: string | null;
}

const KINDS = ['complaint', 'message', 'call', 'reply', 'note'] as const;
const CONTACT_CHANNELS = ['phone', 'email', 'chat', 'in_person', 'web_form', 'letter', 'page'] as const;

export class SenderProofView {
  @Choice(['passed', 'failed', 'unproved']) verdict!: 'passed' | 'failed' | 'unproved';
  @Text({ nullable: true, max: 200, note: 'what was found, such as "spf=fail dkim=none dmarc=fail"' }) results!: string | null;
}

/** One exchange: the complaint itself, a call, a mail, a note. */
export class ContactView {
  @Uuid() id!: string;
  @Choice(KINDS) kind!: (typeof KINDS)[number];
  @Choice(CONTACT_CHANNELS) channel!: (typeof CONTACT_CHANNELS)[number];
  @Choice(['in', 'out', 'inside']) direction!: 'in' | 'out' | 'inside';
  @Flag({ note: 'a person spoke or wrote' }) human!: boolean;
  @Flag({ note: 'from an address we do not know, or whose sender may be forged: a person says whose it is' }) visitor!: boolean;
  @Nested(() => SenderProofView, { nullable: true, note: 'of a mail: what our mail server found about its sender' })
  senderProof!: SenderProofView | null;
  @Text({ nullable: true, max: 320, note: 'masked for partner desks' }) fromAddress!: string | null;
  @Nested(() => NamedView, { nullable: true }) by!: NamedView | null;
  @Text({ min: 0, max: 100_000, note: 'without addresses and numbers for partner desks' }) text!: string;
  @Int({ nullable: true }) waitSeconds!: number | null;
  @ListOf(() => ContactFileView) files!: ContactFileView[];
  @Instant() at!: Date;
}

export class ContactsView {
  @ListOf(() => ContactView) items!: ContactView[];
  @Text({ nullable: true, max: 400 }) nextCursor!: string | null;
}

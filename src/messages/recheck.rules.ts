import { isAutomatic, type MessageClass, type MessageKind } from './message.rules';
import { CONFIRMATIONS } from './ways.rules';

/** Is a message still right at the moment of sending? What was planned hours ago may be outdated, or a hold may have come (domain.md 3.6, 6.1). */

export interface PlannedFacts {
  kind: MessageKind;
  class: MessageClass;
  cycle: number | null;
  automatic: boolean;
}

export interface TicketFacts {
  state: string;
  cycle: number;
  /** A safety hold: the desk itself says nothing any more, only people do. */
  automaticBlocked: boolean;
  /** A legal hold: no automatic apology, no new step of a gesture. */
  apologyBlocked: boolean;
  /** A vulnerable customer: no automatic follow-up. */
  followUpBlocked: boolean;
}

export interface GestureFacts {
  state: string;
  silent: boolean;
  /** Of the voucher that was given for it; null where there is none. */
  voucher: string | null;
}

export interface Drop {
  why: string;
  /** Somebody of ours should know: what the customer was meant to hear did not leave. */
  tell: boolean;
}

const ASKS: readonly MessageKind[] = ['question', 'chase_1', 'chase_2'];
const OF_ITS_CYCLE: readonly MessageKind[] = [
  ...ASKS,
  'fix_summary',
  'one_up_offer',
  'survey',
  'survey_reminder',
  'sorry_again',
  'closing_note',
  'lapse_notice',
  'still_working',
  'late_note',
  'after_care_2',
  'after_care_14',
  'after_care_30',
];
const FOLLOW_UP: readonly MessageKind[] = [
  'chase_1',
  'chase_2',
  'survey',
  'survey_reminder',
  'after_care_2',
  'after_care_14',
  'after_care_30',
];
const APOLOGIES: readonly MessageKind[] = ['sorry_again', 'late_note'];
/** News of these says something only as long as the ticket is in one of the states. */
const ONLY_IN: Readonly<Partial<Record<MessageKind, readonly string[]>>> = {
  still_working: ['open'],
  late_note: ['new', 'open'],
  owner_named: ['new', 'open', 'waiting_customer'],
  missed_call: ['new', 'open', 'waiting_customer', 'fixed', 'following_up'],
  after_care_2: ['closed'],
  after_care_14: ['closed'],
  after_care_30: ['closed'],
};
const VOUCHER: readonly MessageKind[] = ['voucher', 'voucher_reminder'];
const GIVEN = ['fulfilled', 'redeemed', 'unredeemed'];

/** Why this message must not leave now, or null. `gesture` is only asked for messages about one. */
export function whyDrop(message: PlannedFacts, ticket: TicketFacts | null, gesture: GestureFacts | null): Drop | null {
  if (message.class === 'staff' || CONFIRMATIONS.includes(message.kind)) return null;
  if (!ticket) return { why: 'outdated: the complaint is gone', tell: false };
  return outdated(message, ticket, gesture) ?? held(message, ticket);
}

function outdated(message: PlannedFacts, ticket: TicketFacts, gesture: GestureFacts | null): Drop | null {
  const { kind } = message;
  if (ticket.state === 'void') return old('the complaint is void');
  // A voucher was promised and lives on, wherever its complaint went.
  if (ticket.state === 'merged' && kind !== 'staff_reply' && !VOUCHER.includes(kind))
    return old('the complaint was joined with another one');
  if (OF_ITS_CYCLE.includes(kind) && message.cycle !== ticket.cycle)
    return { why: 'outdated: the complaint was opened again', tell: kind === 'one_up_offer' };
  if (ASKS.includes(kind) && ticket.state !== 'waiting_customer') return old('the question no longer stands');
  if ((kind === 'survey' || kind === 'survey_reminder') && ticket.state !== 'following_up')
    return old('the complaint is not being followed up any more');
  if ((kind === 'closing_note' || kind === 'lapse_notice') && ticket.state !== 'closed') return old('the complaint is not closed');
  if ((kind === 'sorry_again' || kind === 'status_step') && ticket.state === 'closed') return old('the complaint is closed');
  if (ONLY_IN[kind]?.includes(ticket.state) === false) return old('the complaint has moved on');
  return outdatedGesture(kind, gesture);
}

function outdatedGesture(kind: MessageKind, gesture: GestureFacts | null): Drop | null {
  if (kind !== 'one_up_offer' && kind !== 'one_up_done' && !VOUCHER.includes(kind)) return null;
  if (!gesture) return old('there is no such gesture');
  if (VOUCHER.includes(kind)) return gesture.voucher === 'issued' ? null : old('the voucher is of no use any more');
  const isGiven = GIVEN.includes(gesture.state);
  if (kind === 'one_up_done') return isGiven ? null : old('the gesture is not fulfilled');
  // A silent gesture needs no answer: it may already be on its way when the customer reads about it.
  const stands = gesture.state === 'offered' || (gesture.silent && (gesture.state === 'accepted' || isGiven));
  return stands ? null : old('the gesture is no longer on offer');
}

function held(message: PlannedFacts, ticket: TicketFacts): Drop | null {
  const { kind } = message;
  const byDesk = message.automatic && isAutomatic(kind);
  if (ticket.automaticBlocked && kind !== 'receipt' && (byDesk || message.class === 'gesture')) return blocked('safety');
  if (ticket.apologyBlocked && (APOLOGIES.includes(kind) || message.class === 'gesture' || VOUCHER.includes(kind))) return blocked('legal');
  if (ticket.followUpBlocked && FOLLOW_UP.includes(kind)) return blocked('vulnerable');
  return null;
}

function old(why: string): Drop {
  return { why: `outdated: ${why}`, tell: false };
}

function blocked(hold: string): Drop {
  return { why: `hold: ${hold}`, tell: true };
}

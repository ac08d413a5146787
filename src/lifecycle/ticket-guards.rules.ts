import { MINUTE_MS, UNMERGE_WINDOW_MS, UNVOID_WINDOW_MS } from '../clocks/clock.rules';
import type { Actor } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { CLOSE_GUARDS } from './close-guards.rules';
import { isBadAnswer, withinReopenWindow } from './closing.rules';
import { fixProblems, notUpheldNeedsLead } from './fix.rules';
import { blockingHold, holdWords } from './holds.rules';
import type { Guard, TicketState } from './ticket-facts.rules';
import { VOID_REASONS } from './ticket-facts.rules';
import type { TicketGuard } from './ticket-table.rules';

/**
 * The guards of the ticket machine. Each gives null, or the one sentence that says what stands in the way. A guard that needs the body of the
 * request passes while there is none (`input` null), so that the same table answers "what may happen now?".
 */

const OWN_TICKET_MS = 60 * MINUTE_MS;
const DONE_WORDS: Readonly<Partial<Record<TicketState, string>>> = { closed: 'closed', void: 'void', merged: 'merged into another' };
const CHASES = 2;
const WAIT_DAYS = 10;

function said(text: string | undefined): boolean {
  return (text ?? '').trim() !== '';
}

function isLead(actor: Actor): boolean {
  return roleAtLeast(actor.roles, 'lead');
}

function isDesk(actor: Actor): boolean {
  return actor.roles.includes('system');
}

/** The guard holds within `window` of `since`; a missing instant counts as long ago. */
function within(since: Date | null | undefined, window: number, now: Date): boolean {
  return since !== null && since !== undefined && now.getTime() - since.getTime() <= window;
}

const LOGGING = {
  source_key_unique: ({ input }) => (input?.sourceKeyTaken ? 'This was logged before; it opens no second ticket.' : null),
  what_and_touch_point: ({ input }) => {
    if (!input) return null;
    if (!said(input.text)) return 'Say what happened.';
    return said(input.touchPoint ?? '') ? null : 'Say where it happened, or "not sure".';
  },
} satisfies Partial<Record<TicketGuard, Guard>>;

const CONTACT = {
  human_contact_logged: ({ input }) => {
    if (!input) return null;
    if (!input.contact) return 'Log how you reached the customer: a call, a meeting, a letter or an answer.';
    if (input.contact.automatic) return 'An automatic message is not a first contact; a person must speak or write to the customer.';
    const written = input.contact.how === 'reply' || input.contact.how === 'chat';
    return written || said(input.contact.note) ? null : 'Say in a few words what was said; a call without a word does not count.';
  },
  question_sent: ({ input }) => {
    if (!input) return null;
    if (!said(input.question)) return 'Write the question; the clock stops only for a question that was really asked.';
    return input.channel === 'phone' && !input.askedAt ? 'Say when you asked the customer by phone.' : null;
  },
  reachable: ({ input }) => {
    if (!input || (input.channel === 'phone' && input.askedAt)) return null;
    return input.channelProblem ?? null;
  },
  inbound_not_auto_reply: ({ input }) => (input?.automatic ? 'That was an automatic reply; we still wait for the customer.' : null),
  reason_or_pause_cap: ({ ticket, input }) =>
    input && !said(input.reason) && !ticket?.pauseCapReached ? 'Say why you go on without the answer.' : null,
  two_chases: ({ ticket }) =>
    (ticket?.chasesSent ?? 0) < CHASES ? 'Ask the customer twice more first; both reminders must be out.' : null,
  ten_business_days: ({ ticket }) =>
    (ticket?.waitingOpenDays ?? 0) < WAIT_DAYS ? 'The customer has ten working days to answer; they are not over yet.' : null,
  severity_3_or_4_or_lead: ({ ticket, actor }) =>
    ticket && (ticket.severity === 'S1' || ticket.severity === 'S2') && !isLead(actor)
      ? 'A serious or dangerous matter never lapses by itself; only a lead can let it.'
      : null,
} satisfies Partial<Record<TicketGuard, Guard>>;

const FIXING = {
  fix_complete: ({ ticket, input, now }) => {
    if (!input) return null;
    if (!input.fix) return 'Say what was done.';
    const context = {
      cycle: ticket?.cycle ?? 1,
      severity: ticket?.severity ?? ('S3' as const),
      unknownCauseUsed: ticket?.unknownCauseUsed ?? false,
    };
    return fixProblems(input.fix, { ...context, now })[0] ?? null;
  },
  not_upheld_needs_lead: ({ actor, input }) => (input?.fix ? notUpheldNeedsLead(input.fix, actor.roles) : null),
  reason: ({ input }) => (input && !said(input.reason) ? 'Say what is still not right.' : null),
  gesture_offered_or_settled: ({ ticket, input }) =>
    ticket?.oneUp === 'settled' || input?.gestureOffered || input?.waived ? null : 'No one-up has been offered or settled yet.',
  no_gesture_hold_or_waived: ({ ticket, input }) => {
    const hold = ticket && !input?.waived ? blockingHold(ticket.holds, 'gestures') : null;
    return hold ? `The one-up waits: the ticket is under ${holdWords(hold)}.` : null;
  },
  csat_le_2_or_not_fixed: ({ input }) =>
    input && !isBadAnswer(input.answer ?? {}) ? 'A bad answer is "not fixed", or one or two of five.' : null,
} satisfies Partial<Record<TicketGuard, Guard>>;

const COMING_BACK = {
  within_reopen_window_or_manager: ({ ticket, actor, now }) => {
    if (roleAtLeast(actor.roles, 'manager') || (ticket?.closedAt && withinReopenWindow(ticket.closedAt, now))) return null;
    return 'It was closed more than 30 days ago: log a new complaint and link it, or ask a manager.';
  },
  within_7_days: ({ ticket, now }) =>
    within(ticket?.mergedAt, UNMERGE_WINDOW_MS, now) ? null : 'It was merged more than seven days ago; it stays merged.',
  within_30_days: ({ ticket, now }) =>
    within(ticket?.voidedAt, UNVOID_WINDOW_MS, now) ? null : 'It was voided more than 30 days ago; log the complaint again.',
} satisfies Partial<Record<TicketGuard, Guard>>;

const LEAVING = {
  customer_request_logged: ({ input }) => {
    if (!input) return null;
    if (!said(input.reason)) return 'Write down what the customer said when withdrawing the complaint.';
    return said(input.channel) ? null : 'Say how the customer told us.';
  },
  same_customer_or_lead: ({ ticket, actor, input }) => {
    if (!input || isLead(actor)) return null;
    const same = ticket && ticket.customerId !== null && ticket.customerId === input.target?.customerId;
    return same ? null : 'The tickets belong to different customers; only a lead can merge them.';
  },
  target_live: ({ ticket, input }) => {
    if (!input) return null;
    if (!input.target) return 'There is no such ticket to merge into.';
    if (input.target.loops || input.target.id === ticket?.id) return 'A ticket cannot be merged into itself, not even by way of others.';
    const done = DONE_WORDS[input.target.state];
    return done ? `${input.target.label} is ${done}; merge into a ticket that is being worked on.` : null;
  },
  max_one_active_gesture_or_lead: ({ ticket, actor, input }) => {
    if (!input || ticket?.oneUp !== 'open' || input.target?.oneUp !== 'open') return null;
    if (!isLead(actor)) return 'Both tickets have a one-up under way; only a lead can merge them.';
    return said(input.keepGesture) ? null : 'Both tickets have a one-up under way: say that both stay, or only that of the target.';
  },
  void_reason: ({ input }) =>
    !input || VOID_REASONS.some((reason) => reason === input.reason)
      ? null
      : 'Say why it never was a complaint: spam, test, not a complaint, entered twice or a mistake.',
  no_gesture_beyond_suggested: ({ ticket }) => {
    if (ticket?.gestureStands)
      return 'A one-up was asked for, promised or given here, now or in an earlier attempt; such a ticket cannot be voided.';
    return ticket?.oneUp === 'none' ? null : 'A one-up was already given or settled here; such a ticket cannot be voided.';
  },
  own_within_60_min_or_lead: ({ ticket, actor, now }) => {
    if (isLead(actor) || isDesk(actor)) return null;
    const own = ticket && actor.staffId !== null && ticket.loggedById === actor.staffId;
    return own && within(ticket.loggedAt, OWN_TICKET_MS, now)
      ? null
      : 'You can void only what you logged yourself in the last 60 minutes; otherwise ask a lead.';
  },
} satisfies Partial<Record<TicketGuard, Guard>>;

export const GUARDS: Readonly<Record<TicketGuard, Guard>> = {
  ...LOGGING,
  ...CONTACT,
  ...FIXING,
  ...COMING_BACK,
  ...LEAVING,
  ...CLOSE_GUARDS,
};

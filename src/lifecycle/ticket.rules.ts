import type { Severity } from '../clocks/clock.rules';
import type { Actor } from '../staff/role.rules';
import { needsSentence, roleAmong } from '../staff/role.rules';
import { closeReasonOf } from './closing.rules';
import { severityAfterFailure } from './severity.rules';
import type { Asked, CloseReason, MoveInput, TicketFacts, TicketState } from './ticket-facts.rules';
import { GUARDS } from './ticket-guards.rules';
import type { ClockVerb } from './ticket-steps.rules';
import { clockVerbs, REQUESTS, transitionFor } from './ticket-steps.rules';
import type { TicketEvent, TicketGuard, TicketTransition } from './ticket-table.rules';
import { TRANSITIONS } from './ticket-table.rules';

/** The ticket machine (domain.md 3): what may happen to a ticket, and for everything else why not, in a sentence for people. */

/** `state`: not now. `who`: not by this person. All others are the guards of the table. */
export type RefusedBy = TicketGuard | 'state' | 'who';

export interface Refusal {
  event: TicketEvent;
  guard: RefusedBy;
  why: string;
}

/** What the ticket becomes. The service writes exactly this; nothing of it is worked out a second time. */
export interface Step {
  transition: TicketTransition;
  cycle: number;
  /** Null while a complaint is being logged: the severity is chosen there. */
  severity: Severity | null;
  closeReason: CloseReason | null;
  clocks: ClockVerb[];
}

export type Verdict = ({ ok: true } & Step) | ({ ok: false } & Refusal);

const STATE_WORDS: Readonly<Record<TicketState, string>> = {
  new: 'new',
  open: 'open',
  waiting_customer: 'waiting for the customer',
  fixed: 'fixed',
  following_up: 'in follow-up',
  closed: 'closed',
  merged: 'merged into another',
  void: 'void',
};

const EVENT_WORDS: Readonly<Record<TicketEvent, string>> = {
  log_async: 'Logging',
  log_live: 'Logging',
  log_fixed_on_spot: 'Logging',
  first_contact: 'A first contact',
  ask_customer: 'Asking the customer',
  customer_answered: "Logging the customer's answer",
  resume_without_answer: 'Going on without the answer',
  lapse: 'Letting it lapse',
  fix_delivered: 'Delivering the fix',
  fixed_at_first_contact: 'Fixing it at first contact',
  fix_failed: 'Saying that the fix failed',
  one_up_settled: 'Settling the one-up',
  bad_answer: 'Logging a bad answer',
  close: 'Closing',
  reopen: 'Reopening',
  withdraw: 'Withdrawing',
  merge: 'Merging',
  unmerge: 'Undoing the merge',
  void: 'Voiding',
  unvoid: 'Bringing it back',
};

/** The state in a sentence: "waiting for the customer". */
export function stateWords(state: TicketState): string {
  return STATE_WORDS[state];
}

/** Every state an event can start from, in the order of the table; `fix_delivered` also covers T10. */
function startsFrom(event: TicketEvent): TicketState[] {
  const rows = TRANSITIONS.filter((row) => row.event === event || (event === 'fix_delivered' && row.event === 'fixed_at_first_contact'));
  return rows.flatMap((row) => row.from).filter((state) => state !== null);
}

function stateSentence(event: TicketEvent, state: TicketState | null): string {
  if (state === null) return 'There is no ticket yet.';
  const words = startsFrom(event).map(stateWords);
  if (words.length === 0) return 'This ticket exists already; log a new complaint for a new matter.';
  const last = words.pop() ?? '';
  const list = words.length === 0 ? last : `${words.join(', ')} or ${last}`;
  return `${EVENT_WORDS[event]} is possible only while a ticket is ${list}; this one is ${stateWords(state)}.`;
}

function judge(event: TicketEvent, asked: Asked): { transition: TicketTransition } | Refusal {
  const state = asked.ticket?.state ?? null;
  const transition = transitionFor(event, state);
  if (!transition) return { event, guard: 'state', why: stateSentence(event, state) };
  const { staffId, roles } = asked.actor;
  if (staffId !== null && staffId === asked.ticket?.subjectStaffId)
    return { event, guard: 'who', why: 'The person a complaint is about cannot work on it.' };
  if (!roleAmong(roles, transition.who)) return { event, guard: 'who', why: needsSentence(transition.who) };
  for (const guard of transition.guards) {
    const why = GUARDS[guard](asked);
    if (why !== null) return { event, guard, why };
  }
  return { transition };
}

const NEXT_CYCLE: readonly TicketEvent[] = ['fix_failed', 'bad_answer', 'reopen'];

/** What a closed ticket becomes when it comes back differs by whether we failed: a lapse or a withdrawal is no failed fix. */
function failed(event: TicketEvent, ticket: TicketFacts): boolean {
  if (event === 'reopen') return ticket.closeReason !== 'lapsed' && ticket.closeReason !== 'withdrawn';
  return NEXT_CYCLE.includes(event);
}

function closeReasonAfter(event: TicketEvent, ticket: TicketFacts | null, input: MoveInput): CloseReason | null {
  if (event === 'lapse') return 'lapsed';
  if (event === 'withdraw') return 'withdrawn';
  if (event !== 'close') return null;
  const call = input.followUp && 'how' in input.followUp ? input.followUp : null;
  return input.closeReason ?? closeReasonOf(call ?? ticket?.lastAnswer ?? null);
}

function stepOf(transition: TicketTransition, ticket: TicketFacts | null, input: MoveInput): Step {
  const { event } = transition;
  // A ticket merged away after its fix comes back as a new attempt: its old clocks were met and cannot run on (settled.md 18).
  const reworked = event === 'unmerge' && ticket?.fixDelivered === true;
  const clocks = clockVerbs(transition).map((step) => (reworked && step.verb === 'resume' ? { ...step, verb: 'rearm' as const } : step));
  return {
    transition,
    cycle: (ticket?.cycle ?? 1) + (reworked || NEXT_CYCLE.includes(event) ? 1 : 0),
    severity: ticket && failed(event, ticket) ? severityAfterFailure(ticket.severity) : (ticket?.severity ?? null),
    closeReason: closeReasonAfter(event, ticket, input),
    clocks,
  };
}

/**
 * Judges one event with its body. Yes: what the ticket becomes. No: the first guard that stands in the way and one plain sentence.
 * `ticket` is null for the three ways of logging; `fix_delivered` on a new ticket is T10.
 */
export function move(ticket: TicketFacts | null, event: TicketEvent, actor: Actor, input: MoveInput, now: Date): Verdict {
  const judged = judge(event, { ticket, actor, input, now });
  return 'guard' in judged ? { ok: false, ...judged } : { ok: true, ...stepOf(judged.transition, ticket, input) };
}

/** What may happen to this ticket now as far as it can be told without a body, and for everything else why not. Only events people ask for. */
export function moves(ticket: TicketFacts, actor: Actor, now: Date): { allowed: TicketEvent[]; refused: Refusal[] } {
  const judged = REQUESTS.map((event) => ({ event, result: judge(event, { ticket, actor, input: null, now }) }));
  return {
    allowed: judged.filter(({ result }) => !('guard' in result)).map(({ event }) => event),
    refused: judged.map(({ result }) => result).filter((result) => 'guard' in result),
  };
}

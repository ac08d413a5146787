import { isBadAnswer } from './closing.rules';
import { UNKNOWN_CAUSE } from './fix.rules';
import { blockingHold, holdWords } from './holds.rules';
import type { Guard } from './ticket-facts.rules';
import type { TicketGuard } from './ticket-table.rules';

/** What must be done before a ticket closes (domain.md 3.4). What the body of `close` can still bring passes while there is no body. */
export const CLOSE_GUARDS = {
  fix_done: ({ ticket }) => (ticket?.fixDelivered ? null : 'No fix has been delivered yet.'),

  gesture_settled: ({ ticket }) => {
    if (ticket?.oneUp === 'settled') return null;
    return ticket?.oneUp === 'open'
      ? 'The one-up is not settled: wait until it is given, declined or run out.'
      : 'Give a one-up first, or say why there is none.';
  },

  follow_up_done_or_waived: ({ ticket, input }) => {
    if (input?.followUp && 'how' in input.followUp && isBadAnswer(input.followUp))
      return 'The customer is not satisfied: log a bad answer, so that the work goes on.';
    const done = ticket?.followUp === 'done' || ticket?.followUp === 'waived' || (ticket?.followUp === 'sent' && ticket.surveyWindowOver);
    return done || !input || input.followUp ? null : 'Ask the customer how it went first, or say why nobody is asked.';
  },

  cause_recorded: ({ ticket, input }) => {
    if (!input || ticket?.causeRecorded || ticket?.severity === 'S4') return null;
    const named = (input.cause ?? '').trim() !== '' && input.cause !== UNKNOWN_CAUSE;
    return named ? null : 'Say what caused it; only small matters close without.';
  },

  no_close_hold: ({ ticket }) => {
    const hold = ticket ? blockingHold(ticket.holds, 'close') : null;
    return hold ? `It cannot close under ${holdWords(hold)}.` : null;
  },

  redress_paid: ({ ticket }) => (ticket?.redressUnpaid ? 'Money is promised to the customer and not paid yet.' : null),

  outcome_set: ({ input }) =>
    input?.closeReason === 'withdrawn' || input?.closeReason === 'lapsed'
      ? 'Close it as recovered, not recovered or unknown; withdrawn and lapsed have their own way.'
      : null,
} satisfies Partial<Record<TicketGuard, Guard>>;

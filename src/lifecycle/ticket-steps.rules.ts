import type { ClockName, Verb } from '../clocks/clock.rules';
import { TICKET_CLOCKS } from '../clocks/clock.rules';
import type { TicketState } from './ticket-facts.rules';
import { FINAL_STATES } from './ticket-facts.rules';
import type { TicketEvent, TicketTransition } from './ticket-table.rules';
import { TRANSITIONS } from './ticket-table.rules';

export interface ClockVerb {
  clock: ClockName;
  verb: Verb;
}

/**
 * What a move does to the clocks, `*` written out. Whatever ends the news clock also ends the promise that stood in its place (settled.md 19),
 * and a move into a final state clears every clock of the ticket that the table does not name: nothing runs on a ticket that is done,
 * but for the window to reopen it. The clocks of gestures are never touched here.
 */
export function clockVerbs(transition: TicketTransition): ClockVerb[] {
  const { '*': all, ...named } = transition.timers;
  const verbs = (Object.entries(named) as [ClockName, Verb][]).map(([clock, verb]) => ({ clock, verb }));
  const rest = TICKET_CLOCKS.filter((clock) => !(clock in named) && clock !== 'reopen_window');
  if (all !== undefined || FINAL_STATES.includes(transition.to))
    verbs.push(...rest.map((clock) => ({ clock, verb: all ?? ('clear' as const) })));
  else if ('update' in named) verbs.push({ clock: 'promise', verb: 'clear' });
  return verbs;
}

/** They come from logging a complaint, from the desk itself, or by another name. */
const INTERNAL: readonly TicketEvent[] = ['log_async', 'log_live', 'log_fixed_on_spot', 'one_up_settled', 'fixed_at_first_contact'];

/** Every event with a path of its own, in the order of the table. */
export const REQUESTS: readonly TicketEvent[] = TRANSITIONS.map((row) => row.event).filter((event) => !INTERNAL.includes(event));

/** The path of an event: `fix_delivered` is asked for at `fix-delivered`. */
export function eventPath(event: TicketEvent): string {
  return event.replaceAll('_', '-');
}

/** The move an event stands for in a state; none where the table has no such pair. `fix_delivered` on a new ticket is T10 (settled.md 22). */
export function transitionFor(event: TicketEvent, state: TicketState | null): TicketTransition | null {
  const asked = event === 'fix_delivered' && state === 'new' ? 'fixed_at_first_contact' : event;
  return TRANSITIONS.find((row) => row.event === asked && row.from.includes(state)) ?? null;
}

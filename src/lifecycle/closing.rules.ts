import { DAY_MS, REOPEN_WINDOW_MS } from '../clocks/clock.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import type { Answer, CloseReason } from './ticket-facts.rules';

/** The customer's answer, how a ticket closes, and when it may come back (domain.md 3.4, 6.8, 7.6). */

/** Not fixed, or two or less of five: the ticket goes back to work. */
export function isBadAnswer(answer: Answer): boolean {
  return answer.fixed === false || (typeof answer.score === 'number' && answer.score <= 2);
}

/** Four or more of five, and fixed. */
export function isGoodAnswer(answer: Answer): boolean {
  return answer.fixed === true && typeof answer.score === 'number' && answer.score >= 4;
}

/** What a closed ticket says about the customer, from the answer alone: silence and a three are "unknown" (domain.md 7.6). */
export function closeReasonOf(answer: Answer | null): CloseReason {
  if (answer && isBadAnswer(answer)) return 'not_recovered';
  return answer && isGoodAnswer(answer) ? 'recovered' : 'unknown';
}

/** May a closed ticket be opened again by its own window? Day 30 is still inside. */
export function withinReopenWindow(closedAt: Date, now: Date): boolean {
  return now.getTime() - closedAt.getTime() <= REOPEN_WINDOW_MS;
}

/** Edge 30: inside 30 days the ticket opens again; later a new ticket is linked to it, unless a manager opens the old one. */
export function reopenOrLink(closedAt: Date, now: Date, roles: readonly Role[]): 'reopen' | 'new_linked_ticket' {
  return withinReopenWindow(closedAt, now) || roleAtLeast(roles, 'manager') ? 'reopen' : 'new_linked_ticket';
}

const REOPENINGS_A_DAY = 2;
const REOPENINGS_IN_ALL = 3;

/** Brake against two machines talking to each other (settled.md 35): after two in a day or three in all a person looks first. */
export function mayReopenByItself(earlier: readonly Date[], now: Date): boolean {
  const today = earlier.filter((at) => now.getTime() - at.getTime() < DAY_MS).length;
  return today < REOPENINGS_A_DAY && earlier.length < REOPENINGS_IN_ALL;
}

/**
 * Who takes over after a bad answer: a lead who is here and is not the person whose work it was. `leads` in the order to be asked.
 * Null where there is none: the ticket goes to the team queue.
 */
export function ownerAfterBadAnswer(leads: readonly { staffId: string; here: boolean }[], previousOwnerId: string | null): string | null {
  return leads.find((lead) => lead.here && lead.staffId !== previousOwnerId)?.staffId ?? null;
}

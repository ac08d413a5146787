import { PAUSE_CAP_DAYS, PAUSE_TOTAL_CAP_DAYS } from '../clocks/timer.rules';
import type { Actor } from '../staff/role.rules';
import { needsSentence, roleAmong } from '../staff/role.rules';
import type { TicketState } from './ticket-facts.rules';

/** Pausing the fix clock (domain.md 4.4): only at the customer's wish, for a legal matter or while we are shut. Never for our own delays. */

/** `waiting_customer` comes only with a question that was sent (T05), never from the pause command. */
export const PAUSE_REASONS = ['customer_date', 'legal_hold', 'site_closed'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export interface PauseAsked {
  state: TicketState;
  reason: PauseReason;
  until: Date;
  /** Where this pause would be ended by its caps; null where the caps are used up (`pauseEnd` of the clock rules). */
  capAt: Date | null;
  paused: boolean;
  subjectStaffId: string | null;
}

/** Why this person may not pause the fix clock so; null where they may. */
export function pauseProblem(asked: PauseAsked, actor: Actor, now: Date): string | null {
  const who = asked.reason === 'customer_date' ? (['agent'] as const) : (['manager'] as const);
  if (actor.staffId !== null && actor.staffId === asked.subjectStaffId) return 'The person a complaint is about cannot work on it.';
  if (!roleAmong(actor.roles, who)) return needsSentence(who);
  if (asked.state !== 'new' && asked.state !== 'open') return 'The clock can be paused only while we work on the fix.';
  if (asked.paused) return 'The clock is paused already.';
  if (asked.until.getTime() <= now.getTime()) return 'Say until when; the time must lie ahead.';
  if (asked.capAt === null) return `This ticket was paused for ${PAUSE_TOTAL_CAP_DAYS} working days in all; it cannot be paused again.`;
  if (asked.until.getTime() > asked.capAt.getTime())
    return `A pause lasts at most ${PAUSE_CAP_DAYS} working days, and ${PAUSE_TOTAL_CAP_DAYS} in all.`;
  return null;
}

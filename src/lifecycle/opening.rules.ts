import type { ClockName } from '../clocks/clock.rules';
import { promiseSentence, type Spoken } from './promise-words.rules';
import type { TicketEvent } from './ticket-table.rules';

/** How a complaint becomes a ticket: pure parts. */

const TITLE_LENGTH = 80;
const OLDEST_MS = 366 * 24 * 60 * 60 * 1000;

/** The first words of what happened, on one line. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= TITLE_LENGTH
    ? line
    : `${characters
        .slice(0, TITLE_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}

/** A time in the future, or from before anything we know, is not when we received it: then it was now, and the ticket says so (edge 15). */
export function receivedAt(stated: Date | undefined, now: Date): { at: Date; clamped: boolean } {
  if (!stated) return { at: now, clamped: false };
  const credible = stated.getTime() <= now.getTime() && now.getTime() - stated.getTime() <= OLDEST_MS;
  return credible ? { at: stated, clamped: false } : { at: now, clamped: true };
}

const LONGEST_INTAKE_MS = 4 * 60 * 60 * 1000;

/** When the form was opened; null where that cannot be right: in the future, or longer ago than anybody types. */
export function startedAt(stated: Date | undefined, now: Date): Date | null {
  if (!stated) return null;
  const took = now.getTime() - stated.getTime();
  return took >= 0 && took <= LONGEST_INTAKE_MS ? stated : null;
}

/** A person is speaking with the customer while it is logged (settled.md 25). */
export function isLiveChannel(channel: string): boolean {
  return channel === 'phone' || channel === 'in_person';
}

/** Which of the three ways of logging this is. */
export function loggingEvent(channel: string, fixedOnTheSpot: boolean): TicketEvent & `log_${string}` {
  if (fixedOnTheSpot) return 'log_fixed_on_spot';
  return isLiveChannel(channel) ? 'log_live' : 'log_async';
}

/** What is promised next, with the sentence to read aloud: "You will hear from us again by 14:30 today." Null where nothing is. */
export function promiseOf(
  { dueAt, clock }: { dueAt: Date | null; clock: ClockName | null },
  now: Date,
  zone: string,
  language: Spoken = 'en',
): { clock: ClockName; dueAt: Date; text: string } | null {
  const text = dueAt && clock && promiseSentence(clock, dueAt, now, zone, language);
  return dueAt && clock && text ? { clock, dueAt, text } : null;
}

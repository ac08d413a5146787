import { DateTime } from 'luxon';
import { type InForce, openAcross } from '../calendar/calendar-hours.rules';
import { dayWords } from '../calendar/local-time.rules';
import { DAY_MS } from '../calendar/zone.rules';
import { SEARCH_DAYS } from '../calendar/business-time.rules';
import { needsSentence, type Role, roleAtLeast } from '../staff/role.rules';

/** How long a voucher is good for, who may take a use back, and what people are told at the till (domain.md 5.6). */

export type VoucherStatus = 'issued' | 'redeemed' | 'expired' | 'void';

const GRACE_DAYS = 7;
const REVIVED_DAYS = 30;
const REMINDER_DAYS = 14;
const UNDO_MS = DAY_MS;
/** How long ago a use on paper may lie: for a till by itself, and for a person, who can look at the paper. */
const PAPER_DAYS = { till: 7, person: 30 } as const;
/** How far a till's clock may be wrong. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** The end of the local day that lies `days` days after `from`, or of the next one on which the place opens (edge 105). */
export function lastMoment(from: Date, days: number, zone: string, versions: readonly InForce[]): Date {
  return endOnOpenDay(DateTime.fromJSDate(from, { zone }).plus({ days }).endOf('day').toJSDate(), zone, versions);
}

/** The end of that local day, or of the next day with opening hours. A place that stays closed for 60 days gives no reason to wait. */
export function endOnOpenDay(at: Date, zone: string, versions: readonly InForce[]): Date {
  const last = DateTime.fromJSDate(at, { zone });
  for (let days = 0; days <= SEARCH_DAYS; days += 1) {
    const day = last.plus({ days });
    const end = day.endOf('day').toJSDate();
    if (openAcross(versions, day.startOf('day').toJSDate(), end) > 0) return end;
  }
  return last.endOf('day').toJSDate();
}

/** As far as opening hours must be known to tell the last moment of a voucher that ends on the day of `at`. */
export function farthestEnd(at: Date): Date {
  return new Date(at.getTime() + (SEARCH_DAYS + 2) * DAY_MS);
}

/** Staff may take it for seven days more. */
export function graceEnd(expiresAt: Date, zone: string): Date {
  return DateTime.fromJSDate(expiresAt, { zone }).plus({ days: GRACE_DAYS }).endOf('day').toJSDate();
}

/** A revived voucher is good for thirty days at least (edge 106). */
export function revivedUntil(expiresAt: Date, now: Date, zone: string, versions: readonly InForce[]): Date {
  const soonest = lastMoment(now, REVIVED_DAYS, zone, versions);
  return soonest > expiresAt ? soonest : expiresAt;
}

/** The day on which the customer is reminded. */
export function remindFrom(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - REMINDER_DAYS * DAY_MS);
}

/** When it was used: now, or on paper at the time that the till says (edge 104); null where that time is still to come. */
export function usedAt(said: Date | undefined, now: Date): Date | null {
  if (said === undefined || said.getTime() <= now.getTime()) return said ?? now;
  return said.getTime() - now.getTime() <= CLOCK_SLACK_MS ? now : null;
}

/** Why a use that far back is not taken any more, in a sentence; null where it is. Else a voucher would be good for ever at a till that says when. */
export function tooOldProblem(at: Date, by: keyof typeof PAPER_DAYS, now: Date): string | null {
  const days = PAPER_DAYS[by];
  if (now.getTime() - at.getTime() <= days * DAY_MS) return null;
  const who = by === 'till' ? 'A till' : 'A person';
  const then = by === 'till' ? ' Ask somebody at the desk.' : '';
  return `${who} may type in what was taken on paper at most ${String(days)} days ago.${then}`;
}

/** What speaks against a use at this time; null where nothing does. */
export function timeProblem(
  voucher: { issuedAt: Date; expiresAt: Date; graceUntil: Date },
  at: Date,
  grace: boolean,
): 'too_early' | 'run_out' | null {
  if (at.getTime() < voucher.issuedAt.getTime() - CLOCK_SLACK_MS) return 'too_early';
  const end = grace ? voucher.graceUntil : voucher.expiresAt;
  return at.getTime() < end.getTime() ? null : 'run_out';
}

/** Why this person may not take a use back, in a sentence: a lead within a day after it was recorded, a manager at any time. */
export function undoProblem(recordedAt: Date, roles: readonly Role[], now: Date): string | null {
  if (roleAtLeast(roles, 'manager')) return null;
  if (!roleAtLeast(roles, 'lead')) return needsSentence(['lead']);
  return now.getTime() - recordedAt.getTime() <= UNDO_MS ? null : 'A day has passed since it was used; a manager can still take that back.';
}

export function usedSentence(at: Date, place: string, zone: string): string {
  return `This voucher was already used on ${dayWords(at, zone)} at ${place}.`;
}

export function runOutSentence(voucher: { expiresAt: Date; graceUntil: Date }, zone: string, at: Date): string {
  const ended = `This voucher ran out on ${dayWords(voucher.expiresAt, zone)}.`;
  return at < voucher.graceUntil ? `${ended} Staff may still take it until ${dayWords(voucher.graceUntil, zone)}.` : ended;
}

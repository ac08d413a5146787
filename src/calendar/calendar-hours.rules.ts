import { calendarProblems, dueAfter, openMs, type CalendarSpec } from './business-time.rules';
import { DAY_MS, instantOf, localDay, zoneClock } from './zone.rules';

/** One version of a calendar in the stretch of time in which it holds; `to` null = until further notice. */
export interface InForce {
  readonly spec: CalendarSpec;
  readonly from: Date;
  readonly to: Date | null;
}

const FIELDS = new Set(['timeZone', 'week', 'holidays', 'exceptions']);
const MOST_DATES = 2000;
const LONGEST_AHEAD_MS = 3660 * DAY_MS;
const LONGEST_WALK_MS = 20 * 366 * DAY_MS;

/** Reads opening hours of unknown shape: the spec, or what is wrong with it in sentences. */
export function readHours(given: unknown): { spec: CalendarSpec; problems: [] } | { spec: null; problems: string[] } {
  if (!isRecord(given)) return wrong('The calendar must be an object with timeZone and week.');
  const stranger = Object.keys(given).find((key) => !FIELDS.has(key));
  if (stranger !== undefined) return wrong(`"${stranger}" is not a field of a calendar.`);
  const { timeZone, week, holidays = [], exceptions = {} } = given;
  if (typeof timeZone !== 'string') return wrong('The calendar needs a timeZone such as "Europe/Paris".');
  if (!isRecord(week)) return wrong('The calendar needs a week such as {"1": [["09:00", "17:00"]]}.');
  if (!Array.isArray(holidays) || !holidays.every((day) => typeof day === 'string')) return wrong('The holidays must be a list of dates.');
  if (!isRecord(exceptions)) return wrong('The exceptions must be an object of dates and their opening hours.');
  if (holidays.length > MOST_DATES || Object.keys(exceptions).length > MOST_DATES) {
    return wrong(`A calendar takes at most ${String(MOST_DATES)} holidays and as many exceptions.`);
  }
  const spec = { zone: timeZone, week, holidays, exceptions } as CalendarSpec;
  const problems = calendarProblems(spec);
  return problems.length > 0 ? { spec: null, problems } : { spec, problems: [] };
}

function wrong(sentence: string): { spec: null; problems: string[] } {
  return { spec: null, problems: [sentence] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * When a new version begins: an instant, or a local date of the calendar's zone, which means its midnight. Nothing said, and today's date, mean now.
 * Past versions stay as they were (domain.md 4.4), so a beginning in the past is refused.
 */
export function beginning(said: string | undefined, zone: string, now: Date): { at: Date; problem: null } | { at: null; problem: string } {
  if (said === undefined) return { at: now, problem: null };
  const at = INSTANT.test(said) ? Date.parse(said) : midnight(said, zone, now);
  if (Number.isNaN(at))
    return { at: null, problem: 'effectiveFrom must be a date such as 2026-12-01 or a time such as 2026-12-01T09:00:00Z.' };
  if (at < now.getTime()) return { at: null, problem: 'Hours of the past stay as they were. Choose a date from today on.' };
  if (at > now.getTime() + LONGEST_AHEAD_MS) return { at: null, problem: 'That date is more than ten years away.' };
  return { at: new Date(at), problem: null };
}

function midnight(date: string, zone: string, now: Date): number {
  const local = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return NaN;
  const clock = zoneClock(zone);
  return local / DAY_MS === localDay(clock, now.getTime()) ? now.getTime() : instantOf(clock, local);
}

/** Open milliseconds between two instants, each stretch counted by the version that holds in it. */
export function openAcross(versions: readonly InForce[], from: Date, to: Date): number {
  return versions.reduce((sum, one) => sum + openMs(one.spec, later(one.from, from), earlier(one.to, to)), 0);
}

/** `dueAfter` over a calendar that changes on the way: what was counted before a change stays counted (edge 5). Needs at least one version. */
export function dueAcross(versions: readonly InForce[], start: Date, targetMs: number): { dueAt: Date; fallback: boolean } {
  let left = targetMs;
  for (const { spec, from, to } of versions) {
    const begins = later(from, start);
    const due = dueAfter(spec, begins, left);
    // A fallback comes only after 60 closed days, and a new version may open earlier than that.
    if (to === null || due.dueAt <= to) return due;
    left -= openMs(spec, begins, to);
  }
  throw new RangeError('There is no version of the calendar at that time.');
}

/** Weekly hours so few that a target would lie beyond 20 years: an input error, and counting that far would keep the desk busy. */
export function isTooFewHours(spec: CalendarSpec, targetMs: number): boolean {
  const perWeek =
    Object.values(spec.week)
      .flat()
      .reduce((sum, [from, to]) => sum + minutes(to) - minutes(from), 0) * 60_000;
  return perWeek > 0 && (targetMs / perWeek) * 7 * DAY_MS > LONGEST_WALK_MS;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b;
}

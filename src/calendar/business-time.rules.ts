import { DAY_MS, isZone, pieceAt, zoneClock, type ZoneClock } from './zone.rules';

/**
 * The opening hours of a location. A value is never changed after its first use: what is worked out from it is kept per object.
 * The rule (domain.md 4.3): a real moment counts exactly if its local wall time lies in an interval [start, end) of its local date.
 */
export interface CalendarSpec {
  /** IANA name, such as "America/New_York". */
  zone: string;
  /** "1" (Monday) to "7" (Sunday) → intervals ["HH:MM", "HH:MM"], "24:00" allowed as an end; a missing weekday is closed. */
  week: Record<string, [string, string][]>;
  /** Local dates "YYYY-MM-DD" on which the location is closed. */
  holidays: string[];
  /** Local date → intervals that replace the weekday's; they win over a holiday; an empty list means closed. */
  exceptions: Record<string, [string, string][]>;
}

/** One interval of a local day, in milliseconds of wall time since its midnight. */
interface Opening {
  readonly startMs: number;
  readonly endMs: number;
}

/** A calendar worked out for counting: dates are numbers of days since 1970-01-01. */
export interface Calendar {
  readonly clock: ZoneClock;
  readonly week: readonly (readonly Opening[])[];
  readonly holidays: ReadonlySet<number>;
  readonly exceptions: ReadonlyMap<number, readonly Opening[]>;
}

/** How far ahead an opening is looked for before a calendar counts as never open. */
export const SEARCH_DAYS = 60;
const SEARCH_MS = SEARCH_DAYS * DAY_MS;
const CLOSED: readonly Opening[] = [];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const calendars = new WeakMap<CalendarSpec, Calendar>();
const alwaysOpen = new Map<string, CalendarSpec>();

/** The built-in `24x7` calendar of a zone. Throws RangeError for an unknown zone. */
export function ALWAYS_OPEN(zone: string): CalendarSpec {
  let spec = alwaysOpen.get(zone);
  if (!spec) {
    zoneClock(zone);
    const week = Object.fromEntries(WEEKDAYS.map((_, i): [string, [string, string][]] => [String(i + 1), [['00:00', '24:00']]]));
    spec = { zone, week, holidays: [], exceptions: {} };
    alwaysOpen.set(zone, spec);
  }
  return spec;
}

/** Everything wrong with a calendar, in plain sentences; empty where it can be used. A calendar that is never open is not wrong here. */
export function calendarProblems(spec: CalendarSpec): string[] {
  const problems: string[] = [];
  if (!isZone(spec.zone)) problems.push(`The time zone "${spec.zone}" is not known. Use a name such as "Europe/Paris".`);
  for (const [key, intervals] of Object.entries(spec.week)) {
    const weekday = /^[1-7]$/.test(key) ? WEEKDAYS[Number(key) - 1] : undefined;
    if (weekday) problems.push(...hoursProblems(weekday, intervals));
    else problems.push(`"${key}" is not a weekday. Use "1" (Monday) to "7" (Sunday).`);
  }
  const seen = new Set<string>();
  for (const date of spec.holidays) {
    if (dayNumber(date) === undefined) problems.push(`The holiday "${date}" is not a date. Write it as "2026-12-25".`);
    else if (seen.has(date)) problems.push(`The holiday ${date} is listed twice.`);
    seen.add(date);
  }
  for (const [date, intervals] of Object.entries(spec.exceptions)) {
    if (dayNumber(date) === undefined) problems.push(`The exception "${date}" is not a date. Write it as "2026-12-24".`);
    else problems.push(...hoursProblems(date, intervals));
  }
  return problems;
}

function hoursProblems(day: string, intervals: unknown): string[] {
  if (!Array.isArray(intervals)) return [`${day} needs a list of opening hours; an empty list means closed.`];
  const problems: string[] = [];
  const good: { from: string; to: string }[] = [];
  for (const interval of intervals as unknown[]) {
    const [from, to, ...more] = Array.isArray(interval) ? (interval as unknown[]) : [];
    if (typeof from !== 'string' || typeof to !== 'string' || more.length > 0) {
      problems.push(`${day}: each opening needs a start and an end, such as ["09:00", "17:00"].`);
      continue;
    }
    const wrong = [from, to].filter((time) => !TIME.test(time));
    for (const time of wrong) problems.push(`${day}: "${time}" is not a time. Use "00:00" to "24:00", such as "09:00".`);
    if (wrong.length > 0) continue;
    if (from < to) good.push({ from, to });
    else problems.push(`${day}: ${from} to ${to} does not end after it starts. Split a night shift at midnight.`);
  }
  good.sort((a, b) => (a.from < b.from ? -1 : 1));
  good.forEach((one, i) => {
    const next = good[i + 1];
    if (next && next.from < one.to) problems.push(`${day}: ${one.from} to ${one.to} and ${next.from} to ${next.to} overlap.`);
  });
  return problems;
}

/** The date "YYYY-MM-DD" as the number of days since 1970-01-01; undefined where there is no such date. */
function dayNumber(date: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || dateText(at / DAY_MS) !== date) return undefined;
  return at / DAY_MS;
}

/** The number of days since 1970-01-01 as "YYYY-MM-DD". */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A calendar made ready for counting, once per object. Throws RangeError where it has a problem that makes counting impossible. */
export function calendarOf(spec: CalendarSpec): Calendar {
  const known = calendars.get(spec);
  if (known) return known;
  const calendar: Calendar = {
    clock: zoneClock(spec.zone),
    week: WEEKDAYS.map((_, i) => openings(spec.week[String(i + 1)] ?? [])),
    holidays: new Set(spec.holidays.map(dayOrThrow)),
    exceptions: new Map(Object.entries(spec.exceptions).map(([date, hours]) => [dayOrThrow(date), openings(hours)])),
  };
  calendars.set(spec, calendar);
  return calendar;
}

function dayOrThrow(date: string): number {
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError(`"${date}" is not a date.`);
  return day;
}

/** Sorted, and joined where they touch or overlap, so that no moment can count twice. */
function openings(intervals: readonly [string, string][]): readonly Opening[] {
  const sorted = intervals.map(([from, to]) => ({ startMs: timeMs(from), endMs: timeMs(to) })).sort((a, b) => a.startMs - b.startMs);
  const joined: { startMs: number; endMs: number }[] = [];
  for (const one of sorted) {
    const last = joined.at(-1);
    if (last && one.startMs <= last.endMs) last.endMs = Math.max(last.endMs, one.endMs);
    else joined.push(one);
  }
  return joined;
}

function timeMs(time: string): number {
  const parts = TIME.exec(time);
  if (!parts) throw new RangeError(`"${time}" is not a time of day.`);
  return time === '24:00' ? DAY_MS : Number(parts[1]) * 3_600_000 + Number(parts[2]) * 60_000;
}

/** The opening hours on paper of a local date (days since 1970-01-01): exception before holiday before weekday. */
export function hoursOn(calendar: Calendar, day: number): readonly Opening[] {
  const exception = calendar.exceptions.get(day);
  if (exception) return exception;
  if (calendar.holidays.has(day)) return CLOSED;
  return calendar.week[(((day + 3) % 7) + 7) % 7] ?? CLOSED; // day 0 was a Thursday
}

/**
 * Walks the open stretches of real time between two instants (UTC milliseconds) in order and stops at the first for which `visit` has an answer.
 * Real time is cut at the zone's offset changes and every piece converted with its own offset. Converting the ends of intervals one by one is
 * wrong: where opening time lies inside a repeated hour, the open time has a hole.
 */
export function firstOpen<T>(
  calendar: Calendar,
  from: number,
  to: number,
  visit: (start: number, end: number, day: number, offsetMs: number) => T | undefined,
): T | undefined {
  for (let at = from; at < to;) {
    const { offsetMs, until } = pieceAt(calendar.clock, at);
    const last = Math.min(until, to);
    let midnight = Math.floor((at + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
    for (; midnight < last; midnight += DAY_MS) {
      const day = (midnight + offsetMs) / DAY_MS;
      for (const { startMs, endMs } of hoursOn(calendar, day)) {
        const start = Math.max(midnight + startMs, at);
        const end = Math.min(midnight + endMs, last);
        const found = start < end ? visit(start, end, day, offsetMs) : undefined;
        if (found !== undefined) return found;
      }
    }
    at = last;
  }
  return undefined;
}

/**
 * The earliest instant at which the open milliseconds since `start` reach `targetMs`: at closing time, not at the next opening.
 * Where no open moment comes within 60 days, what is still missing runs as elapsed time and `fallback` is true: tell the admin.
 * A target of zero (or less) is due at once. Throws RangeError for an invalid instant, target or calendar.
 */
export function dueAfter(spec: CalendarSpec, start: Date, targetMs: number): { dueAt: Date; fallback: boolean } {
  if (!Number.isFinite(targetMs)) throw new RangeError('The target is not a length of time.');
  const calendar = calendarOf(spec);
  let counted = instant(start);
  let left = Math.ceil(targetMs);
  if (left <= 0) return { dueAt: new Date(counted), fallback: false };
  for (;;) {
    const from = counted;
    const due = firstOpen(calendar, from, from + SEARCH_MS, (opens, closes) => {
      if (closes - opens >= left) return opens + left;
      left -= closes - opens;
      counted = closes;
      return undefined;
    });
    if (due !== undefined) return { dueAt: new Date(due), fallback: false };
    if (counted === from) return { dueAt: new Date(counted + left), fallback: true };
  }
}

/** The same for many targets in one walk, as the warning points of one promise need it; `targetsMs` ascend and so does the answer. */
export function dueAfterEach(spec: CalendarSpec, start: Date, targetsMs: readonly number[]): Date[] {
  if (!targetsMs.every(Number.isFinite)) throw new RangeError('The target is not a length of time.');
  const calendar = calendarOf(spec);
  const dues: Date[] = [];
  const next = () => Math.ceil(targetsMs[dues.length] ?? Infinity);
  let counted = instant(start);
  let sum = 0;
  while (next() <= 0) dues.push(new Date(counted));
  while (dues.length < targetsMs.length) {
    const from = counted;
    firstOpen(calendar, from, from + SEARCH_MS, (opens, closes) => {
      while (next() - sum <= closes - opens) dues.push(new Date(opens + next() - sum));
      sum += closes - opens;
      counted = closes;
      return dues.length === targetsMs.length ? true : undefined;
    });
    if (counted === from) dues.push(new Date(from + next() - sum));
  }
  return dues;
}

/** Open milliseconds between two instants; 0 where `to` is not after `from`. Throws RangeError for an invalid instant or calendar. */
export function openMs(spec: CalendarSpec, from: Date, to: Date): number {
  let sum = 0;
  firstOpen(calendarOf(spec), instant(from), instant(to), (opens, closes) => {
    sum += closes - opens;
    return undefined;
  });
  return sum;
}

/** The first open instant at or after `at`; null where there is none within 60 days. */
export function nextOpening(spec: CalendarSpec, at: Date): Date | null {
  const from = instant(at);
  const opens = firstOpen(calendarOf(spec), from, from + SEARCH_MS, (start) => start);
  return opens === undefined ? null : new Date(opens);
}

/** True where the location is open at this instant (closing time itself is closed). */
export function isOpen(spec: CalendarSpec, at: Date): boolean {
  const from = instant(at);
  return firstOpen(calendarOf(spec), from, from + 1, () => true) ?? false;
}

function instant(at: Date): number {
  const ms = at.getTime();
  if (Number.isNaN(ms)) throw new RangeError('This is not an instant.');
  return ms;
}

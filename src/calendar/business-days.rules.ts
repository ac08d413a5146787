import { calendarOf, dateText, firstOpen, hoursOn, SEARCH_DAYS, type Calendar, type CalendarSpec } from './business-time.rules';
import { DAY_MS, instantOf, localDay, pieceAt } from './zone.rules';

/** "Why this time?": the local dates that counted, and those that did not. */
export interface CountedDays {
  /** In order of date. `openMs` counts real milliseconds; `intervals` are the counted parts in local wall time, "24:00" at the end of a day. */
  days: { date: string; openMs: number; intervals: [string, string][] }[];
  /** Dates without opening hours: a holiday, a weekday that is closed, or an exception that says closed. */
  skipped: { date: string; why: 'holiday' | 'closed' | 'exception' }[];
}

interface Counted {
  openMs: number;
  stretches: { start: number; end: number; from: string; to: string }[];
}

const LONGEST_ANSWER_DAYS = 400;

/**
 * The same local wall time on the n-th later local date that has opening hours (settled.md 18: chases at +1 and +3 business days).
 * A wall time that does not exist on that date moves forward by the length of the gap; of one that happens twice the first is meant.
 * Where no such date comes within 60 days, the missing ones run as calendar days. `n` below 1 gives `at` back.
 */
export function sameTimeOnOpenDay(spec: CalendarSpec, at: Date, n: number): Date {
  if (n < 1) return new Date(at);
  const calendar = calendarOf(spec);
  const local = at.getTime() + pieceAt(calendar.clock, at.getTime()).offsetMs;
  const today = Math.floor(local / DAY_MS);
  let day = today;
  for (let left = n; left > 0; left--) {
    const next = nextOpenDay(calendar, day);
    if (next === undefined) {
      day += left;
      break;
    }
    day = next;
  }
  return new Date(instantOf(calendar.clock, local + (day - today) * DAY_MS));
}

/** How many later local dates with opening hours have begun: those after the local date of `from`, up to and with that of `to`. */
export function openDaysBetween(spec: CalendarSpec, from: Date, to: Date): number {
  const calendar = calendarOf(spec);
  const last = localDay(calendar.clock, to.getTime());
  let count = 0;
  for (let day = localDay(calendar.clock, from.getTime()) + 1; day <= last; day++) {
    if (opensOn(calendar, day)) count++;
  }
  return count;
}

/** The local dates between two instants, for "why this time?". At most 400 dates from `from` on. */
export function countedDays(spec: CalendarSpec, from: Date, to: Date): CountedDays {
  const calendar = calendarOf(spec);
  const start = from.getTime();
  const end = Math.min(to.getTime(), start + (LONGEST_ANSWER_DAYS - 1) * DAY_MS);
  if (!(start < end)) return { days: [], skipped: [] };
  const counted = countedByDay(calendar, start, end);
  const answer: CountedDays = { days: [], skipped: [] };
  const last = localDay(calendar.clock, end - 1);
  for (let day = localDay(calendar.clock, start); day <= last; day++) {
    const open = counted.get(day);
    if (open) answer.days.push({ date: dateText(day), openMs: open.openMs, intervals: open.stretches.map(({ from: f, to: t }) => [f, t]) });
    else if (hoursOn(calendar, day).length === 0 && exists(calendar, day))
      answer.skipped.push({ date: dateText(day), why: whyClosed(calendar, day) });
  }
  return answer;
}

function countedByDay(calendar: Calendar, from: number, to: number): Map<number, Counted> {
  const counted = new Map<number, Counted>();
  firstOpen(calendar, from, to, (start, end, day, offsetMs) => {
    const one: Counted = counted.get(day) ?? { openMs: 0, stretches: [] };
    counted.set(day, one);
    one.openMs += end - start;
    const midnight = day * DAY_MS - offsetMs;
    const last = one.stretches.at(-1);
    // A change of the clock inside opening hours cuts them for counting only: people worked without a break.
    if (last?.end === start) Object.assign(last, { end, to: timeText(end - midnight) });
    else one.stretches.push({ start, end, from: timeText(start - midnight), to: timeText(end - midnight) });
    return undefined;
  });
  return counted;
}

function whyClosed(calendar: Calendar, day: number): 'holiday' | 'closed' | 'exception' {
  if (calendar.exceptions.has(day)) return 'exception';
  return calendar.holidays.has(day) ? 'holiday' : 'closed';
}

function nextOpenDay(calendar: Calendar, after: number): number | undefined {
  for (let day = after + 1; day <= after + SEARCH_DAYS; day++) if (opensOn(calendar, day)) return day;
  return undefined;
}

/** True where at least one real moment of this local date is open: hours that fall wholly into a clock change, or a date that was skipped, are none. */
function opensOn(calendar: Calendar, day: number): boolean {
  if (hoursOn(calendar, day).length === 0) return false;
  const noon = day * DAY_MS + DAY_MS / 2;
  return firstOpen(calendar, noon - 2 * DAY_MS, noon + 2 * DAY_MS, (_start, _end, found) => (found === day ? true : undefined)) ?? false;
}

/** False for a date that a zone skipped, as Samoa did 2011-12-30. */
function exists(calendar: Calendar, day: number): boolean {
  return localDay(calendar.clock, instantOf(calendar.clock, day * DAY_MS + DAY_MS / 2)) === day;
}

/** Milliseconds of a local day as "HH:MM", seconds cut off. */
function timeText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

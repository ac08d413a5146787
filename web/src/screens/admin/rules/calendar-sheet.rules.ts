import type { View } from '../../../api/client';
import { readDate, readSpans, spansText } from './hours-text.rules';

/** A calendar as it is typed: hours of each weekday and of special days as text. */

export type Calendar = View<'CalendarView'>;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface SpecialDay {
  readonly date: string;
  /** '' = closed. */
  readonly hours: string;
}
export interface CalendarSheet {
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  /** Monday first. */
  readonly week: readonly string[];
  readonly holidays: readonly string[];
  readonly exceptions: readonly SpecialDay[];
  /** A date; '' = from now on. */
  readonly effectiveFrom: string;
}
type Spans = Record<string, [string, string][]>;

export function sheetOf(calendar: Calendar): CalendarSheet {
  const { key, name, timeZone, holidays } = calendar;
  const week = calendar.week as Partial<Spans>;
  const exceptions = calendar.exceptions as Spans;
  return {
    ...{ key, name, timeZone, holidays: [...holidays].sort(), effectiveFrom: '' },
    week: WEEKDAYS.map((day) => spansText(week[String(day)] ?? [])),
    exceptions: Object.keys(exceptions)
      .sort()
      .map((date) => ({ date, hours: spansText(exceptions[date] ?? []) })),
  };
}

export function isWhole({ week, exceptions }: CalendarSheet): boolean {
  return (
    week.every((day) => readSpans(day) !== null) && exceptions.every((one) => readDate(one.date) !== null && readSpans(one.hours) !== null)
  );
}

/** The hours as the desk takes them. Only for a sheet that `isWhole`. */
export function hoursOf({ timeZone, week, holidays, exceptions }: CalendarSheet) {
  const days = week.map((text, index) => [String(index + 1), readSpans(text) ?? []] as const).filter(([, spans]) => spans.length > 0);
  return {
    timeZone,
    week: Object.fromEntries(days),
    holidays: [...holidays],
    exceptions: Object.fromEntries(exceptions.map(({ date, hours }) => [date, readSpans(hours) ?? []])),
  };
}

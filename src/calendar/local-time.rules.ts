import { DateTime } from 'luxon';
import { clockChanges, DAY_MS, localDay, pieceAt, zoneClock, type Piece, type ZoneClock } from './zone.rules';

/** Around a change of the clock (a week before and after) times are shown with the zone's abbreviation: 01:30 can happen twice. */
const CHANGE_NEAR_MS = 7 * DAY_MS;
/** A weekday and a date without a year are clear for half a year. */
const YEAR_NEEDED_MS = 180 * DAY_MS;
/** No single English knows the abbreviations of all zones: American English says "GMT+2" where British English says "CEST". */
const ENGLISH = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN'];
/** Kept, because Intl takes half a millisecond to name them. */
const abbreviations = new WeakMap<Piece, Map<string, string>>();

/**
 * A time for people, in the wall time of `zone`: "Tue 24 Nov, 10:00", near a change of the clock "Sun 1 Nov, 01:30 EST". Seconds are cut off.
 * Other languages get their own usual form. Throws RangeError for an unknown zone, an invalid instant or a malformed locale.
 */
export function formatLocal(at: Date, zone: string, locale = 'en'): string {
  const clock = zoneClock(zone);
  const wall = wallTime(clock, at.getTime(), isEnglish(locale) ? 'en' : locale);
  const text = isEnglish(locale)
    ? wall.toFormat('ccc d LLL, HH:mm')
    : wall.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return text + abbreviationNearChange(clock, at.getTime(), locale);
}

/**
 * A promise to read aloud, in the wall time of `zone`: "by 14:30 today", "by 10:00 on Tue 24 Nov", for midnight "by the end of today" or
 * "by the end of Tue 24 Nov". The year is said where the time is more than half a year away.
 * Throws RangeError for an unknown zone or an invalid instant.
 */
export function formatPromise(at: Date, now: Date, zone: string): string {
  const clock = zoneClock(zone);
  const wall = wallTime(clock, at.getTime(), 'en');
  const atMidnight = wall.hour === 0 && wall.minute === 0;
  const isToday = localDay(clock, at.getTime()) - (atMidnight ? 1 : 0) === localDay(clock, now.getTime());
  const isFar = Math.abs(at.getTime() - now.getTime()) > YEAR_NEEDED_MS;
  const day = isToday ? 'today' : (atMidnight ? wall.minus({ days: 1 }) : wall).toFormat(isFar ? 'ccc d LLL yyyy' : 'ccc d LLL');
  if (atMidnight) return `by the end of ${day}`;
  const time = wall.toFormat('HH:mm') + abbreviationNearChange(clock, at.getTime(), 'en');
  return isToday ? `by ${time} today` : `by ${time} on ${day}`;
}

/** The zone's wall time, written as if it were UTC: the offset is known already, and asking Intl again takes four times as long. */
function wallTime(clock: ZoneClock, at: number, locale: string): DateTime {
  return DateTime.fromMillis(at + pieceAt(clock, at).offsetMs, { zone: 'utc', locale });
}

function abbreviationNearChange(clock: ZoneClock, at: number, locale: string): string {
  if (!clockChanges(clock, at - CHANGE_NEAR_MS, at + CHANGE_NEAR_MS)) return '';
  const piece = pieceAt(clock, at);
  const known = abbreviations.get(piece) ?? new Map<string, string>();
  abbreviations.set(piece, known);
  const text = known.get(locale) ?? abbreviation(clock, at, locale);
  known.set(locale, text);
  return ` ${text}`;
}

function abbreviation(clock: ZoneClock, at: number, locale: string): string {
  const names = (isEnglish(locale) ? ENGLISH : [locale]).map((one) => clock.iana.offsetName(at, { format: 'short', locale: one }) ?? '');
  return names.find((one) => !/^GMT[+-]/.test(one)) ?? names[0] ?? '';
}

function isEnglish(locale: string): boolean {
  return /^en(-|$)/i.test(locale);
}

/** The local date, YYYY-MM-DD. */
export function localDate(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}

/**
 * A day for people: "24 November 2026" in the wall time of `zone`. With `now` the year is said only where it is another one than the present: "24 November".
 */
export function dayWords(at: Date, zone: string, { now, language = 'en' }: { now?: Date; language?: string } = {}): string {
  const day = DateTime.fromJSDate(at, { zone }).setLocale(language);
  const isThisYear = now !== undefined && day.year === DateTime.fromJSDate(now, { zone }).year;
  return day.toFormat(isThisYear ? 'd LLLL' : 'd LLLL yyyy');
}

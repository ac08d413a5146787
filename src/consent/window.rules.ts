import { DAY_MS, instantOf, localDay, type ZoneClock, zoneClock } from '../calendar/zone.rules';
import { type Hours, MARKETING_REGIONS, type TimedClass, type Week, WINDOWS } from './window-table.rules';

export interface WindowAsk {
  class: TimedClass;
  channel: 'sms' | 'call' | 'email' | 'post';
  severity: 'S1' | 'S2' | 'S3' | 'S4';
  /** When the customer's own message came that this answers; null where it answers none. */
  answeringSince: Date | null;
  /** The customer's zones (`customerZones`); several: only what is open in all of them. */
  zones: readonly string[];
  /** Is this local date ("2026-12-25") a public holiday where the customer is? */
  holidays: (date: string) => boolean;
  /** Where the customer is, for stricter rules: "US", "US-TX". */
  regions?: readonly string[];
  now: Date;
}

/** An answer this soon after the customer's own message disturbs nobody. */
const ANSWERING_MS = 15 * 60_000;
/** A year of closed days is a mistake in the holidays, not a window. */
const SEARCH_DAYS = 370;
const MINUTE_MS = 60_000;

/**
 * `now` where the message may go now, else when the window opens next (a whole minute, UTC). Service messages about danger (S1), answers within 15 minutes
 * of the customer's own message, and letters may go at any time. Throws RangeError for an unknown zone, for no zone at all, and where nothing opens
 * within a year. Source: domain.md 6.4.
 */
export function openFrom(ask: WindowAsk, regions: Readonly<Record<string, Week>> = MARKETING_REGIONS): Date {
  if (isAnyTime(ask)) return ask.now;
  if (ask.zones.length === 0) throw new RangeError('Nobody knows what time it is for this customer: no zone.');
  const weeks = weeksOf(ask, regions);
  const keepsHolidays = ask.class !== 'service';
  const clocks = ask.zones.map(zoneClock);
  const last = ask.now.getTime() + SEARCH_DAYS * DAY_MS;
  let at = ask.now.getTime();
  for (;;) {
    const next = clocks.reduce((latest, clock) => nextOpen(clock, weeks, keepsHolidays ? ask.holidays : never, latest, last), at);
    if (next === at) return new Date(at);
    at = next;
  }
}

function never(): boolean {
  return false;
}

function isAnyTime({ class: messageClass, channel, severity, answeringSince, now }: WindowAsk): boolean {
  if (channel === 'post') return true;
  if (messageClass !== 'service') return false;
  const since = answeringSince === null ? Number.POSITIVE_INFINITY : now.getTime() - answeringSince.getTime();
  return severity === 'S1' || (since >= 0 && since <= ANSWERING_MS);
}

/** All the tables that hold at once; a country's rule holds in its parts too. */
function weeksOf({ class: messageClass, channel, regions: places = [] }: WindowAsk, regions: Readonly<Record<string, Week>>): Week[] {
  const own = WINDOWS[messageClass][channel === 'email' ? 'email' : 'phone'];
  if (messageClass !== 'marketing' || channel === 'email') return [own];
  const keys = new Set(places.flatMap((place) => [place.toUpperCase(), place.toUpperCase().split('-')[0] ?? '']));
  return [own, ...[...keys].flatMap((key) => regions[key] ?? [])];
}

/** The first instant from `from` on that is open here. */
function nextOpen(clock: ZoneClock, weeks: readonly Week[], isHoliday: (date: string) => boolean, from: number, last: number): number {
  for (let day = localDay(clock, from); ; day += 1) {
    if (day * DAY_MS > last + DAY_MS) throw new RangeError('Nothing opens within a year: look at the holidays.');
    const open = isHoliday(dateOf(day)) ? null : hoursOf(weeks, day);
    if (open === null) continue;
    const [begin, end] = [wall(clock, day, open.from), wall(clock, day, open.to)];
    // a date that the zone skipped (Samoa, 30 December 2011) has no hours
    if (begin >= end || localDay(clock, begin) !== day) continue;
    if (from < begin) return begin;
    if (from < end) return from;
  }
}

function wall(clock: ZoneClock, day: number, minute: number): number {
  return instantOf(clock, day * DAY_MS + minute * MINUTE_MS);
}

/** The hours that all tables allow on this day (days since 1970-01-01, a Thursday); null where they leave none. */
function hoursOf(weeks: readonly Week[], day: number): Hours | null {
  const weekday = (((day + 3) % 7) + 7) % 7;
  const allowed = weeks.map((week) => (weekday === 6 ? week.sunday : weekday === 5 ? week.saturday : week.weekdays));
  let [from, to] = [0, 24 * 60];
  for (const one of allowed) {
    if (one === null) return null;
    [from, to] = [Math.max(from, one.from), Math.min(to, one.to)];
  }
  return from < to ? { from, to } : null;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** What is known about where a customer lives. Zones are IANA names. */
export interface ZoneHints {
  /** Said by the customer. It holds until the customer says otherwise, wherever calls and mails come from (edge 115). */
  stated: string | null;
  /** Of the postal address. */
  address: string | null;
  /** Of the place of the purchase. */
  location: string | null;
  /** All zones of the countries of the customer's phone numbers. */
  phone: readonly string[];
}

/** The customer's zones by the best hint there is; several only where nothing but the phone's country is known. Empty where nothing is. */
export function customerZones({ stated, address, location, phone }: ZoneHints): readonly string[] {
  const best = stated ?? address ?? location;
  return best === null ? phone : [best];
}

/** Parts of a length of time as it is read: seconds only under an hour, minutes only under ten, days from 48 hours on. */
export interface Length {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Splits milliseconds (0 or more). Under one hour minutes and seconds, under ten hours and minutes, under 48 whole hours, above days and hours. */
export function lengthOf(ms: number): Length {
  const whole = Math.max(0, ms);
  if (whole < HOUR) return { days: 0, hours: 0, minutes: Math.floor(whole / MINUTE), seconds: Math.floor((whole % MINUTE) / 1000) };
  if (whole < 10 * HOUR) return { days: 0, hours: Math.floor(whole / HOUR), minutes: Math.floor((whole % HOUR) / MINUTE), seconds: 0 };
  if (whole < 2 * DAY) return { days: 0, hours: Math.floor(whole / HOUR), minutes: 0, seconds: 0 };
  return { days: Math.floor(whole / DAY), hours: Math.floor((whole % DAY) / HOUR), minutes: 0, seconds: 0 };
}

export type Urgency = 'late' | 'soon' | 'fine';

/** Late from the due time on; soon within 30 minutes before it. */
export function urgencyOf(dueAt: number, now: number): Urgency {
  if (now >= dueAt) return 'late';
  return dueAt - now <= 30 * MINUTE ? 'soon' : 'fine';
}

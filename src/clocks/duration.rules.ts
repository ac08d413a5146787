import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.rules';

/** Lengths as the API writes them: ISO 8601, `PT4H`, `PT90M`, `PT2S`, `P1D` (24 hours). */

const SHAPE = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:\.(\d{1,3}))?S)?)?$/;

/** Longer than any promise, short enough for every date we can write. */
const LONGEST_MS = 3660 * DAY_MS;

/** Why this text is not a length we accept, in a sentence; null where it is one. */
export function durationProblem(text: string): string | null {
  if (/^P(?=.*[YW])|^P[^T]*M/.test(text))
    return 'Give the length in days, hours, minutes or seconds; years, months and weeks differ in length.';
  const match = SHAPE.exec(text);
  if (!match || !/\d/.test(text) || text.endsWith('T')) return 'Write the length like PT4H, PT90M or PT2S.';
  return lengthMs(match) > LONGEST_MS ? 'The length must be at most ten years.' : null;
}

/**
 * An ISO 8601 length in milliseconds. A day is 24 hours; open days are not a length and are counted by the calendar.
 * @throws RangeError with the sentence of `durationProblem`; ask that one first where people type it in.
 */
export function parseDuration(text: string): number {
  const problem = durationProblem(text);
  const match = SHAPE.exec(text);
  if (problem !== null || !match) throw new RangeError(problem ?? text);
  return lengthMs(match);
}

function lengthMs(match: RegExpExecArray): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = Number(days) * DAY_MS + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
  return whole + Number(fraction.padEnd(3, '0'));
}

/** Milliseconds as `PT4H`, `PT1H30M`, `PT0.25S`; never in days, so that nobody takes 24 hours for an open day. Nothing is `PT0S`. */
export function formatDuration(ms: number): string {
  if (!Number.isInteger(ms) || ms < 0) throw new RangeError('A length is a whole number of milliseconds, zero or more.');
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = (ms % MINUTE_MS) / 1000;
  const parts = [hours ? `${hours}H` : '', minutes ? `${minutes}M` : '', seconds ? `${seconds}S` : ''].join('');
  return `PT${parts || '0S'}`;
}

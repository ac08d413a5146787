/** How lengths of time are typed and read back: `4 h`, `1 h 30 min`, `2 d`, also with the units of the five languages. In minutes. */

const UNITS: readonly (readonly [RegExp, 'day' | 'hour' | 'minute'])[] = [
  [/^(d|t|j|día|dia|tag|jour|day|يوم|أيام|ي)/u, 'day'],
  [/^(h|std|stunde|hora|heure|hour|ساعة|ساعات|س)/u, 'hour'],
  [/^(min|m|minute|minuto|دقيقة|دقائق|د|$)/u, 'minute'],
];
const HOUR = 60;
export type Kind = 'business' | 'elapsed';
/** A day of opening hours is taken for eight of them; what is typed in days is always read back in hours. */
const DAY: Readonly<Record<Kind, number>> = { business: 8 * HOUR, elapsed: 24 * HOUR };
const MOST = 3660 * DAY.elapsed;

/** Minutes, or null where the text is no length. A number alone is minutes. */
export function readLength(text: string, kind: Kind): number | null {
  const parts = [...text.toLocaleLowerCase().matchAll(/(\d+(?:[.,]\d+)?)\s*([^\d\s.,]*)\.?/gu)];
  if (
    parts.length === 0 ||
    parts
      .map(([whole]) => whole)
      .join('')
      .replace(/\s/gu, '') !== text.toLocaleLowerCase().replace(/\s/gu, '')
  )
    return null;
  let minutes = 0;
  for (const [, number = '', unit = ''] of parts) {
    const found = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (found === undefined) return null;
    minutes += Number(number.replace(',', '.')) * (found === 'day' ? DAY[kind] : found === 'hour' ? HOUR : 1);
  }
  const whole = Math.round(minutes);
  return whole > 0 && whole <= MOST ? whole : null;
}

/** The parts of a length as it is written: days only around the clock, and only whole ones. */
export function partsOf(minutes: number, kind: Kind): { days: number; hours: number; minutes: number } {
  const days = kind === 'elapsed' && minutes >= 2 * DAY.elapsed && minutes % DAY.elapsed === 0 ? minutes / DAY.elapsed : 0;
  const rest = minutes - days * DAY.elapsed;
  return { days, hours: Math.floor(rest / HOUR), minutes: rest % HOUR };
}

/** `PT4H`, as the desk takes it. */
export function isoOf(minutes: number): string {
  const hours = Math.floor(minutes / HOUR);
  const rest = minutes % HOUR;
  return `PT${hours > 0 ? `${String(hours)}H` : ''}${rest > 0 || hours === 0 ? `${String(rest)}M` : ''}`;
}

/** Whole minutes of what the desk sends (`PT1H30M`, `PT90M`, `P1D`). */
export function minutesOf(iso: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(iso) ?? [];
  return Math.round(Number(days) * DAY.elapsed + Number(hours) * HOUR + Number(minutes) + Number(seconds) / 60);
}

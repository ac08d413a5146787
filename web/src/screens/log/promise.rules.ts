/** A time as people say it on the phone: `17:00`, `before 5 pm`, `tomorrow 10`, `Thu 9:30`, `2 h`, `90 min`, in the languages of the console. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END_OF_DAY = 17;
const AMOUNT = /(\+)?\s*(\d+(?:[.,]\d+)?)\s*([\p{L}]+)/u;
const MINUTES = /^(m|min|mins|minute|minuten|minutes|minuto|minutos|دقيقه|دقيقة|دقائق)$/u;
const HOURS = /^(hr|hrs|hour|hours|std|stunde|stunden|ساعة|ساعات)$/u;
/** `2 h` is a length, `17 h` a time of the day. */
const HOURS_OR_CLOCK = /^(h|heure|heures|hora|horas)$/u;
const CLOCK = /(?<!\d)(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?(?!\d)\s*(a\.?m\b|p\.?m\b)?/u;

/**
 * The instant that is meant, as ISO, always after `now` (milliseconds); null where nothing was understood. Without a day it is the next such time,
 * without a time the end of that day's work. Read in this computer's zone.
 */
export function readMoment(typed: string, now: number, language: string): string | null {
  const text = plain(typed);
  const at = lengthIn(text, now) ?? timeIn(text, now, language);
  return at === null || at <= now ? null : new Date(at).toISOString();
}

function plain(text: string): string {
  const digits = text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
  return digits.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
}

function lengthIn(text: string, now: number): number | null {
  const [, plus, amount, unit] = AMOUNT.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return null;
  const many = Number(amount.replace(',', '.'));
  if (MINUTES.test(unit)) return now + many * MINUTE;
  const isLength = HOURS.test(unit) || (HOURS_OR_CLOCK.test(unit) && (plus !== undefined || many < 7) && !/\d\s*h\s*\d/.test(text));
  return isLength ? now + many * HOUR : null;
}

function timeIn(text: string, now: number, language: string): number | null {
  const days = daysAhead(text, now, language);
  const [, hours, minutes, half] = CLOCK.exec(text) ?? [];
  if (hours === undefined && days === null) return null;
  const hour = hours === undefined ? END_OF_DAY : hourOf(hours, half);
  const minute = Number(minutes ?? 0);
  if (hour > 23 || minute > 59) return null;
  const on = (ahead: number): number => {
    const day = new Date(now);
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + ahead, hour, minute).getTime();
  };
  if (days === null) return on(0) > now ? on(0) : on(1);
  // a day of the week that is today and whose time is over is that of the next week
  return days.isWeekday && on(days.ahead) <= now ? on(days.ahead + 7) : on(days.ahead);
}

/** Nobody is promised a call at night: 1 to 6 are hours of the afternoon, unless it says otherwise. */
function hourOf(typed: string, half: string | undefined): number {
  const hour = Number(typed);
  if (half === undefined) return hour >= 1 && hour <= 6 && !typed.startsWith('0') ? hour + 12 : hour;
  return (hour % 12) + (half.startsWith('p') ? 12 : 0);
}

interface DayAhead {
  readonly ahead: number;
  readonly isWeekday: boolean;
}

function daysAhead(text: string, now: number, language: string): DayAhead | null {
  const words = text.split(/[^\p{L}]+/u).filter((word) => word !== '');
  for (const speech of [language, 'en']) {
    const near = new Intl.RelativeTimeFormat(speech, { numeric: 'auto' });
    for (const ahead of [0, 1]) if (words.includes(plain(near.format(ahead, 'day')))) return { ahead, isWeekday: false };
    for (let ahead = 0; ahead < 7; ahead += 1) {
      const day = new Date(now);
      const at = new Date(day.getFullYear(), day.getMonth(), day.getDate() + ahead);
      for (const weekday of ['long', 'short'] as const) {
        const name = plain(new Intl.DateTimeFormat(speech, { weekday }).format(at)).replace(/[^\p{L}]/gu, '');
        if (words.includes(name)) return { ahead, isWeekday: true };
      }
    }
  }
  return null;
}

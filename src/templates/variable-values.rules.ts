import { zoneClock } from '../calendar/zone.rules';
import type { VariableType } from './template.rules';
import type { TemplateChannel } from './template-keys.rules';

/** Turns the facts of a message into what people read. */

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONEY = /^(-?\d{1,15}) ([A-Z]{3})$/;

/** In a text message every character counts: "Tue 24 Nov, 10:00 EST" says enough. */
export type Wording = 'full' | 'short';

export function wordingOf(channel: TemplateChannel): Wording {
  return channel === 'sms' ? 'short' : 'full';
}

/**
 * The readable form of one value, or null where there is none or it is not of its type. Dates: ISO 8601 text or Date; money: "1250 USD" in the
 * smallest unit. `zone` is the customer's IANA zone, `language` a BCP 47 tag.
 */
export function readable(
  type: VariableType,
  value: string | number | Date | null | undefined,
  zone: string,
  language: string,
  wording: Wording = 'full',
): string | null {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'date':
      return wording === 'short' ? shortDate(value, zone, language) : readableDate(value, zone, language);
    case 'money':
      return readableMoney(String(value), language, wording);
    case 'int':
      return Number.isSafeInteger(Number(value)) && value !== '' ? String(Number(value)) : null;
    case 'text':
    case 'link':
      return plainText(String(value)) || null;
  }
}

/**
 * "Tuesday 24 November 2026, 10:00 (Eastern Standard Time)": a weekday, a date, a time and the zone's name, so that it is still right when the mail is
 * read the next day or in another country. A date alone keeps no time.
 */
function readableDate(value: string | number | Date, zone: string, language: string): string | null {
  const locale = localeOf(language);
  const isDay = typeof value === 'string' && ISO_DATE.test(value);
  const at = isDay ? instantOf(`${value}T00:00:00Z`) : instantOf(value);
  if (!at) return null;
  const form = formOf(locale, isDay || !isZone(zone) ? 'UTC' : zone);
  const day = form.day.format(at);
  return isDay ? day : `${day}, ${form.time.format(at)} (${zoneName(form.zone, at)})`;
}

/** "Tue 24 Nov, 10:00 EST"; a date alone: "24 Nov 2026". */
function shortDate(value: string | number | Date, zone: string, language: string): string | null {
  const isDay = typeof value === 'string' && ISO_DATE.test(value);
  const at = isDay ? instantOf(`${value}T00:00:00Z`) : instantOf(value);
  if (!at) return null;
  const timeZone = isDay || !isZone(zone) ? 'UTC' : zone;
  const format = shortFormOf(localeOf(language), timeZone, isDay);
  return plainSpaces(format.format(at));
}

const shortForms = new Map<string, Intl.DateTimeFormat>();

function shortFormOf(locale: string, timeZone: string, isDay: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${String(isDay)}`;
  const known = shortForms.get(key);
  if (known) return known;
  const day = { timeZone, day: 'numeric', month: 'short' } as const;
  const time = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  const form = new Intl.DateTimeFormat(locale, isDay ? { ...day, year: 'numeric' } : { ...day, ...time });
  shortForms.set(key, form);
  return form;
}

/** The spaces that Intl sets are in no alphabet of SMS and would make the whole message dear. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f\u2009]/g, ' ');
}

interface Form {
  day: { format(at: Date): string };
  time: Intl.DateTimeFormat;
  zone: Intl.DateTimeFormat;
}

/** Making a formatter takes a hundred times as long as using it. As many as there are languages of templates and zones of customers. */
const forms = new Map<string, Form>();

function formOf(locale: string, timeZone: string): Form {
  const key = `${locale} ${timeZone}`;
  const known = forms.get(key);
  if (known) return known;
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const form = {
    day: locale.startsWith('en') ? { format: (at: Date) => englishDay(day, at) } : day,
    time: new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    zone: new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }),
  };
  forms.set(key, form);
  return form;
}

/** "Tuesday 24 November 2026", whatever the country: a mail in English may go to any of them. */
function englishDay(format: Intl.DateTimeFormat, at: Date): string {
  const parts = format.formatToParts(at);
  return (['weekday', 'day', 'month', 'year'] as const).map((type) => parts.find((part) => part.type === type)?.value ?? '').join(' ');
}

function zoneName(format: Intl.DateTimeFormat, at: Date): string {
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function instantOf(value: string | number | Date): Date | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value !== 'string' || !ISO_INSTANT.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}

function readableMoney(value: string, language: string, wording: Wording): string | null {
  const match = MONEY.exec(value);
  if (!match) return null;
  const format = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: match[2] ?? 'USD' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = format.format(Number(match[1]) / 10 ** digits);
  return wording === 'short' ? plainSpaces(text) : text;
}

function isZone(name: string): boolean {
  try {
    return zoneClock(name).iana.isValid;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A language tag that Intl takes; what it does not take becomes English. */
export function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** Text without control characters; line breaks stay. */
export function plainText(text: string): string {
  const kept = [...text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')].filter((char) => {
    const code = char.codePointAt(0) ?? 0;
    return char === '\n' || char === '\t' || (code >= 32 && code !== 127);
  });
  return kept.join('').trim();
}

/** The ticket's number as people read it. */
export function ticketRef(number: number): string {
  return `R-${String(number)}`;
}

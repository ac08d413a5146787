import { domainToASCII } from 'node:url';
import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const KEYPAD: Readonly<Record<string, string>> = Object.fromEntries(
  ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'].flatMap((letters, digit) =>
    Array.from(letters, (letter) => [letter, String(digit)]),
  ),
);

/** "ext. 12", "x12", "#12", ";ext=12" at the end, after a digit or a break. */
const EXTENSION = /(?<=[\d\s,;)])\s*;?\s*(?:extension|extn|ext|x|#|durchwahl|anexo|int)\.?\s*[=:]?\s*(\d{1,7})\s*#?$/i;

/** The shortest number with its country code that networks in use have; everything from here on is taken as typed. */
const SHORTEST_INTERNATIONAL = 8;
const LONGEST_TYPED = 60;

export interface PhoneNumber {
  /** "+12125550143" */
  e164: string;
  /** Digits behind the switchboard. Nothing is ever texted to an extension. */
  extension: string | null;
}

/**
 * A phone number as a person types it, in E.164; null where it is none. `country` (ISO 3166, two letters) is that of the location and
 * counts for numbers without a country code. Letters are read by the keypad (1-800-FLOWERS), an extension is split off. Edge 70.
 */
export function normalizePhone(raw: string, country?: string | null): PhoneNumber | null {
  const typed = raw
    .trim()
    .replace(/^tel:/i, '')
    .replace(/;(?!ext=)[^;]*/gi, '');
  if (typed.length > LONGEST_TYPED) return null;
  const extension = EXTENSION.exec(typed)?.[1] ?? null;
  const main = digitsOf(extension === null ? typed : typed.replace(EXTENSION, '').replace(/[\s,;]+$/, ''));
  if (main === null) return null;
  const defaultCountry = country && isSupportedCountry(country.toUpperCase()) ? (country.toUpperCase() as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(main, { defaultCountry, extract: false });
  if (!number) return null;
  // New ranges come faster than lists of them: what is written with its country code counts even where the list does not know it.
  const written = /^\s*[+＋]/u.test(main) && number.number.length > SHORTEST_INTERNATIONAL;
  if (!written && !number.isPossible()) return null;
  return /^\+[1-9]\d{4,14}$/.test(number.number) ? { e164: number.number, extension: extension ?? number.ext ?? null } : null;
}

/** Letters of a number that begins with a digit become the digits of their keys; null for words that are no number. */
function digitsOf(typed: string): string | null {
  if (!/[a-z]/i.test(typed)) return typed;
  if (!/^\s*[+(]?\s*\d/.test(typed)) return null;
  return typed.replace(/[a-z]/gi, (letter) => KEYPAD[letter.toLowerCase()] ?? letter);
}

/**
 * An e-mail address in small letters, its domain in ASCII; null where it is none. "Ann <ann@example.com>" is taken apart.
 * What stands before the @ stays as it is, plus part included: it may be a mailbox of its own.
 */
export function normalizeEmail(raw: string): string | null {
  const text = raw.trim().replace(/^mailto:/i, '');
  const address = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1]?.trim() ?? text;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0)).toLowerCase();
  if (local === '' || local.length > 64 || !/^[^\s@<>()[\],;:\\"\p{C}]+$/u.test(local) || /^\.|\.$|\.\./.test(local)) return null;
  const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
  const labels = domain.split('.');
  if (domain.length > 253 || !labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return null;
  // domainToASCII reads numbers as addresses of machines, which no customer has.
  return /^\d+$/.test(labels.at(-1) ?? '') ? null : `${local}@${domain}`;
}

/** A postal address as it is compared: one line, single spaces, small letters. */
export function normalizePost(raw: string): string | null {
  const line = raw.replace(/\s+/gu, ' ').trim().toLowerCase();
  return line === '' ? null : line;
}

const countries = new Map<string, CountryCode | null>();

/** The country whose time zone this is (ISO 3166), null for a zone of none (UTC) or of several. For locations that do not name theirs. */
export function countryOfZone(zone: string): string | null {
  let country = countries.get(zone);
  if (country === undefined) {
    const wanted = canonical(zone);
    const found = wanted === null ? [] : getCountries().filter((one) => zonesOf(one).includes(wanted));
    country = found.length === 1 ? (found[0] ?? null) : null;
    countries.set(zone, country);
  }
  return country;
}

function canonical(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The time zones of a country (ISO 3166), empty where there is no such country. Node 20 has the list as a property, later ones as a method. */
export function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] | undefined };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

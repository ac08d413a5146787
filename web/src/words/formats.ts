import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Times, money and numbers as the chosen language writes them. Times are shown in the zone of this computer unless a zone is given. */
export interface Formats {
  /** `Mon 17:00`, with the date when it is not of this week. `now` in milliseconds. */
  readonly moment: (iso: string, now: number, zone?: string) => string;
  readonly date: (iso: string, zone?: string) => string;
  readonly time: (iso: string, zone?: string) => string;
  readonly full: (iso: string, zone?: string) => string;
  /** Whole numbers in the smallest unit. */
  readonly money: (minor: number, currency: string) => string;
  readonly number: (value: number) => string;
  /** With its sign, where it is not zero. */
  readonly signed: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly list: (words: readonly string[]) => string;
}

const WEEK_MS = 6 * 86_400_000;

/** The language as it is written where the reader lives (`en-GB`: 17:00 and 24 Nov), with the digits that the words around it have. */
function placeOf(language: string): string {
  return `${navigator.languages.find((one) => one.startsWith(language)) ?? language}-u-nu-latn`;
}

function formatsOf(language: string): Formats {
  const at = (options: Intl.DateTimeFormatOptions) => (iso: string, zone?: string) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(iso));
  const near = at({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const far = at({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    moment: (iso, now, zone) => (Math.abs(Date.parse(iso) - now) < WEEK_MS ? near(iso, zone) : far(iso, zone)),
    date: at({ dateStyle: 'medium' }),
    time: at({ hour: '2-digit', minute: '2-digit' }),
    full: at({ dateStyle: 'full', timeStyle: 'short' }),
    money(minor, currency) {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      return format.format(minor / 10 ** digits);
    },
    number: (value) => new Intl.NumberFormat(language).format(value),
    signed: (value) => new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(value),
    percent: (share) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    list: (words) => list.format(words),
  };
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(placeOf(i18n.language)), [i18n.language]);
}

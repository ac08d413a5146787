import { useTranslation } from 'react-i18next';
import type { View } from '../api/client';
import { deskNow } from '../clock/desk-clock';
import { type Formats, useFormats } from './formats';

const NAMES = ['failure', 'gift', 'clock'];
const MINUTE = 60_000;

/**
 * What the desk says about something, in the language of the page; where words for it are missing, its own English. The name of a value says how
 * it is written (docs/decisions/0012): `…Minor` money, `…Ms` a length, `…At` a time, `…Day` a day, `points` with a sign.
 */
export function useSaid(): (said: readonly View<'SaidView'>[], english: string) => string {
  const { t, i18n } = useTranslation(['said', 'shell']);
  const formats = useFormats();
  const length = (ms: number): string => {
    const [hours, minutes] = [Math.floor(ms / (60 * MINUTE)), Math.floor(ms / MINUTE) % 60];
    if (hours === 0) return t('shell:length.wholeMinutes', { minutes });
    return minutes === 0 ? t('shell:length.wholeHours', { hours }) : t('shell:length.hours', { hours, minutes });
  };
  const written = (name: string, value: unknown, { currency, zone }: Values): string | number => {
    if (typeof value === 'number') {
      if (name.endsWith('Minor')) return moneyOf(formats, value, currency);
      if (name.endsWith('Ms')) return length(value);
      return name === 'points' ? t('said:points', { count: Math.abs(value), signed: formats.signed(value) }) : value;
    }
    const text = String(value);
    const place = typeof zone === 'string' ? zone : undefined;
    if (name.endsWith('At')) return formats.moment(text, deskNow(), place);
    if (name.endsWith('Day')) return formats.date(text, place);
    return NAMES.includes(name) ? t(`said:names.${name}.${text}`) : text;
  };
  return (said, english) => {
    const isKnown = ({ code, values }: View<'SaidView'>): boolean =>
      i18n.exists(code, { ns: 'said', ...values }) &&
      NAMES.every((name) => {
        const value = values[name];
        return typeof value !== 'string' || i18n.exists(`names.${name}.${value}`, { ns: 'said' });
      });
    if (said.length === 0 || !said.every(isKnown)) return english;
    const sentences = said.map(({ code, values }) =>
      t(`said:${code}`, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(name, value, values)]))),
    );
    return sentences.join(' ');
  };
}

type Values = Readonly<Record<string, unknown>>;

function moneyOf(formats: Formats, minor: number, currency: unknown): string {
  return typeof currency === 'string' ? formats.money(minor, currency) : formats.number(minor / 100);
}

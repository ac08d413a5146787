import { formatLocal, formatPromise } from '../calendar/local-time.rules';
import type { ClockName } from '../clocks/clock.rules';

/** The promise as it is read aloud to the customer, in the languages of the desk. */

export const SPOKEN = ['en', 'de', 'es', 'fr', 'ar'] as const;
export type Spoken = (typeof SPOKEN)[number];

type Next = 'contact' | 'fix' | 'news';

/** {{at}} is the local time; English says it as people do ("by 14:30 today"). */
const WORDS: Readonly<Record<Spoken, Readonly<Record<Next, string>>>> = {
  en: {
    contact: 'A person will get back to you {{at}}.',
    fix: 'We will have put it right {{at}}.',
    news: 'You will hear from us again {{at}}.',
  },
  de: {
    contact: 'Jemand von uns meldet sich bis {{at}} bei Ihnen.',
    fix: 'Bis {{at}} haben wir es in Ordnung gebracht.',
    news: 'Sie hören bis {{at}} wieder von uns.',
  },
  es: {
    contact: 'Una persona se pondrá en contacto con usted antes de: {{at}}.',
    fix: 'Lo habremos solucionado antes de: {{at}}.',
    news: 'Volverá a tener noticias nuestras antes de: {{at}}.',
  },
  fr: {
    contact: 'Quelqu’un reviendra vers vous avant : {{at}}.',
    fix: 'Nous aurons réglé le problème avant : {{at}}.',
    news: 'Vous aurez de nos nouvelles avant : {{at}}.',
  },
  ar: {
    contact: 'سيتواصل معكم أحد موظفينا قبل: {{at}}.',
    fix: 'سنكون قد حللنا المشكلة قبل: {{at}}.',
    news: 'ستسمعون منا مجددًا قبل: {{at}}.',
  },
};

const NEXT: Readonly<Partial<Record<ClockName, Next>>> = { contact: 'contact', fix: 'fix', update: 'news', promise: 'news' };

/** "You will hear from us again by 14:30 today.", by the wall time of `zone`; null for a clock that promises the customer nothing. */
export function promiseSentence(clock: ClockName, dueAt: Date, now: Date, zone: string, language: Spoken): string | null {
  const next = NEXT[clock];
  const at = language === 'en' ? formatPromise(dueAt, now, zone) : formatLocal(dueAt, zone, language);
  return next === undefined ? null : WORDS[language][next].replace('{{at}}', at);
}

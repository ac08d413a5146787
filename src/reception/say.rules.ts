import { formatLocal } from '../calendar/local-time.rules';

/** What can be said to a customer on the phone or at the counter, in the languages of the desk. */

export const SPOKEN = ['en', 'de', 'es', 'fr', 'ar'] as const;
export type Spoken = (typeof SPOKEN)[number];

interface Words {
  sorry: string;
  /** By what is due next; {{at}} is the local time. English has none: there the promise itself is a sentence to say. */
  next?: Readonly<Record<'contact' | 'fix' | 'news', string>>;
  /** Where nothing is promised by a time. */
  else: string;
}

const WORDS: Readonly<Record<Spoken, Words>> = {
  en: {
    sorry: 'I am sorry that this happened, and thank you for telling us.',
    else: 'We will look after it now.',
  },
  de: {
    sorry: 'Es tut mir leid, dass das passiert ist, und danke, dass Sie es uns sagen.',
    next: {
      contact: 'Jemand von uns meldet sich bis {{at}} bei Ihnen.',
      fix: 'Bis {{at}} haben wir es in Ordnung gebracht.',
      news: 'Sie hören bis {{at}} wieder von uns.',
    },
    else: 'Wir kümmern uns jetzt darum.',
  },
  es: {
    sorry: 'Siento mucho lo que ha pasado y le doy las gracias por contárnoslo.',
    next: {
      contact: 'Una persona se pondrá en contacto con usted antes de: {{at}}.',
      fix: 'Lo habremos solucionado antes de: {{at}}.',
      news: 'Volverá a tener noticias nuestras antes de: {{at}}.',
    },
    else: 'Nos ocupamos de ello ahora mismo.',
  },
  fr: {
    sorry: 'Je suis désolé de ce qui est arrivé, et merci de nous l’avoir dit.',
    next: {
      contact: 'Quelqu’un reviendra vers vous avant : {{at}}.',
      fix: 'Nous aurons réglé le problème avant : {{at}}.',
      news: 'Vous aurez de nos nouvelles avant : {{at}}.',
    },
    else: 'Nous nous en occupons maintenant.',
  },
  ar: {
    sorry: 'نأسف لما حدث، ونشكركم على إبلاغنا.',
    next: {
      contact: 'سيتواصل معكم أحد موظفينا قبل: {{at}}.',
      fix: 'سنكون قد حللنا المشكلة قبل: {{at}}.',
      news: 'ستسمعون منا مجددًا قبل: {{at}}.',
    },
    else: 'سنهتم بالأمر الآن.',
  },
};

const NEXT: Readonly<Record<string, 'contact' | 'fix' | 'news'>> = { contact: 'contact', fix: 'fix', update: 'news', promise: 'news' };

/** The language to speak: what was asked for, else the customer's by its base ("pt-BR" is pt), else English. */
export function spokenLanguage(asked: Spoken | undefined, customers: string | null): Spoken {
  const base = customers?.toLowerCase().split('-')[0];
  return asked ?? SPOKEN.find((one) => one === base) ?? 'en';
}

/** Two sentences: we are sorry, and what comes next, by the wall time of `zone`. `promise.text` is the same in English as it is written to the customer. */
export function sentencesToSay(promise: { clock: string; dueAt: Date; text: string } | null, language: Spoken, zone: string): string[] {
  const words = WORDS[language];
  const way = promise === null ? undefined : NEXT[promise.clock];
  if (promise === null || way === undefined) return [words.sorry, words.else];
  const next = words.next?.[way].replace('{{at}}', formatLocal(promise.dueAt, zone, language));
  return [words.sorry, next ?? promise.text];
}

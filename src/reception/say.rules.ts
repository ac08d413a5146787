import { SPOKEN, type Spoken } from '../lifecycle/promise-words.rules';

/** What can be said to a customer on the phone or at the counter, in the languages of the desk. */

interface Words {
  sorry: string;
  /** Where nothing is promised by a time. */
  else: string;
}

const WORDS: Readonly<Record<Spoken, Words>> = {
  en: { sorry: 'I am sorry that this happened, and thank you for telling us.', else: 'We will look after it now.' },
  de: { sorry: 'Es tut mir leid, dass das passiert ist, und danke, dass Sie es uns sagen.', else: 'Wir kümmern uns jetzt darum.' },
  es: { sorry: 'Siento mucho lo que ha pasado y le doy las gracias por contárnoslo.', else: 'Nos ocupamos de ello ahora mismo.' },
  fr: { sorry: 'Je suis désolé de ce qui est arrivé, et merci de nous l’avoir dit.', else: 'Nous nous en occupons maintenant.' },
  ar: { sorry: 'نأسف لما حدث، ونشكركم على إبلاغنا.', else: 'سنهتم بالأمر الآن.' },
};

/** The language to speak: what was asked for, else the customer's by its base ("pt-BR" is pt), else English. */
export function spokenLanguage(asked: Spoken | undefined, customers: string | null): Spoken {
  const base = customers?.toLowerCase().split('-')[0];
  return asked ?? SPOKEN.find((one) => one === base) ?? 'en';
}

/** Two sentences: we are sorry, and what comes next. */
export function sentencesToSay(promise: { text: string } | null, language: Spoken): string[] {
  const words = WORDS[language];
  return [words.sorry, promise?.text ?? words.else];
}

import { greetingName } from '../customers/greeting.rules';

/** How a mail begins, in the language of its template. */

const HELLO: Readonly<Record<string, string>> = {
  en: 'Hello',
  de: 'Guten Tag',
  es: 'Hola',
  fr: 'Bonjour',
  it: 'Buongiorno',
  nl: 'Hallo',
  pt: 'Olá',
};

/** "Hello Maria Lopez,"; neutral ("Hello,") where the name is none or would hurt (edge 118). `language` is a BCP 47 tag. */
export function greeting(name: string | null, language: string): string {
  const hello = HELLO[language.toLowerCase().split('-')[0] ?? 'en'] ?? 'Hello';
  const fit = greetingName(name);
  return fit ? `${hello} ${fit},` : `${hello},`;
}

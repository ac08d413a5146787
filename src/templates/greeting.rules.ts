import { greetingName } from '../customers/greeting.rules';
import { baseOf } from './language.rules';

/** How a mail begins, in the language of its template. */

const HELLO: Readonly<Record<string, string>> = {
  ar: 'مرحبًا',
  en: 'Hello',
  de: 'Guten Tag',
  es: 'Hola',
  fr: 'Bonjour',
  it: 'Buongiorno',
  nl: 'Hallo',
  pt: 'Olá',
};

/** A mail program makes a link of it, whoever wrote it. */
const LINK = /\bwww\.|\p{L}\.\p{L}{2,}/iu;

/** "Hello Maria Lopez,"; neutral ("Hello,") where the name is none or would hurt (edge 118). `language` is a BCP 47 tag. */
export function greeting(name: string | null, language: string): string {
  const hello = HELLO[baseOf(language)] ?? 'Hello';
  const comma = baseOf(language) === 'ar' ? '،' : ',';
  const fit = greetingName(name);
  return fit && !LINK.test(fit) ? `${hello} ${fit}${comma}` : `${hello}${comma}`;
}

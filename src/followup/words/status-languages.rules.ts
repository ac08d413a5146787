import { ARABIC_STATUS } from './status-words.ar.rules';
import { GERMAN_STATUS } from './status-words.de.rules';
import { ENGLISH_STATUS } from './status-words.en.rules';
import { SPANISH_STATUS } from './status-words.es.rules';
import { FRENCH_STATUS } from './status-words.fr.rules';
import type { StatusWords } from './status-words.rules';

/** The customer's page in the languages that we have. */

const WORDS: Readonly<Record<string, StatusWords>> = {
  en: ENGLISH_STATUS,
  de: GERMAN_STATUS,
  es: SPANISH_STATUS,
  fr: FRENCH_STATUS,
  ar: ARABIC_STATUS,
};
export const STATUS_LANGUAGES = Object.keys(WORDS);

/** The first of these tags (BCP 47) that we have words for; English where there is none. */
export function pickLanguage(...tags: readonly (string | null | undefined)[]): string {
  const bases = tags.map((tag) => tag?.trim().toLowerCase().split('-')[0] ?? '');
  return bases.find((base) => Object.hasOwn(WORDS, base)) ?? 'en';
}

/** The same for what a browser says it reads: `Accept-Language: fr-CH, fr;q=0.9, en;q=0.8` (RFC 9110, 12.5.4). A tag with q=0 is one it does not read. */
export function pickAccepted(header: string | undefined): string {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const weight = rest.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    });
  const read = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return pickLanguage(...read.map(({ tag }) => tag));
}

/** `language` as pickLanguage answered it. */
export function statusWords(language: string): StatusWords {
  return WORDS[language] ?? ENGLISH_STATUS;
}

/** In which language somebody is written to when there are no words in the one they speak (domain.md 6.6, edge 51). */

/** "Nobody knows" (ISO 639-2, BCP 47): what a message says whose reader never told us. */
export const UNKNOWN_LANGUAGE = 'und';

/**
 * The tags to look for, best first and each once: the reader's own, its base language, then the location's, the organisation's, and English, each of them
 * also by its base language. Small letters. `de-CH` in a French-speaking place of an Italian house: de-ch, de, fr, it, en.
 */
export function languageChain(wanted: string, location: string | null, organisation: string): string[] {
  const tags = [wanted, location ?? '', organisation, 'en']
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '' && tag !== UNKNOWN_LANGUAGE);
  return [...new Set(tags.flatMap((tag) => [tag, baseOf(tag)]))];
}

/** "pt" of "pt-BR", in small letters. */
export function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur', 'ps', 'yi', 'dv', 'ckb', 'sd', 'ug'];

export function direction(language: string): 'rtl' | 'ltr' {
  return RIGHT_TO_LEFT.includes(baseOf(language)) ? 'rtl' : 'ltr';
}

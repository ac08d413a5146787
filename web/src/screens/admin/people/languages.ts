import { LANGUAGE_NAMES, LANGUAGES } from '../../../words/words';

export const LANGUAGE_OPTIONS = LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }));

/** What a language calls itself; its tag where we have no name for it. */
export function languageName(tag: string): string {
  return LANGUAGE_OPTIONS.find(({ value }) => value === tag)?.label ?? tag;
}

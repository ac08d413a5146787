import { ARABIC } from './arabic-words.rules';
import { ENGLISH } from './english-words.rules';
import { FRENCH } from './french-words.rules';
import { GERMAN } from './german-words.rules';
import { SPANISH } from './spanish-words.rules';
import type { WordPack } from './word-pack.rules';

/** The packs by language. A new one needs its file and its line here, and its table in the spec. */
export const WORD_PACKS: Readonly<Record<string, WordPack>> = { en: ENGLISH, de: GERMAN, es: SPANISH, fr: FRENCH, ar: ARABIC };

import { fold, plainWords } from './plain-words.rules';
import { WORD_PACKS } from './stop-word-packs.rules';
import type { WordPack } from './word-pack.rules';

/**
 * What an answer to a text message asks of us. `stop`: no more of them, for sure. `start`: they are welcome again. `not_me`: somebody else has this
 * number now. `unclear`: it may be meant so; a person looks, and nothing is sent until then. `none`: it speaks of something else.
 */
export type ReplyKind = 'stop' | 'start' | 'not_me' | 'unclear' | 'none';

export interface Reading {
  kind: ReplyKind;
  /** The words that say so, as they were compared; empty for `none`. */
  words: string;
}

interface Compiled {
  language: string;
  stop: ReadonlySet<string>;
  local: ReadonlySet<string>;
  calling: ReadonlySet<string>;
  start: ReadonlySet<string>;
  phrases: readonly RegExp[];
  notMe: RegExp;
  doubts: RegExp;
  unclear: RegExp;
  elsewhere: RegExp;
}

const packs = Object.values(WORD_PACKS);
const FILLERS = wordsOf((pack) => pack.fillers);
const POINTERS = wordsOf((pack) => pack.pointers);
const NEGATIONS = wordsOf((pack) => pack.negations);
const COMPILED = Object.entries(WORD_PACKS).map(([language, pack]) => compile(language, pack));

/** What a mail program or a telephone adds by itself. */
const SIGNATURE = /^(?:--|sent from|sent by|get outlook|gesendet von|von meinem|enviado desde|envoye de|envoye depuis|ارسل من)/;
/** Signs that say stop without a word: somebody must look. */
const STOP_SIGNS = /[🛑⛔🚫✋]/u;
/** A word that stops at the end of so few words may be meant so: "make it stop". */
const SHORT = 5;

/**
 * Reads an answer by the words of all packs; the customer's `language` (BCP 47 or null) only decides about everyday words such as Spanish "alto".
 * Laws ask that every clear wish to stop counts, in whatever words (domain.md 6.5); what is merely possible goes to a person.
 */
export function readReply(text: string, language: string | null): Reading {
  const words = plainWords(ownLines(text));
  if (words === '')
    return STOP_SIGNS.test(text) ? { kind: 'unclear', words: STOP_SIGNS.exec(text)?.[0] ?? '' } : { kind: 'none', words: '' };
  return notMe(words) ?? alone(words, baseLanguage(language)) ?? byPhrase(words) ?? doubtful(words) ?? { kind: 'none', words: '' };
}

/** The text without the lines that a telephone adds. */
function ownLines(text: string): string {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line, index) => index > 0 && SIGNATURE.test(fold(line.trim())));
  return (end === -1 ? lines : lines.slice(0, end)).join(' ');
}

function baseLanguage(language: string | null): string | null {
  return language?.toLowerCase().split('-')[0] ?? null;
}

function notMe(words: string): Reading | null {
  const found = COMPILED.some((pack) => pack.notMe.test(bareOf(words, FILLERS)) || pack.notMe.test(words));
  return found ? { kind: 'not_me', words } : null;
}

/** Nothing but words that stop or start, politeness aside. */
function alone(words: string, language: string | null): Reading | null {
  const bare = bareOf(words, FILLERS);
  const pointed = bareOf(words, FILLERS, POINTERS);
  const isStop = (word: string): boolean => COMPILED.some((pack) => pack.stop.has(word));
  const isCalling = (word: string): boolean => COMPILED.some((pack) => pack.calling.has(word));
  if (isStop(bare) || isStop(pointed) || isStop(words)) return { kind: 'stop', words };
  if (isCalling(bare)) return { kind: 'stop', words };
  if (pointed !== '' && pointed.split(' ').every(isStop)) return { kind: 'stop', words };
  if (bare !== '' && bare.split(' ').every((word) => isStop(word) || isCalling(word))) return { kind: 'stop', words };
  const local = COMPILED.filter((pack) => pack.local.has(bare) || pack.local.has(pointed));
  if (local.length > 0) {
    const isTheirs = language === null || WORD_PACKS[language] === undefined || local.some((pack) => pack.language === language);
    return { kind: isTheirs ? 'stop' : 'unclear', words };
  }
  return COMPILED.some((pack) => pack.start.has(bare)) ? { kind: 'start', words } : null;
}

function byPhrase(words: string): Reading | null {
  for (const pack of COMPILED) {
    const found = pack.phrases.map((phrase) => phrase.exec(` ${words} `)).find((match) => match !== null);
    if (!found) continue;
    return { kind: pack.doubts.test(` ${words} `) ? 'unclear' : 'stop', words: found[0].trim() };
  }
  return null;
}

/** A word that stops stands first, stands last in a short text, or something else is said that a person should see. */
function doubtful(words: string): Reading | null {
  const padded = ` ${words} `;
  for (const pack of COMPILED) {
    const found = pack.unclear.exec(padded);
    if (found) return { kind: 'unclear', words: found[0].trim() };
  }
  const list = words.split(' ');
  const said = bareOf(words, FILLERS).split(' ');
  const first = said[0] ?? '';
  const rest = ` ${said.join(' ')} `;
  const leads = (pack: Compiled): boolean =>
    (pack.stop.has(first) || pack.local.has(first)) && !pack.elsewhere.test(rest) && !pack.elsewhere.test(padded);
  if (COMPILED.some(leads)) return { kind: 'unclear', words: first };
  const last = list.at(-1) ?? '';
  const isTurned = list.slice(0, -1).some((word) => NEGATIONS.has(word));
  const ends = list.length <= SHORT && !isTurned && COMPILED.some((pack) => pack.stop.has(last));
  return ends ? { kind: 'unclear', words: last } : null;
}

/** The words without those that change nothing; may be empty. */
function bareOf(words: string, ...without: readonly ReadonlySet<string>[]): string {
  return words
    .split(' ')
    .filter((word) => !without.some((set) => set.has(word)))
    .join(' ');
}

function wordsOf(pick: (pack: WordPack) => readonly string[]): ReadonlySet<string> {
  return new Set(packs.flatMap(pick).map(plainWords));
}

function compile(language: string, pack: WordPack): Compiled {
  // compared with and without the words that change nothing, so a phrase is kept both ways
  const both = (list: readonly string[]): ReadonlySet<string> =>
    new Set(
      list
        .map(plainWords)
        .flatMap((words) => [words, bareOf(words, FILLERS), bareOf(words, FILLERS, POINTERS)].filter((one) => one !== '')),
    );
  const within = (sources: readonly string[]): RegExp => new RegExp(`(?<= )(?:${sources.map(fold).join('|')})(?= )`, 'u');
  return {
    language,
    stop: both(pack.stop),
    local: both(pack.local),
    calling: both(pack.calling),
    start: both(pack.start),
    phrases: pack.phrases.map((source) => within([source.replaceAll('$', '(?= $)')])),
    notMe: new RegExp(`^(?:${pack.notMe.map(fold).join('|')})$`, 'u'),
    doubts: within(pack.doubts),
    unclear: within(pack.unclear),
    elsewhere: within(pack.elsewhere),
  };
}

/** What people type where no name is known. */
const PLACEHOLDERS = new Set(
  [
    'n a',
    'na',
    'none',
    'no name',
    'noname',
    'unknown',
    'anonymous',
    'anon',
    'not given',
    'not known',
    'nobody',
    'customer',
    'caller',
    'guest',
    'client',
    'user',
  ].concat([
    'test',
    'tester',
    'mr',
    'mrs',
    'ms',
    'miss',
    'sir',
    'madam',
    'null',
    'undefined',
    'nil',
    'tbd',
    'tbc',
    'asdf',
    'qwerty',
    'unbekannt',
    'inconnu',
  ]),
);

/** Words that no greeting repeats. Only such as are nobody's family name: a neutral greeting costs little, a wrong one costs the customer. */
const INSULT =
  /(^| )(idiots?|morons?|assholes?|arseholes?|bastards?|bitch(es)?|cunts?|fuck\w*|motherfuck\w*|shit\w*|bullshit|wankers?|twats?|pricks?|jerks?|scum(bags?)?|dumbass|dickheads?|imbeciles?|retards?|sluts?|whores?|crook|liar|stupid|pain in the \w+|arschloch|wichser|idiota|cretin)( |$)/;

const LONGEST = 60;

/**
 * The name as it may stand in a greeting, or null: then greet neutrally ("Hello,"). Edge 118: empty, "N/A", an insult.
 * Also null for what is no name: addresses, links, numbers, markup, a single letter, more than 60 characters.
 */
export function greetingName(name: string | null): string | null {
  const kept = keptName(name);
  if (kept === null || kept.length > LONGEST || !/^[\p{L}\p{M}'’.,\- ]+$/u.test(kept)) return null;
  return INSULT.test(plainWords(kept)) ? null : kept;
}

/** The name as it is stored: spaces tidied; null for a placeholder, so that a real name can take its place later. */
export function keptName(name: string | null | undefined): string | null {
  const tidy = (name ?? '').replace(/\s+/gu, ' ').trim();
  const words = plainWords(tidy);
  const letters = words.replace(/[^\p{L}]/gu, '');
  if (Array.from(letters).length < 2 && !isOneCharacterName(tidy)) return null;
  if (PLACEHOLDERS.has(words) || /^(\p{L})\1+$/u.test(letters)) return null;
  return tidy;
}

/** Chinese, Japanese and Korean names may be one character long. */
function isOneCharacterName(tidy: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(tidy);
}

/** Lower case, punctuation as spaces, accents kept. */
function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** The words by which two writings of one name are told to be the same person's: "Mrs. Ann BROWN" → ann, brown. */
export function nameWords(name: string | null): string[] {
  const words = plainWords((name ?? '').normalize('NFD').replace(/\p{M}/gu, '')).split(' ');
  return words.filter((word) => word.length > 1 && !PLACEHOLDERS.has(word) && word !== 'dr');
}

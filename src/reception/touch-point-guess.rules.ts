import { TOUCH_POINT_WORDS } from './touch-point-words.rules';

/** Which touch point somebody is talking about, as simple counting that can be explained in a sentence. */

export interface PointName {
  key: string;
  name: string;
}

/** What is known of one touch point beside the words. */
export interface Past {
  key: string;
  /** Complaints of this customer about it. */
  customers: number;
  /** Complaints of the last 90 days at this place, with at least one of the words in their title, about it. */
  alike: number;
}

export interface Guess extends PointName {
  why: string;
}

const MOST_WORDS = 60;
const SHORTEST_WORD = 3;
const MOST_GUESSES = 3;
/** Written together with its word. */
const ARABIC_THE = 'ال';
/** Words that stand in every complaint tell nothing. */
const EMPTY = new Set(
  'the and was were not for with from that this have has had you your our they der die das und ist war nicht mit ein eine ich wir sie los las que una por con para pero les des une est pas pour dans avec'.split(
    ' ',
  ),
);

/** The words of a text in small letters, each once; the first 60. */
export function wordsOf(text: string): string[] {
  const all = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD && !EMPTY.has(word));
  return [...new Set(all)].slice(0, MOST_WORDS);
}

/**
 * At most three, the likeliest first: 3 for a word of its name, 3 for a word that people use for it, 2 where this customer complained about it before,
 * and up to 2 for earlier complaints with the same words. Of two with the same sum the earlier one on the journey, which is the order they come in.
 */
export function guesses(points: readonly PointName[], words: readonly string[], past: readonly Past[]): Guess[] {
  const most = Math.max(1, ...past.map((one) => one.alike));
  const judged = points.map((point, place) => {
    const named = words.find((word) => wordsOf(point.name).includes(word));
    const used = words.find((word) =>
      TOUCH_POINT_WORDS[point.key]?.some((begin) => word.startsWith(begin) || word.startsWith(`${ARABIC_THE}${begin}`)),
    );
    const before = past.find((one) => one.key === point.key) ?? { customers: 0, alike: 0 };
    const sum = (named ? 3 : 0) + (used ? 3 : 0) + (before.customers > 0 ? 2 : 0) + (2 * before.alike) / most;
    return { point, place, sum, why: whyOf(named ?? used, before) };
  });
  return judged
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || a.place - b.place)
    .slice(0, MOST_GUESSES)
    .map(({ point, why }) => ({ key: point.key, name: point.name, why }));
}

function whyOf(word: string | undefined, { customers, alike }: Pick<Past, 'customers' | 'alike'>): string {
  if (word !== undefined) return `“${word}” was said.`;
  if (customers > 0) return 'This customer complained about it before.';
  return alike === 1 ? 'One complaint with such words was about it.' : `${String(alike)} complaints with such words were about it.`;
}

/** What a text message to our question "1 to 5, and is it fixed?" says: the mark, yes or no, and the words beside them. */
export interface TextedAnswer {
  score: number;
  /** Null where it says neither yes nor no. */
  fixed: boolean | null;
  text: string | null;
}

const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';
/** A lone digit at the start, as "2", "2/5", "4 of 5", "5!!" or "2: still leaks"; "2 weeks ago" and "3 times" are numbers of something else. */
const ANSWER = /^\(?([1-5])\)?(?:\s*(?:\/|of|von|de|sur|out of|من)\s*5)?(?![\d/%:.,-]*\d)(?:[\s.,:;!)–-]+|$)([\s\S]*)$/iu;
const COUNTED =
  /^(weeks?|days?|months?|years?|hours?|minutes?|times?|people|men|women|euros?|dollars?|€|\$|%|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|mal|leute|días?|semanas?|meses|años?|horas?|minutos?|veces|personas?|jours?|semaines?|mois|ans?|heures?|fois|personnes?|أيام|أسابيع|شهور|أشهر|سنوات|ساعات|مرات)(?![\p{L}])/iu;

/** Marks as words, in the languages of the desk's own texts. */
const MARKS: readonly (readonly string[])[] = [
  ['one', 'eins', 'uno', 'un', 'une', 'واحد'],
  ['two', 'zwei', 'dos', 'deux', 'اثنان', 'اثنين'],
  ['three', 'drei', 'tres', 'trois', 'ثلاثة'],
  ['four', 'vier', 'cuatro', 'quatre', 'أربعة', 'اربعة'],
  ['five', 'fünf', 'fuenf', 'cinco', 'cinq', 'خمسة'],
];
const YES = ['yes', 'ja', 'sí', 'si', 'oui', 'نعم'];
const NO = ['no', 'nein', 'non', 'لا'];
const POLITE = ['thanks', 'thank you', 'danke', 'vielen dank', 'gracias', 'muchas gracias', 'merci', 'شكرا', 'شكراً'];
const FIRST_WORD = /^[\p{L}\p{M}]+/u;
const END_OF_SENTENCE = /^\s*(?:[.,;:!–-]|$)/u;

/**
 * Null where the text is no answer to the question but something that somebody wrote ("2 weeks and nothing", "one of you called"): that one a person reads.
 * A mark in words counts only where nothing else is said, but yes, no or thanks.
 */
export function readTextedAnswer(raw: string): TextedAnswer | null {
  const text = raw.replace(/[٠-٩]/gu, (digit) => String(ARABIC_DIGITS.indexOf(digit))).trim();
  return inDigits(text) ?? inWords(text);
}

function inDigits(text: string): TextedAnswer | null {
  const [, digit, words = ''] = ANSWER.exec(text) ?? [];
  if (digit === undefined || COUNTED.test(words)) return null;
  const { fixed, rest } = yesOrNo(words.trim());
  return { score: Number(digit), fixed, text: rest === '' ? null : rest };
}

function inWords(text: string): TextedAnswer | null {
  const word = FIRST_WORD.exec(text)?.[0] ?? '';
  const score = MARKS.findIndex((words) => words.includes(word.toLowerCase())) + 1;
  if (score === 0) return null;
  const { fixed, rest } = yesOrNo(trimmed(text.slice(word.length)));
  const isOnlyPolite = rest === '' || POLITE.includes(trimmed(rest).toLowerCase());
  return isOnlyPolite ? { score, fixed, text: rest === '' ? null : rest } : null;
}

/** "no, it leaks" says no; "no problem at all" does not: only a word that stands for itself is an answer. */
function yesOrNo(words: string): { fixed: boolean | null; rest: string } {
  const word = FIRST_WORD.exec(words)?.[0] ?? '';
  const after = words.slice(word.length);
  const said = YES.includes(word.toLowerCase()) ? true : NO.includes(word.toLowerCase()) ? false : null;
  const standsAlone = END_OF_SENTENCE.test(after) || POLITE.includes(trimmed(after).toLowerCase());
  return said === null || !standsAlone ? { fixed: null, rest: words } : { fixed: said, rest: trimmed(after) };
}

function trimmed(words: string): string {
  return words.replace(/^[\s.,:;!–-]+/u, '').replace(/[\s.!]+$/u, '');
}

import { JARGON } from './jargon.rules';
import { baseOf } from './language.rules';

/** Is a text easy to read (domain.md 6.6)? Remarks, not refusals: a manager may have a reason. */

export interface LanguageWarning {
  readonly kind: 'grade' | 'long_sentence' | 'jargon' | 'segments';
  /** A sentence for the person who writes the text. */
  readonly says: string;
  /** The sentence of the text that it is about; null for the whole text. */
  readonly sentence: string | null;
}

/** How many syllables an English word has. */
export type Syllables = (word: string) => number;

export const HIGHEST_GRADE = 8;
export const LONGEST_SENTENCE = 20;
/** Of fewer words the grade says nothing: one long word decides it. */
const GRADED_WORDS = 30;
/** A single sentence is judged by itself only where it is long enough, and far too hard. */
const GRADED_SENTENCE = 10;
const FAR_TOO_HARD = 12;
const MOST_SENTENCES = 3;

/**
 * What makes a text hard to read in this language (BCP 47 tag): English by its school grade, every other language by the length of its sentences, and words
 * that only offices write. Variables count as one short word each.
 */
export function languageWarnings(text: string, language: string, syllables: Syllables): LanguageWarning[] {
  const base = baseOf(language);
  const sentences = sentencesOf(text);
  const length = base === 'en' ? gradeWarnings(sentences, syllables) : lengthWarnings(sentences);
  return [...length, ...jargonWarnings(sentences, base)];
}

/** The sentences of a text. A line ends one, too: a heading and what stands below it are read apart. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => line.split(/(?<=[.!?؟…])\s+/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence.replace(/\{\{\w+\}\}/g, ' ')).length > 0);
}

function wordsOf(sentence: string): string[] {
  return sentence.replace(/\{\{\w+\}\}/g, 'it').match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

/** Flesch–Kincaid grade level (Kincaid et al. 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59. 0 for a text without words. */
export function readingGrade(sentences: readonly string[], syllables: Syllables): number {
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) return 0;
  const sounds = words.reduce((sum, word) => sum + Math.max(1, syllables(word)), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (sounds / words.length) - 15.59;
}

/** The whole text where it is too hard, with the sentences that make it so; and any one sentence that is far too hard. */
function gradeWarnings(sentences: readonly string[], syllables: Syllables): LanguageWarning[] {
  const whole = readingGrade(sentences, syllables);
  const isHard = sentences.flatMap(wordsOf).length >= GRADED_WORDS && whole > HIGHEST_GRADE;
  const hardest = sentences
    .map((sentence) => ({ sentence, grade: readingGrade([sentence], syllables), words: wordsOf(sentence).length }))
    .filter(({ grade, words }) => (isHard && grade > HIGHEST_GRADE) || (words >= GRADED_SENTENCE && grade > FAR_TOO_HARD))
    .sort((a, b) => b.grade - a.grade)
    .slice(0, MOST_SENTENCES);
  const warning = (grade: number, sentence: string | null): LanguageWarning => ({
    kind: 'grade',
    says: `${sentence === null ? 'This text' : 'This sentence'} is as hard to read as one for school year ${grade.toFixed(0)}; ${String(HIGHEST_GRADE)} is enough. Use shorter sentences and words.`,
    sentence,
  });
  return [
    ...(isHard ? [warning(whole, null)] : []),
    ...hardest.map(({ grade, sentence }) => warning(grade, sentence)),
    ...lengthWarnings(sentences),
  ];
}

function lengthWarnings(sentences: readonly string[]): LanguageWarning[] {
  return sentences.flatMap((sentence): LanguageWarning[] => {
    const count = wordsOf(sentence).length;
    if (count <= LONGEST_SENTENCE) return [];
    return [
      {
        kind: 'long_sentence',
        says: `This sentence has ${String(count)} words; ${String(LONGEST_SENTENCE)} are enough. Make two of it.`,
        sentence,
      },
    ];
  });
}

const MARKS = /[\u064B-\u0652\u0640]/g;

function jargonWarnings(sentences: readonly string[], base: string): LanguageWarning[] {
  const pattern = JARGON[base];
  if (!pattern) return [];
  return sentences.flatMap((sentence) => {
    const plain = sentence.normalize('NFC').replace(MARKS, '').replaceAll('’', "'");
    return [...new Set([...plain.matchAll(pattern)].map((match) => match[0]))].map((word): LanguageWarning => {
      return { kind: 'jargon', says: `"${word}" is a word of the office. Say it as you would say it to a neighbour.`, sentence };
    });
  });
}

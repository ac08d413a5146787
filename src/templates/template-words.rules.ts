import { BARGAINS_ABROAD } from './bargain-words.rules';

/** R5: a gesture is never a bargain. Words that would make it one are refused in texts for customers. */

/** In English. */
const BARGAINS: readonly RegExp[] = [
  /\b(?:in )?full (?:and final )?settlement\b/gi,
  /\bfinal settlement\b/gi,
  /\b(?:withdraw|drop|close|retract|cancel)\w* (?:of )?(?:your |the |this )?(?:complaint|claim|case|dispute|chargeback)\b/gi,
  /\bwaiv(?:e|es|er|ing) (?:of )?(?:your |any |all )?(?:rights?|claims?)\b/gi,
  /\b(?:your|a|an|the|leave|write|post|give|positive|good|five[- ]star|5[- ]star) (?:[\w-]+ )?(?:review|rating|stars|testimonial)s?\b/gi,
  /\b(?:review|rate|recommend) us\b/gi,
  /\b(?:in return|in exchange) for\b/gi,
  /\b(?:on (?:the )?condition|provided|as long as|only if) (?:that )?you\b/gi,
  /\bif you (?:agree|promise|accept not|do not (?:tell|post|claim|complain)|don't (?:tell|post|claim|complain)|stop|remove|delete|withdraw|drop)\b/gi,
  /\b(?:no|not make any|give up|giving up) (?:further|more|other|any)? ?(?:claims?|complaints?)\b/gi,
];

// Arabic may be written with or without them; a tatweel only stretches a word.
const VOWEL_MARKS = /[\u064B-\u0652\u0640]/g;

/**
 * The words in a text that tie a gesture to something in return: a settlement, a withdrawn complaint, a review. None for an honest text.
 * Each is returned as written, in the order of the text. Knows English, German, Spanish, French and Arabic, in whatever language the text says it is.
 */
export function conditionalWords(text: string): string[] {
  const plain = text.normalize('NFC').replace(VOWEL_MARKS, '').replaceAll('’', "'").replace(/\s+/g, ' ');
  const hits = [...BARGAINS, ...BARGAINS_ABROAD].flatMap((pattern) =>
    [...plain.matchAll(pattern)].map((match) => ({ at: match.index, words: match[0] })),
  );
  return [...new Set(hits.sort((a, b) => a.at - b.at).map(({ words }) => words))];
}

/** The refusal for such a text, naming the first words; null for an honest one. */
export function conditionProblem(text: string): string | null {
  const [first] = conditionalWords(text);
  return first === undefined ? null : `A gift must not ask for anything in return: take out "${first}".`;
}

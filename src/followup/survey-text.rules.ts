/** What a text message to our question "1 to 5" says: the mark, and the words beside it. */
export interface TextedAnswer {
  score: number;
  text: string | null;
}

const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩';
/** A lone digit at the start, as "2", "2/5", "4 of 5", "5!!" or "2: still leaks"; "2 weeks ago" and "3 times" are numbers of something else. */
const ANSWER = /^\(?([1-5])\)?(?:\s*(?:\/|of|von|de|sur|out of|من)\s*5)?(?![\d/%:.,-]*\d)(?:[\s.,:;!)–-]+|$)([\s\S]*)$/iu;
const COUNTED =
  /^(weeks?|days?|months?|years?|hours?|times?|people|men|women|euros?|dollars?|€|\$|%|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|mal|leute|días?|semanas?|meses|años?|horas?|veces|personas?|jours?|semaines?|mois|ans?|heures?|fois|personnes?|أيام|أسابيع|شهور|أشهر|سنوات|ساعات|مرات)(?![\p{L}])/iu;

/** Null where the text is no answer to the question but something that somebody wrote ("2 weeks and nothing"): that one a person reads. */
export function readTextedAnswer(raw: string): TextedAnswer | null {
  const text = raw.replace(/[٠-٩]/gu, (digit) => String(ARABIC_DIGITS.indexOf(digit))).trim();
  const [, digit, words = ''] = ANSWER.exec(text) ?? [];
  if (digit === undefined || COUNTED.test(words)) return null;
  return { score: Number(digit), text: words.trim() === '' ? null : words.trim() };
}

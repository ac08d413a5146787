/** Longer texts are cut: whoever wants nothing more says so at the beginning. */
const LONGEST = 1000;

/** One spelling for what people take for the same letter: case, accents, Arabic alefs and endings, wide and decorated letters. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ٱ/g, 'ا');
}

/**
 * The words of a text with single spaces between them and nothing else: no punctuation, no emoji, no accents. "S.T.O.P!!!" and "Stooop" are "stop",
 * "don't" is "dont".
 */
export function plainWords(text: string): string {
  return fold(text.slice(0, LONGEST))
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(?<![^ ])\p{L}(?: \p{L}(?![^ ])){2,}/gu, (letters) => letters.replaceAll(' ', ''))
    .replace(/(\p{L})\1{2,}/gu, '$1');
}

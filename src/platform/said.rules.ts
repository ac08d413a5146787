/** What the desk says to its people: English, and what another language builds the same sentence from (decision 0012). */

export type SaidValues = Readonly<Record<string, string | number>>;

export interface Said {
  code: string;
  values: SaidValues;
}

export interface Sentence extends Said {
  text: string;
}

export function sentence(code: string, text: string, values: SaidValues = {}): Sentence {
  return { code, values, text };
}

/** One sentence after the other in English, and what other languages need. */
export function spelled(...sentences: readonly Sentence[]): { text: string; said: Said[] } {
  return { text: sentences.map(({ text }) => text).join(' '), said: sentences.map(({ code, values }) => ({ code, values })) };
}

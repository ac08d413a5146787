/** Text modules: what can stand in them, and which language is used. */

const BLANKS = ['customer', 'number', 'me'] as const;
export type SnippetValues = Readonly<Record<(typeof BLANKS)[number], string>>;

const BLANK = /\{\{\s*([^{}]*?)\s*\}\}/gu;
const SPACED_BLANK = /( ?)\{\{\s*([^{}]*?)\s*\}\}/gu;

/** The first thing in double braces that nobody fills, or null. */
export function unknownBlank(text: string): string | null {
  const names = [...text.matchAll(BLANK)].map((found) => found[1] ?? '');
  return names.find((name) => !BLANKS.some((blank) => blank === name)) ?? null;
}

/** The text with its blanks filled; one without a value goes with the space before it: "Dear Ann," or "Dear,". A value is never looked through again, so that a name in double braces stays what it is. */
export function filled(text: string, values: SnippetValues): string {
  return text.replace(SPACED_BLANK, (whole, space: string, name: string) => {
    const known = BLANKS.find((blank) => blank === name);
    if (known === undefined) return whole;
    return values[known] === '' ? '' : space + values[known];
  });
}

/** Of each key the text whose language comes first in `chain` (small letters, best first); a key without any of them is left out. */
export function nearest<Snippet extends { key: string; language: string }>(
  snippets: readonly Snippet[],
  chain: readonly string[],
): Snippet[] {
  const best = new Map<string, Snippet>();
  const rank = ({ language }: Snippet): number => chain.indexOf(language.toLowerCase());
  for (const one of snippets) {
    const known = best.get(one.key);
    if (rank(one) >= 0 && (!known || rank(one) < rank(known))) best.set(one.key, one);
  }
  return [...best.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

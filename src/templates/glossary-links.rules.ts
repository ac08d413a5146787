/** Explains a difficult word once, where it stands first. */

export interface Term {
  readonly term: string;
  readonly explanation: string;
}

interface Spot {
  readonly at: number;
  readonly end: number;
  readonly term: Term;
}

/**
 * The text with a number behind the first place of each term, and the explanations below it: "… the deductible [1] …", "[1] deductible: what you pay
 * yourself". Longer terms win over shorter ones inside them; a text without any term stays as it is.
 */
export function withFootnotes(text: string, terms: readonly Term[]): string {
  const spots = firstSpots(text, terms);
  if (spots.length === 0) return text;
  let [out, from] = ['', 0];
  spots.forEach(({ end }, index) => {
    out += `${text.slice(from, end)} [${String(index + 1)}]`;
    from = end;
  });
  const notes = spots.map(({ term }, index) => `[${String(index + 1)}] ${term.term}: ${term.explanation}`);
  return `${out}${text.slice(from)}\n\n${notes.join('\n')}`;
}

/** The text as HTML, with the first place of each term as a link to its line in the glossary of `page`: an address of ours, or '' where the glossary is on the same page. */
export function withGlossaryLinks(text: string, terms: readonly Term[], page: string, escape: (text: string) => string): string {
  let [out, from] = ['', 0];
  for (const { at, end, term } of firstSpots(text, terms)) {
    out += `${escape(text.slice(from, at))}<a href="${escape(`${page}#${anchorOf(term.term)}`)}">${escape(text.slice(at, end))}</a>`;
    from = end;
  }
  return out + escape(text.slice(from));
}

/** The terms that the text has, in its order. */
export function termsIn(text: string, terms: readonly Term[]): Term[] {
  return firstSpots(text, terms).map(({ term }) => term);
}

/** Where the term's explanation stands on a page: "term-force-majeure". */
export function anchorOf(term: string): string {
  return `term-${term
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;
}

/** Where each term stands first as a whole word and in no other term, in the order of the text. */
function firstSpots(text: string, terms: readonly Term[]): Spot[] {
  const longestFirst = [...terms].sort((a, b) => b.term.length - a.term.length);
  const spots: Spot[] = [];
  for (const term of longestFirst) {
    const found = [...text.matchAll(wordPattern(term.term))].map((match) => ({
      at: match.index,
      end: match.index + match[0].length,
      term,
    }));
    const free = found.find((spot) => !spots.some((taken) => spot.at < taken.end && taken.at < spot.end));
    if (free) spots.push(free);
  }
  return spots.sort((a, b) => a.at - b.at);
}

function wordPattern(term: string): RegExp {
  const literal = term
    .trim()
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${literal}(?![\\p{L}\\p{M}\\p{N}])`, 'giu');
}

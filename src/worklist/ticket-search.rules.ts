import { type Viewer, numberIn, visibleTo } from '../tickets/visibility.rules';

/** What was typed into the search, read in every way it can be meant. */
export interface Search {
  number: number | null;
  email: string | null;
  /** E.164, one for each country that the number may have been written for. */
  phones: readonly string[];
  /** Words of a customer's name; the last may be unfinished. */
  words: readonly string[];
  /** How the title begins, in small letters. */
  title: string;
}

/**
 * Reads `q`. `phones` are the readings as a phone number, `email` the one as an address. Who may not read contact data searches by number and title
 * only: by guessing letter after letter a search would tell the whole name.
 */
export function readSearch(q: string, phones: readonly string[], email: string | null, contactData: boolean): Search {
  const text = q.trim();
  const number = numberIn(text);
  const isName = contactData && number === null && email === null && phones.length === 0;
  return {
    number,
    email: contactData ? email : null,
    phones: contactData ? phones : [],
    words: isName ? wordsOf(text) : [],
    title: text.toLowerCase(),
  };
}

/** Letters and digits only, so that nothing in them means anything to PostgreSQL's search; accents stay, as they do in its index. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** More hits than this are no answer to a search: the newest ones count. */
const MOST_HITS = 500;

/** The words of a name as PostgreSQL's search reads them: "ann bro" → `ann & bro:*`. */
function wordQuery(words: readonly string[]): string {
  return words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(' & ');
}

/** The condition under which a ticket answers the search. Every part is found by an index of its own; what cannot be seen takes nobody's place. */
export function searchCondition(search: Search, viewer: Viewer, alias: string, params: unknown[]): string {
  const value = (one: unknown): string => `$${String(params.push(one))}`;
  const newest = (from: string, where: string): string =>
    `(SELECT k.id FROM ${from} WHERE ${where} AND ${visibleTo(viewer, 'k', params)} ORDER BY k.id DESC LIMIT ${String(MOST_HITS)})`;
  const byAddress = 'address a JOIN ticket k ON k.customer_id = a.customer_id';
  const parts = [newest('ticket k', `lower(k.title) LIKE ${value(`${search.title.replace(/[\\%_]/g, '\\$&')}%`)}`)];
  if (search.number !== null) parts.push(newest('ticket k', `k.number = ${value(search.number)}`));
  if (search.email !== null) parts.push(newest(byAddress, `a.kind = 'email' AND a.value_norm = ${value(search.email)}`));
  if (search.phones.length > 0) parts.push(newest(byAddress, `a.kind = 'phone' AND a.value_norm = ANY(${value(search.phones)}::text[])`));
  if (search.words.length > 0) {
    const hit = `c.status = 'active' AND to_tsvector('simple', coalesce(c.name, '')) @@ to_tsquery('simple', ${value(wordQuery(search.words))})`;
    parts.push(newest('customer c JOIN ticket k ON k.customer_id = c.id', hit));
  }
  return `${alias}.id IN (${parts.join(' UNION ')})`;
}

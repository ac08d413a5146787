import type { TicketState } from '../lifecycle/ticket-facts.rules';

/**
 * The orders of the work lists, as SQL over a ticket's row (docs/decisions/0004). Each expression stands word for word in an index of the
 * tickets' migration, or the order of that index could not be used.
 */

export const LIVE_STATES: readonly TicketState[] = ['new', 'open', 'waiting_customer', 'fixed', 'following_up'];

/** 0 dangerous and live, 1 live, 2 done. */
export function urgencyRank(alias: string): string {
  return `(CASE WHEN ${alias}.state IN ('closed','merged','void') THEN 2 WHEN ${alias}.severity = 'S1' THEN 0 ELSE 1 END)`;
}

/** When the earliest promise of the ticket is due; never, where none runs. */
export function dueOf(alias: string): string {
  return `coalesce(${alias}.next_due_at, 'infinity'::timestamptz)`;
}

/** Only live tickets, in the form that an ordered index scan can use. */
export function isLive(alias: string): string {
  return `${urgencyRank(alias)} IN (0, 1)`;
}

export const SORTS = ['urgency', 'due', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

/** What the rows are sorted by, ending in the id, so that no two rows share a place. */
export function orderKeys(sort: Sort, alias: string): { keys: readonly string[]; direction: 'ASC' | 'DESC' } {
  const id = `${alias}.id`;
  if (sort === 'newest') return { keys: [id], direction: 'DESC' };
  return { keys: sort === 'due' ? [dueOf(alias), id] : [urgencyRank(alias), dueOf(alias), id], direction: 'ASC' };
}

/** `ORDER BY` of a list. */
export function orderBy(sort: Sort, alias: string): string {
  const { keys, direction } = orderKeys(sort, alias);
  return keys.map((key) => `${key} ${direction}`).join(', ');
}

const CASTS = { 1: ['uuid'], 2: ['timestamptz', 'uuid'], 3: ['int', 'timestamptz', 'uuid'] } as const;

/**
 * The rows behind a place: one comparison of rows, which is one range of the index however deep the page lies. Where no other rank can follow, the rank is
 * an equality: beside `rank IN (0, 1)` the comparison would be tried on every row from the first on.
 */
export function after(sort: Sort, alias: string, place: readonly unknown[], liveOnly: boolean, params: unknown[]): string {
  const [rank, ...behind] = place;
  if (sort === 'urgency' && (rank === 2 || (rank === 1 && liveOnly)))
    return `${urgencyRank(alias)} = ${String(rank)} AND ${after('due', alias, behind, liveOnly, params)}`;
  const { keys, direction } = orderKeys(sort, alias);
  const casts = CASTS[keys.length as 1 | 2 | 3];
  const values = casts.map((cast, index) => `$${String(params.push(place[index]))}::${cast}`);
  return `(${keys.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${values.join(', ')})`;
}

import { encodeCursor } from './cursor';
import { Int, Text } from './fields';

export const PAGE_SIZE = 50;

/** Which part of a list is wanted. */
export class PageQuery {
  @Int({ optional: true, min: 1, max: 100, query: true, note: 'entries in one answer, 50 if not given' })
  limit?: number;

  @Text({ optional: true, max: 1000, note: 'nextCursor of the answer before' })
  cursor?: string;
}

/** Cuts the one row too many, which was read to know whether there is more. `place` gives the order's values of a row. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly (string | number | boolean | null)[],
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null };
}

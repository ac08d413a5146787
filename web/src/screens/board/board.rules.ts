import type { View } from '../../api/client';

export type Board = View<'BoardView'>;
/** A ticket of the board. Lists that come from elsewhere know neither why nor the owner's load. */
export type BoardRow = View<'TicketRowView'> & Partial<Pick<View<'BoardRowView'>, 'why' | 'ownerLoad'>>;
export type Person = View<'StaffLoadView'>;

/** The four lists in the order of their keys 1 to 4. */
export const LISTS = ['late', 'soon', 'unowned', 'fix'] as const;
export type ListName = (typeof LISTS)[number];

const SOON_MS = 30 * 60_000;
const MOST = 1000;

export function listOf(wanted: string | undefined): ListName {
  return LISTS.find((name) => name === wanted) ?? 'late';
}

/** Of what is due soon, what is due within half an hour and not late yet. `now` in milliseconds. */
export function dueInHalfAnHour(rows: readonly BoardRow[], now: number): readonly BoardRow[] {
  return rows.filter(({ nextDueAt }) => nextDueAt !== null && Date.parse(nextDueAt) > now && Date.parse(nextDueAt) - now <= SOON_MS);
}

/** Counts stop at 1000, which then means "or more". */
export function isMost(count: number): boolean {
  return count >= MOST;
}

/** Who could take it: those who are here, least loaded first; whoever has it already is left out. */
export function takers(load: readonly Person[], rows: readonly BoardRow[]): readonly Person[] {
  const owners = new Set(rows.map(({ owner }) => owner?.id));
  const has = (person: Person): boolean => owners.size === 1 && owners.has(person.staff.id);
  return load
    .filter((person) => person.present && !has(person))
    .toSorted((a, b) => a.open - b.open || a.late - b.late || a.staff.name.localeCompare(b.staff.name));
}

/** Late share of what is open, and its length among the others, in whole percent. */
export function barOf({ open, late }: { open: number; late: number }, most: number): { late: number; rest: number } {
  const share = (count: number): number => (most === 0 ? 0 : Math.round((count / most) * 100));
  return { late: share(late), rest: share(open) - share(late) };
}

/** What may be put off from here: only the next news, by telling the customer. */
export function mayExtend({ nextClock }: BoardRow): boolean {
  return nextClock?.clock === 'update' || nextClock?.clock === 'promise';
}

import { Invalid, Missing, Refused } from '../platform/errors';
import { MOST_TWIGS, placeProblem } from './tree.rules';
import type { NamedTwig } from './twig-views.rules';

/** The row of this key or id. Throws Missing (404). */
export function rowOf<Row extends NamedTwig>(rows: readonly Row[], ref: string, what: string): Row {
  const row = rows.find((each) => each.key === ref || each.id === ref);
  if (!row) throw new Missing(`There is no ${what} "${ref}".`);
  return row;
}

/** The row that is to be above, or null for the top. Throws Invalid (400): the request names something that is not there. */
export function parentOf<Row extends NamedTwig>(rows: readonly Row[], key: string | null, what: string): Row | null {
  if (key === null) return null;
  const parent = rows.find((row) => row.key === key);
  if (!parent) throw new Invalid(`There is no ${what} "${key}".`);
  return parent;
}

/** Throws Refused (409) where the row cannot stand there, or, new, where the list is full. */
export function checkPlace(rows: readonly NamedTwig[], id: string | null, parent: NamedTwig | null): void {
  const problem = placeProblem(rows, id, parent?.id ?? null);
  if (problem !== null) throw new Refused('tree', problem);
  if (id === null && rows.length >= MOST_TWIGS)
    throw new Refused('full', `There can be at most ${String(MOST_TWIGS)}. Hidden ones count as well.`);
}

/** Throws Refused (409) where showing a row again would show nothing. */
export function checkShown(wish: boolean | undefined, parent: NamedTwig | null): void {
  if (wish === false && parent?.hidden) throw new Refused('parent_hidden', `"${parent.name}" above it is hidden. Show that one first.`);
}

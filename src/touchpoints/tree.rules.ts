/** A row of a small tree: touch points or causes. */
export interface Twig {
  id: string;
  parentId: string | null;
  /** Order among brothers, from 1. Touch points at the top have the phase as a further parent. */
  position: number;
}

/** Levels of a tree that a person can still choose from in seconds. */
export const MOST_LEVELS = 3;
/** A list that is read whole must not grow without end. */
export const MOST_TWIGS = 500;

/** Why this row cannot go under that parent, in a sentence; null where it can. `id` null is a new row. `parentId` must be of `rows`. */
export function placeProblem(rows: readonly Twig[], id: string | null, parentId: string | null): string | null {
  if (parentId === null) return null;
  const above = lineOf(rows, parentId);
  if (id !== null && above.includes(id)) return 'That would put it below itself.';
  const levels = above.length + (id === null ? 1 : heightOf(rows, id));
  return levels > MOST_LEVELS ? `The tree has at most ${String(MOST_LEVELS)} levels.` : null;
}

/** The row and all above it, from the row up. */
export function lineOf(rows: readonly Twig[], id: string): string[] {
  const parents = new Map(rows.map((row) => [row.id, row.parentId]));
  const line: string[] = [];
  // `line` is asked so that a ring, should one ever be stored, ends the walk instead of the program.
  for (let at: string | null = id; at !== null && !line.includes(at); at = parents.get(at) ?? null) line.push(at);
  return line;
}

/** Levels of the row and everything below it: 1 for a leaf. */
function heightOf(rows: readonly Twig[], id: string): number {
  return Math.max(...subtreeOf(rows, id).map((below) => lineOf(rows, below).indexOf(id) + 1));
}

/** The ids of the row and everything below it. */
export function subtreeOf(rows: readonly Twig[], id: string): string[] {
  return rows.filter((row) => lineOf(rows, row.id).includes(id)).map((row) => row.id);
}

/**
 * The brothers in their new order with `id` at `position` (from 1; past the end means last; undefined leaves a row where it is, a new one last).
 * Answers what changes: id → position, numbered from 1 without holes. `brothers` are those after the move, with or without the row itself.
 */
export function reordered(brothers: readonly Twig[], id: string, position: number | undefined): Map<string, number> {
  const sorted = [...brothers].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const before = sorted.findIndex((row) => row.id === id);
  const order = sorted.map((row) => row.id).filter((each) => each !== id);
  order.splice(position === undefined ? (before < 0 ? order.length : before) : position - 1, 0, id);
  const positions = new Map(sorted.map((row) => [row.id, row.position]));
  return new Map(order.flatMap((each, i) => (positions.get(each) === i + 1 ? [] : [[each, i + 1] as const])));
}

import { type Phase, PHASES } from './starter-touch-points.rules';
import { lineOf, type Twig } from './tree.rules';

export interface NamedTwig extends Twig {
  key: string;
  name: string;
  hidden: boolean;
  version: number;
  /** Touch points only: the top of the tree is sorted by it first. */
  phase?: Phase;
}

/** What every view of such a tree shows. */
export interface TwigShape {
  id: string;
  key: string;
  name: string;
  /** Key of the one above. */
  parent: string | null;
  level: number;
  /** Place among its brothers, from 1 without holes; at the top within its phase. */
  position: number;
  hidden: boolean;
  version: number;
}

/** The rows in reading order, each before those below it, with what the view shows of it; `hidden` is true below a hidden one as well. */
export function inReadingOrder<Row extends NamedTwig>(rows: readonly Row[]): { row: Row; shape: TwigShape }[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const below = (parentId: string | null): { row: Row; position: number }[] =>
    brothers(rows, parentId).flatMap((row, i, all) => {
      // Counted, not read: a brother who left leaves a hole in what is stored.
      const position = all.slice(0, i + 1).filter((each) => rank(each) === rank(row)).length;
      return [{ row, position }, ...below(row.id)];
    });
  return below(null).map(({ row, position }) => {
    const line = lineOf(rows, row.id);
    const { id, key, name, version } = row;
    const parent = row.parentId === null ? null : (byId.get(row.parentId)?.key ?? null);
    const hidden = line.some((each) => byId.get(each)?.hidden);
    return { row, shape: { id, key, name, parent, level: line.length, position, hidden, version } };
  });
}

function brothers<Row extends NamedTwig>(rows: readonly Row[], parentId: string | null): Row[] {
  const all = rows.filter((row) => row.parentId === parentId);
  return all.sort((a, b) => rank(a) - rank(b) || a.position - b.position || (a.id < b.id ? -1 : 1));
}

function rank(row: NamedTwig): number {
  return row.phase === undefined ? 0 : PHASES.indexOf(row.phase);
}

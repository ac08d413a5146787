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
  position: number;
  hidden: boolean;
  version: number;
}

/** The rows in reading order, each before those below it, with what the view shows of it; `hidden` is true below a hidden one as well. */
export function inReadingOrder<Row extends NamedTwig>(rows: readonly Row[]): { row: Row; shape: TwigShape }[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const below = (parentId: string | null): Row[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .sort((a, b) => rank(a) - rank(b) || a.position - b.position || (a.id < b.id ? -1 : 1))
      .flatMap((row) => [row, ...below(row.id)]);
  return below(null).map((row) => {
    const line = lineOf(rows, row.id);
    const { id, key, name, position, version } = row;
    const parent = row.parentId === null ? null : (byId.get(row.parentId)?.key ?? null);
    return {
      row,
      shape: { id, key, name, parent, level: line.length, position, hidden: line.some((each) => byId.get(each)?.hidden), version },
    };
  });
}

function rank(row: NamedTwig): number {
  return row.phase === undefined ? 0 : PHASES.indexOf(row.phase);
}

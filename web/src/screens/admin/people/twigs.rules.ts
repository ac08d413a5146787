import { MOST_LEVELS } from '../../../../../src/touchpoints/tree.rules';

/** A row of a small tree: a touch point or a cause. `hidden` is also true for what lies below a hidden one. */
export interface Twig {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly level: number;
  readonly hidden: boolean;
  readonly version: number;
  /** Touch points: at the top the phase is a further parent. */
  readonly phase?: string;
}

/** The rows that stand beside this one, itself among them, in their order. */
export function brothersOf<T extends Twig>(rows: readonly T[], row: T): readonly T[] {
  return rows.filter((one) => one.parent === row.parent && (row.parent !== null || one.phase === row.phase));
}

/** Its new place among its brothers, from 1, when it goes one up (-1) or down (1); null at the end of the line. */
export function placeAfter<T extends Twig>(rows: readonly T[], row: T, by: -1 | 1): number | null {
  const brothers = brothersOf(rows, row);
  const next = brothers.findIndex(({ key }) => key === row.key) + by;
  return next < 0 || next >= brothers.length ? null : next + 1;
}

/** What may stand above this one: neither itself nor anything below it, and nothing on the lowest level. */
export function parentsFor<T extends Twig>(rows: readonly T[], row: T | null): readonly T[] {
  const below = new Set(row ? [row.key] : []);
  for (const one of rows) if (one.parent !== null && below.has(one.parent)) below.add(one.key);
  return rows.filter((one) => !below.has(one.key) && one.level < MOST_LEVELS && !one.hidden);
}

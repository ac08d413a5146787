/**
 * Is the same failure made good alike for everybody (domain.md 5.7)? Mean cost of what was offered, by group, adjusted by direct standardisation.
 *
 * A stratum s is one failure class and severity. For a group g and everybody else o only strata are used in which both have offers, with weights
 * `w_s = N_s / Σ N_s` where N_s counts all offers of the stratum. `adjusted_g = Σ w_s · mean_gs`, `adjusted_o = Σ w_s · mean_os`, ratio = g / o.
 * So a group that merely has more serious matters is not taken for a generous one.
 *
 * Interval by the delta method on the logarithm (no chance numbers, so the same data give the same report):
 * `var(log ratio) = V_g / adjusted_g² + V_o / adjusted_o²`, `V_g = Σ w_s² · var_gs / n_gs`. A cell of one offer has no variance of its own and takes
 * that of its whole stratum. Ends: `ratio · exp(± z · √var)`, z = 1.645 for 90 % and 1.960 for 95 %.
 * Source: Breslow & Day, Statistical Methods in Cancer Research II, 1987, ch. 2 (standardised ratios and their variance).
 */

export const FAIR = { from: 0.8, to: 1.25, leastOffers: 30 } as const;

/** Few offers of very different cost: an interval from a fiftieth to fifty times as much says nothing and is left out. */
const MOST_DEVIATION = 2;

const Z90 = 1.645;
const Z95 = 1.96;

/** The offers of one group in one stratum; `variance` (n − 1 below) is null where there is only one offer. Amounts in the smallest unit. */
export interface Cell {
  group: string;
  stratum: string;
  n: number;
  mean: number;
  variance: number | null;
}

export interface Comparison {
  group: string;
  /** All offers, and their plain mean. */
  offers: number;
  meanMinor: number;
  /** Offers in strata that both sides have. */
  compared: number;
  others: number;
  /** Null where there is nothing to compare with. */
  adjustedMinor: number | null;
  othersMinor: number | null;
  ratio: number | null;
  /** Null also where it would say nothing. */
  interval90: [number, number] | null;
  interval95: [number, number] | null;
  /** The ratio is outside 0.8 to 1.25, with 30 offers or more on both sides. */
  flagged: boolean;
}

type Pool = Omit<Cell, 'group' | 'stratum'>;

/** Several cells as one: the variance inside of them and that between their means. */
export function pooled(cells: readonly Pool[]): Pool {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  const mean = n === 0 ? 0 : cells.reduce((sum, cell) => sum + cell.n * cell.mean, 0) / n;
  const squares = cells.reduce((sum, cell) => sum + (cell.n - 1) * (cell.variance ?? 0) + cell.n * (cell.mean - mean) ** 2, 0);
  return { n, mean, variance: n > 1 ? squares / (n - 1) : null };
}

interface Side {
  adjusted: number;
  variance: number;
  offers: number;
}

function side(strata: readonly { cell: Pool; weight: number; spread: number }[]): Side {
  let [adjusted, variance, offers] = [0, 0, 0];
  for (const { cell, weight, spread } of strata) {
    adjusted += weight * cell.mean;
    variance += (weight * weight * (cell.variance ?? spread)) / cell.n;
    offers += cell.n;
  }
  return { adjusted, variance, offers };
}

function compared(group: string, cells: readonly Cell[]): [Side, Side] {
  const strata = [...new Set(cells.map(({ stratum }) => stratum))].flatMap((stratum) => {
    const all = cells.filter((cell) => cell.stratum === stratum);
    const [own, rest] = [pooled(all.filter((cell) => cell.group === group)), pooled(all.filter((cell) => cell.group !== group))];
    const { n, variance } = pooled(all);
    return own.n > 0 && rest.n > 0 ? [{ own, rest, n, spread: variance ?? 0 }] : [];
  });
  const total = strata.reduce((sum, { n }) => sum + n, 0);
  const of = (which: 'own' | 'rest'): Side => side(strata.map((one) => ({ cell: one[which], weight: one.n / total, spread: one.spread })));
  return [of('own'), of('rest')];
}

function interval(ratio: number | null, deviation: number, z: number): [number, number] | null {
  if (ratio === null || deviation > MOST_DEVIATION) return null;
  return [ratio * Math.exp(-z * deviation), ratio * Math.exp(z * deviation)];
}

function comparison(group: string, cells: readonly Cell[]): Comparison {
  const plain = pooled(cells.filter((cell) => cell.group === group));
  const [own, rest] = compared(group, cells);
  const ratio = own.adjusted > 0 && rest.adjusted > 0 ? own.adjusted / rest.adjusted : null;
  const deviation = ratio === null ? 0 : Math.sqrt(own.variance / own.adjusted ** 2 + rest.variance / rest.adjusted ** 2);
  const enough = own.offers >= FAIR.leastOffers && rest.offers >= FAIR.leastOffers;
  return {
    group,
    offers: plain.n,
    meanMinor: plain.mean,
    compared: own.offers,
    others: rest.offers,
    adjustedMinor: own.offers > 0 ? own.adjusted : null,
    othersMinor: rest.offers > 0 ? rest.adjusted : null,
    ratio,
    interval90: interval(ratio, deviation, Z90),
    interval95: interval(ratio, deviation, Z95),
    flagged: enough && ratio !== null && (ratio < FAIR.from || ratio > FAIR.to),
  };
}

/** Each group against all others, the dearest first. Cells must be of one currency. */
export function compareGroups(cells: readonly Cell[]): Comparison[] {
  const groups = [...new Set(cells.map(({ group }) => group))];
  return groups
    .map((group) => comparison(group, cells))
    .sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1) || a.group.localeCompare(b.group));
}

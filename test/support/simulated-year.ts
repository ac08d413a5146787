import { chanceAfter, type Evidence, isClearlyWorse, isFrozen, poolOf, priorOf, weightOf } from '../../src/learning/learning.rules';
import { MATCH } from '../../src/learning/match.rules';
import { RECOVERED_UNITS, scoreFrom } from '../../src/learning/score.rules';
import type { GestureClass, GestureTypeFacts } from '../../src/catalogue/gesture-type-facts.rules';
import { FAILURE_CLASSES } from '../../src/touchpoints/failure-class.rules';
import { STARTERS } from './one-up-facts';

/**
 * A year of a desk that never was (domain.md 5.8): six kinds of failure, eight gifts, 45 % of outcomes known and 10 days late, staff who take rank 1, 2
 * or 3 in 60, 25 and 15 %. The learner is that of the desk; only the truth is made up. Days are reckoned with whole counts, so that many years fit
 * into a second.
 */

export type Truth = 'table right' | 'table wrong' | 'gestures alike';

export interface YearWish {
  truth: Truth;
  ticketsADay: number;
  seed: number;
  priorCases: number;
}

export interface Year {
  /** What each ticket brought more than by the match table alone, in units. */
  gain: number;
  /** Learned numbers at the end of each quarter, for a look at the real ranking. */
  quarters: Evidence[][][];
}

const DAYS = 365;
const KNOWN = 0.45;
const LATE_DAYS = 10;
const TAKEN: readonly number[] = [0.6, 0.25, 0.15];
/** How far the truth of one gift is off what is believed or alike: a few points. */
const SCATTER = 0.03;

export const GIFTS: readonly GestureTypeFacts[] = [
  'oil_change',
  'car_wash',
  'product_gift',
  'manager_call',
  'courier',
  'priority_slot',
  'credit_10',
  'extra_cover_6m',
].flatMap((code) => STARTERS.filter((type) => type.code === code));

/** Five rows are the desk's table; the sixth failure is one that no gift fits better than another. */
const ROWS: readonly Readonly<Record<GestureClass, number>>[] = [
  ...FAILURE_CLASSES.map((failure) => MATCH[failure]),
  { money_now: 0, money_later: 0, goods: 0, service: 0, attention: 0, time: 0 },
];
export const BELIEVED: readonly (readonly number[])[] = ROWS.map((row) => GIFTS.map((gift) => row[gift.class]));

/** Small, quick and the same everywhere (mulberry32). */
export function chanceOfSeed(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function scattered(random: () => number): number {
  // the sum of twelve is near enough to a normal distribution
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random();
  return sum * SCATTER;
}

/** The true chance of each gift after each failure. Wrong: what the table says of the best fits belongs to other gifts. */
function truthOf(truth: Truth, random: () => number): number[][] {
  return BELIEVED.map((row) => {
    const centre = 0.55 + 0.1 * random();
    if (truth === 'gestures alike') return row.map(() => centre);
    if (truth === 'table right') return row.map((match) => centre + match + scattered(random));
    return row.map((match) => centre - match + scattered(random));
  });
}

function ranksOf(evidence: readonly Evidence[], believed: readonly number[], priorCases: number): number[] {
  const pool = poolOf(evidence.map((one, g) => ({ ...one, match: believed[g] ?? 0 })));
  const chances = evidence.map((one, g) => chanceAfter(priorOf(pool, believed[g] ?? 0), one, priorCases));
  const scores = GIFTS.map((gift, g) => scoreFrom(chances[g] ?? 0, RECOVERED_UNITS, gift));
  const best = chances.reduce((top, chance, g) => (chance > (chances[top] ?? 0) ? g : top), 0);
  const atBest = { chance: chances[best] ?? 0, n: evidence[best]?.n ?? 0 };
  return GIFTS.map((_gift, g) => g)
    .filter((g) => !isClearlyWorse({ chance: chances[g] ?? 0, n: evidence[g]?.n ?? 0 }, atBest, priorCases))
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

/** What one ticket is worth on average, when staff choose among the first three as they do. */
function worthOf(ranks: readonly number[], chances: readonly number[]): number {
  const worth = (g: number): number => (chances[g] ?? 0) * RECOVERED_UNITS - (GIFTS[g]?.costMinor ?? 0) / 100;
  const shown = ranks.slice(0, TAKEN.length);
  const whole = shown.reduce((sum, _g, index) => sum + (TAKEN[index] ?? 0), 0);
  return shown.reduce((sum, g, index) => sum + ((TAKEN[index] ?? 0) / whole) * worth(g), 0);
}

function takenOf(ranks: readonly number[], random: () => number): number {
  const at = random();
  const index = at < 0.6 ? 0 : at < 0.85 ? 1 : 2;
  return ranks[Math.min(index, ranks.length - 1)] ?? 0;
}

interface Case {
  failure: number;
  gift: number;
  won: boolean;
}

const nothing = (): Evidence[][] => BELIEVED.map((row) => row.map(() => ({ s: 0, n: 0 })));

/** One year with this learner; the same seed gives the same year. */
export function simulatedYear({ truth, ticketsADay, seed, priorCases }: YearWish): Year {
  const random = chanceOfSeed(seed);
  const chances = truthOf(truth, random);
  const aDay = weightOf(1);
  const seen = nothing();
  let ranks = BELIEVED.map((row, f) => ranksOf(seen[f] ?? [], row, priorCases));
  const byTable = ranks;
  const arriving: Case[][] = [];
  const quarters: Evidence[][][] = [];
  let gain = 0;
  for (let day = 0; day < DAYS; day += 1) {
    for (const row of seen) for (const one of row) [one.s, one.n] = [one.s * aDay, one.n * aDay];
    for (const { failure, gift, won } of arriving[day] ?? []) {
      const one = seen[failure]?.[gift];
      // ten days late, a case is ten days old
      if (one) [one.s, one.n] = [one.s + (won ? weightOf(LATE_DAYS) : 0), one.n + weightOf(LATE_DAYS)];
    }
    const recent = arriving.slice(Math.max(0, day - 29), day + 1).reduce((sum, cases) => sum + cases.length, 0);
    const offered = Math.min(day, 30) * ticketsADay;
    if (!isFrozen({ known: recent, offered })) ranks = BELIEVED.map((row, f) => ranksOf(seen[f] ?? [], row, priorCases));
    const later: Case[] = (arriving[day + LATE_DAYS] = []);
    for (let i = 0; i < ticketsADay; i += 1) {
      const failure = Math.floor(random() * BELIEVED.length);
      gain += worthOf(ranks[failure] ?? [], chances[failure] ?? []) - worthOf(byTable[failure] ?? [], chances[failure] ?? []);
      const gift = takenOf(ranks[failure] ?? [], random);
      const won = random() < (chances[failure]?.[gift] ?? 0);
      if (random() < KNOWN) later.push({ failure, gift, won });
    }
    if (day % 91 === 90) quarters.push(seen.map((row) => row.map((one) => ({ ...one }))));
  }
  return { gain: gain / (DAYS * ticketsADay), quarters };
}

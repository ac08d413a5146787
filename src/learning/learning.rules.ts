/**
 * How much is believed of what happened before (domain.md 5.8): a careful mean, never a gamble. A prior of 90 cases, because true differences between
 * gifts are a few points and a weak prior chases noise (test/support/simulated-year.ts shows it).
 */

/** So many cases the match table counts for. */
export const PRIOR_CASES = 90;
const POOL_CASES = 20;
const POOL_CHANCE = 0.6;
const LEAST_CHANCE = 0.02;
const MOST_CHANCE = 0.98;
/** From so many known cases a location speaks for itself, and so many cases all locations then count for. */
export const LOCAL_CASES = 60;
const HALF_LIFE_DAYS = 365;
/** Both ends of a 90 % interval, and one end of 95 %, of a normal distribution. */
const Z = 1.645;

/** Known outcomes of a gift, each weighted by its age: `s` won back of `n`. */
export interface Evidence {
  s: number;
  n: number;
}

/** What a case counts for after so many days: half after a year. */
export function weightOf(ageDays: number): number {
  return 0.5 ** (ageDays / HALF_LIFE_DAYS);
}

/** The pooled centre of a kind of failure: (20 · 0.60 + Σ(S − N · match)) / (20 + ΣN). */
export function poolOf(gifts: readonly (Evidence & { match: number })[]): number {
  const won = gifts.reduce((sum, { s, n, match }) => sum + s - n * match, POOL_CASES * POOL_CHANCE);
  return won / gifts.reduce((sum, { n }) => sum + n, POOL_CASES);
}

/** What is believed of a gift before its own cases: clip(pool + bonus, .02, .98). `bonus`: the match, and what corrects it on this ticket. */
export function priorOf(pool: number, bonus: number): number {
  return Math.min(MOST_CHANCE, Math.max(LEAST_CHANCE, pool + bonus));
}

/** The chance of winning the customer back: (90 · prior + S) / (90 + N). */
export function chanceAfter(prior: number, { s, n }: Evidence, priorCases = PRIOR_CASES): number {
  return (priorCases * prior + s) / (priorCases + n);
}

/** The same at one location, which is heard from 60 known cases on: (60 · chance + S) / (60 + N) with S and N of there. */
export function chanceHere(chance: number, here: Evidence | undefined): number {
  return here === undefined || here.n < LOCAL_CASES ? chance : (LOCAL_CASES * chance + here.s) / (LOCAL_CASES + here.n);
}

function spreadOf(chance: number, n: number, priorCases: number): number {
  return Math.sqrt((chance * (1 - chance)) / (priorCases + 1 + n));
}

/** The 90 % interval of a chance: ± 1.645 · sqrt(p(1 − p) / (91 + N)), inside 0 to 1. */
export function intervalOf(chance: number, n: number, priorCases = PRIOR_CASES): { low: number; high: number } {
  const half = Z * spreadOf(chance, n, priorCases);
  return { low: Math.max(0, chance - half), high: Math.min(1, chance + half) };
}

const ENOUGH_TO_JUDGE = 30;
const CLEARLY_WORSE = 0.1;

/**
 * Is this gift to be taken out: from 30 known cases, where P(p < best − .10) > .95? A normal approximation of the difference of the two chances,
 * with the variances of the intervals above, so that a best that is itself uncertain takes nothing out.
 */
export function isClearlyWorse(
  gift: { chance: number; n: number },
  best: { chance: number; n: number },
  priorCases = PRIOR_CASES,
): boolean {
  if (gift.n < ENOUGH_TO_JUDGE) return false;
  const spread = Math.hypot(spreadOf(gift.chance, gift.n, priorCases), spreadOf(best.chance, best.n, priorCases));
  return best.chance - CLEARLY_WORSE - gift.chance > Z * spread;
}

const ENOUGH_SHARE = 0.15;
const ENOUGH_CASES = 20;

/** What became known in the last 30 days: outcomes that were decided, and offers that were made, in that time. */
export interface RecentCases {
  known: number;
  offered: number;
}

/** The share of offers whose outcome is known, at most 1; null where nothing was offered. */
export function knownShare({ known, offered }: RecentCases): number | null {
  return offered === 0 ? null : Math.min(1, known / offered);
}

/** With too few answers one learns from the few who answer: below 15 % or 20 cases in 30 days the last good numbers stay. */
export function isFrozen(recent: RecentCases): boolean {
  return recent.known < ENOUGH_CASES || (knownShare(recent) ?? 0) < ENOUGH_SHARE;
}

import { BELIEVED, chanceOfSeed, GIFTS, simulatedYear, type Truth, type Year } from '../../test/support/simulated-year';
import { oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { NOW } from '../../test/support/ticket-facts';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { PRIOR_CASES } from '../learning/learning.rules';
import { type Learned, NOTHING_LEARNED } from '../learning/score.rules';
import { FAILURE_CLASSES } from '../touchpoints/failure-class.rules';
import { rank } from './ranking.rules';

/* The gate of domain.md 5.8 for any change of the learner: 20 years each, the same ones every time. */

const RUNS = 20;

const known = new Map<string, Year[]>();

/** Asked for twice they are reckoned once. */
function years(truth: Truth, ticketsADay: number, priorCases = PRIOR_CASES): Year[] {
  const key = [truth, ticketsADay, priorCases].join();
  const all =
    known.get(key) ?? Array.from({ length: RUNS }, (_, run) => simulatedYear({ truth, ticketsADay, seed: 1000 + run, priorCases }));
  known.set(key, all);
  return all;
}

function mean(all: readonly Year[]): number {
  return all.reduce((sum, { gain }) => sum + gain, 0) / all.length;
}

function worst(all: readonly Year[]): number {
  return Math.min(...all.map(({ gain }) => gain));
}

describe('a year of learning, in units of currency per ticket against the match table alone', () => {
  test.each([
    ['table right', 20],
    ['table right', 2],
    ['gestures alike', 20],
    ['gestures alike', 2],
  ] as const)('%s, %i tickets a day: nothing is lost by listening', (truth, ticketsADay) => {
    const all = years(truth, ticketsADay);
    expect(mean(all)).toBeGreaterThanOrEqual(-0.25);
    expect(worst(all)).toBeGreaterThanOrEqual(-1.5);
  });

  test('table wrong, 20 tickets a day: it is found out within the year', () => {
    expect(mean(years('table wrong', 20))).toBeGreaterThanOrEqual(1.5);
  });

  test('a prior of 8 cases would chase noise: it loses where the table is right, and does not pass', () => {
    const [hasty, careful] = [years('table right', 20, 8), years('table right', 20)];
    expect(mean(hasty)).toBeLessThan(-0.25);
    expect(worst(hasty)).toBeLessThan(-1.5);
    expect(mean(careful)).toBeGreaterThan(mean(hasty) + 0.5);
  });

  test('the same seed is the same year', () => {
    const wish = { truth: 'table wrong', ticketsADay: 2, seed: 7, priorCases: PRIOR_CASES } as const;
    expect(simulatedYear(wish)).toEqual(simulatedYear(wish));
  });
});

/** What the desk would have learned by then about one kind of failure. */
function learnedAt(quarter: Year['quarters'][number], failure: number, random: () => number): Learned {
  const types = GIFTS.map(({ code, class: kind }, g) => {
    const { s, n } = quarter[failure]?.[g] ?? { s: 0, n: 0 };
    return { code, class: kind, s, n, rawS: Math.round(s), rawN: Math.round(n) };
  });
  const takenOut = random() < 0.2 ? [GIFTS[Math.floor(random() * GIFTS.length)]?.code ?? ''] : [];
  return { ...NOTHING_LEARNED, run: 1, types, here: types, takenOut };
}

function anyTicket(random: () => number): OneUpFacts {
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const until = new Date('2027-01-01T05:00:00Z');
  return oneUpFacts({
    severity: one(['S2', 'S3', 'S4']),
    failureClass: one(FAILURE_CLASSES),
    mood: one(['calm', 'angry']),
    fault: one(['ours', 'ours', 'not_ours']),
    priceMinor: one([null, 3_000, 10_000, 40_000]),
    redressMinor: one([0, 0, 2_000]),
    holds: one([[], [], [], [{ kind: 'legal' as const }]]),
    stockLeft: one<Record<string, number>>([{}, { product_gift: 0 }]),
    budgetLeft: one([{}, { service: { leftMinor: 500, until } }, { money_now: { leftMinor: 0, until } }]),
  });
}

const CAPS: Readonly<Record<string, number>> = { S2: 7_500, S3: 2_500, S4: 1_000 };

/** What must never be suggested, said once more without the program's own rules. */
function broken(facts: OneUpFacts, learned: Learned): string[] {
  const { ranked } = rank(STARTERS, facts, NOW, { learned });
  return ranked.flatMap(({ code, costMinor, faceMinor }) => {
    const type = STARTERS.find((other) => other.code === code);
    const isMoney = type?.class === 'money_now' || type?.class === 'money_later';
    const floor = Math.max(500, 0.05 * (facts.priceMinor ?? 0));
    const budget = type ? facts.budgetLeft[type.class] : undefined;
    return [
      ...(costMinor > (CAPS[facts.severity] ?? 0) ? ['cost cap'] : []),
      ...(isMoney && faceMinor < floor ? ['floor'] : []),
      ...(facts.holds.length > 0 ? ['hold'] : []),
      ...(facts.stockLeft[code] === 0 ? ['stock'] : []),
      ...(budget !== undefined && costMinor > budget.leftMinor ? ['budget'] : []),
      ...(learned.takenOut.includes(code) ? ['taken out'] : []),
    ];
  });
}

test('whatever is learned, cost cap, floor, holds, stock and budget are broken 0 times in 2,000 rankings', () => {
  const random = chanceOfSeed(42);
  const quarters = years('table wrong', 20).flatMap((year) => year.quarters);
  expect(quarters.length).toBe(RUNS * 4);
  const found: string[] = [];
  for (let ticket = 0; ticket < 2000; ticket += 1) {
    const quarter = quarters[ticket % quarters.length] ?? [];
    const facts = anyTicket(random);
    found.push(...broken(facts, learnedAt(quarter, FAILURE_CLASSES.indexOf(facts.failureClass), random)));
  }
  expect(found).toEqual([]);
  expect(BELIEVED).toHaveLength(6);
});

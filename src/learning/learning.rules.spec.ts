import fc from 'fast-check';
import { chanceAfter, chanceHere, intervalOf, isClearlyWorse, isFrozen, knownShare, poolOf, priorOf, weightOf } from './learning.rules';

const cases = fc.integer({ min: 0, max: 3000 }).chain((n) => fc.record({ n: fc.constant(n), s: fc.integer({ min: 0, max: n }) }));
const match = fc.integer({ min: -10, max: 10 }).map((points) => points / 100);
const gifts = fc.array(
  fc.tuple(cases, match).map(([evidence, bonus]) => ({ ...evidence, match: bonus })),
  { maxLength: 12 },
);

/** The formulas of domain.md 5.8 once more, written down as plainly as they stand there. */
function straight(
  all: readonly { s: number; n: number; match: number }[],
  g: number,
  modifiers: number,
  here: { s: number; n: number } | null,
) {
  let above = 20 * 0.6;
  let below = 20;
  for (const one of all) {
    above += one.s - one.n * one.match;
    below += one.n;
  }
  const own = all[g] ?? { s: 0, n: 0, match: 0 };
  let m0 = above / below + own.match + modifiers;
  if (m0 < 0.02) m0 = 0.02;
  if (m0 > 0.98) m0 = 0.98;
  const p = (90 * m0 + own.s) / (90 + own.n);
  const local = here !== null && here.n >= 60 ? (60 * p + here.s) / (60 + here.n) : p;
  return { p, local, half: 1.645 * Math.sqrt((p * (1 - p)) / (91 + own.n)) };
}

test('chance and interval are those of the design, whatever was counted (law)', () => {
  fc.assert(
    fc.property(gifts, fc.nat({ max: 11 }), match, fc.option(cases), (all, pick, modifiers, here) => {
      const g = all.length === 0 ? 0 : pick % all.length;
      const own = all[g] ?? { s: 0, n: 0, match: 0 };
      const chance = chanceAfter(priorOf(poolOf(all), own.match + modifiers), own);
      const expected = straight(all, g, modifiers, here);
      expect(chance).toBeCloseTo(expected.p, 12);
      expect(chanceHere(chance, here ?? undefined)).toBeCloseTo(expected.local, 12);
      const { low, high } = intervalOf(chance, own.n);
      expect(low).toBeCloseTo(Math.max(0, expected.p - expected.half), 12);
      expect(high).toBeCloseTo(Math.min(1, expected.p + expected.half), 12);
    }),
  );
});

test('one example a person can check: 41 cases, 29 of them won back, after a failed service repaid with a service', () => {
  const pool = poolOf([{ s: 29, n: 41, match: 0.08 }]);
  expect(pool).toBeCloseTo((12 + 29 - 41 * 0.08) / 61, 12);
  expect(chanceAfter(priorOf(pool, 0.08), { s: 29, n: 41 })).toBeCloseTo((90 * (pool + 0.08) + 29) / 131, 12);
});

test('without a single case the chance is 0.60 and the match', () => {
  expect(chanceAfter(priorOf(poolOf([]), 0.08), { s: 0, n: 0 })).toBeCloseTo(0.68, 12);
});

test('one more customer won back never lowers a chance, one lost never raises it (law)', () => {
  fc.assert(
    fc.property(cases, match, ({ s, n }, bonus) => {
      const after = (won: number): number =>
        chanceAfter(priorOf(poolOf([{ s: s + won, n: n + 1, match: bonus }]), bonus), { s: s + won, n: n + 1 });
      expect(after(1)).toBeGreaterThan(after(0));
    }),
  );
});

test('a case of a year ago counts half', () => {
  expect(weightOf(0)).toBe(1);
  expect(weightOf(365)).toBe(0.5);
  expect(weightOf(730)).toBe(0.25);
});

test('a location speaks for itself from 60 known cases on', () => {
  expect(chanceHere(0.6, { s: 59, n: 59 })).toBe(0.6);
  expect(chanceHere(0.6, { s: 60, n: 60 })).toBeCloseTo(0.8, 12);
});

test('a gift is taken out only where it is clearly worse than the best, and never before 30 cases', () => {
  const best = { chance: 0.7, n: 400 };
  expect(isClearlyWorse({ chance: 0.4, n: 29 }, best)).toBe(false);
  expect(isClearlyWorse({ chance: 0.4, n: 200 }, best)).toBe(true);
  expect(isClearlyWorse({ chance: 0.6, n: 5000 }, best)).toBe(false);
  expect(isClearlyWorse({ chance: 0.54, n: 60 }, best)).toBe(false);
  expect(isClearlyWorse(best, best)).toBe(false);
});

test('learning stands still with less than 20 answers or 15 in 100 within 30 days', () => {
  expect(isFrozen({ known: 19, offered: 40 })).toBe(true);
  expect(isFrozen({ known: 20, offered: 40 })).toBe(false);
  expect(isFrozen({ known: 29, offered: 200 })).toBe(true);
  expect(isFrozen({ known: 30, offered: 200 })).toBe(false);
  expect(isFrozen({ known: 0, offered: 0 })).toBe(true);
  expect(knownShare({ known: 0, offered: 0 })).toBeNull();
  expect(knownShare({ known: 5, offered: 4 })).toBe(1);
});

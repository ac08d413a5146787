import fc from 'fast-check';
import { gestureType, oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { FAILURE_CLASSES } from '../touchpoints/failure-class.rules';
import { GESTURE_CLASSES } from '../catalogue/gesture-type-facts.rules';
import { MATCH, modifiersOf } from './match.rules';
import { expectedCostUnits, type LearnedType, MODEL, NOTHING_LEARNED, scorerFor } from './score.rules';

test('the match table is that of the design', () => {
  const table = FAILURE_CLASSES.map((failure) => GESTURE_CLASSES.map((gift) => Math.round(MATCH[failure][gift] * 100)));
  expect(table).toEqual([
    [8, 4, 0, 0, -3, 0],
    [4, 1, 8, 2, 0, 0],
    [3, 0, 0, 8, 2, 3],
    [0, -2, 2, 3, 8, 0],
    [2, 0, 0, 4, 2, 8],
  ]);
});

test('an angry customer counts attention more, a failed fix counts it more and money less, no fault of ours counts money less', () => {
  const bonus = (gift: (typeof GESTURE_CLASSES)[number], over: Parameters<typeof oneUpFacts>[0]): number =>
    Math.round(modifiersOf(gift, oneUpFacts(over)).reduce((sum, one) => sum + one.bonus, 0) * 100);
  expect(bonus('attention', { mood: 'angry' })).toBe(3);
  expect(bonus('attention', { mood: 'angry', cycle: 2 })).toBe(9);
  expect(bonus('money_later', { cycle: 3 })).toBe(-4);
  expect(bonus('money_now', { cycle: 2, fault: 'not_ours' })).toBe(-8);
  expect(bonus('service', { mood: 'angry', cycle: 2, fault: 'not_ours' })).toBe(0);
  expect(bonus('attention', { mood: 'upset' })).toBe(0);
  expect(scorerFor(oneUpFacts({ mood: 'angry', cycle: 2 })).chanceOf(gestureType({ class: 'attention' }))).toBeCloseTo(
    0.6 + 0.02 + 0.03 + 0.06,
    9,
  );
  expect(scorerFor(oneUpFacts({ cycle: 2, fault: 'not_ours' })).chanceOf(gestureType({ class: 'money_now' }))).toBeCloseTo(
    0.6 + 0.03 - 0.04 - 0.04,
    9,
  );
});

test('the score is the chance times 120, less the expected cost and half a unit per day', () => {
  const oilChange = STARTERS.find(({ code }) => code === 'oil_change');
  const card = STARTERS.find(({ code }) => code === 'card');
  if (!oilChange || !card) throw new Error('The catalogue lost a gift.');
  expect(scorerFor(oneUpFacts()).scoreOf(oilChange)).toBeCloseTo(0.68 * 120 - 18, 9);
  expect(scorerFor(oneUpFacts()).scoreOf(card)).toBeCloseTo(0.62 * 120 - 2 - 1.5, 9);
});

test('a voucher costs only where it is used, everything else costs in full', () => {
  expect(expectedCostUnits({ costMinor: 900, fulfilment: 'code', redemptionRate: 0.4 })).toBeCloseTo(3.6, 9);
  expect(expectedCostUnits({ costMinor: 900, fulfilment: 'code', redemptionRate: null })).toBe(9);
  expect(expectedCostUnits({ costMinor: 900, fulfilment: 'handover', redemptionRate: 0.4 })).toBe(9);
});

test('a chance stays between 2 and 98 percent, and mood never changes the value of anything but attention (law)', () => {
  const facts = fc.record({
    failureClass: fc.constantFrom(...FAILURE_CLASSES),
    mood: fc.constantFrom('calm' as const, 'upset' as const, 'angry' as const),
    cycle: fc.integer({ min: 1, max: 9 }),
    fault: fc.constantFrom('ours' as const, 'not_ours' as const),
  });
  fc.assert(
    fc.property(facts, fc.constantFrom(...GESTURE_CLASSES), (some, gift) => {
      const type = gestureType({ class: gift });
      const chance = scorerFor(oneUpFacts(some)).chanceOf(type);
      expect(chance).toBeGreaterThanOrEqual(0.02);
      expect(chance).toBeLessThanOrEqual(0.98);
      if (gift === 'attention') return;
      const scoreWhen = (mood: 'angry' | 'calm'): number => scorerFor(oneUpFacts({ ...some, mood })).scoreOf(type);
      expect(scoreWhen('angry')).toBe(scoreWhen('calm'));
    }),
  );
});

describe('with cases', () => {
  const service = gestureType({ code: 'wash', class: 'service', costMinor: 600 });
  const money = gestureType({ code: 'credit', class: 'money_now', costMinor: 1000 });
  const cases = (type: typeof service, s: number, n: number): LearnedType => ({
    code: type.code,
    class: type.class,
    s,
    n,
    rawS: s,
    rawN: n,
  });

  /** Straight from domain.md 5.8, for these two gifts. */
  function straight(wash: [number, number], credit: [number, number], here: [number, number], bonus: number, value: number): number {
    const pool = (20 * 0.6 + (wash[0] - wash[1] * 0.08) + (credit[0] - credit[1] * 0.03)) / (20 + wash[1] + credit[1]);
    const prior = Math.max(0.02, Math.min(0.98, pool + 0.03 + bonus));
    const everywhere = (90 * prior + credit[0]) / (90 + credit[1]);
    const chance = here[1] >= 60 ? (60 * everywhere + here[0]) / (60 + here[1]) : everywhere;
    return chance * value - 10;
  }

  test('the score is the formula of the design, with the corrections of the ticket inside the prior (law)', () => {
    const count = fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 900, noNaN: true }))
      .map(([share, n]): [number, number] => [share * n, n]);
    const value = fc.option(fc.integer({ min: 1, max: 5000 }));
    fc.assert(
      fc.property(count, count, count, fc.constantFrom('ours' as const, 'not_ours' as const), value, (wash, credit, here, fault, units) => {
        const learned = {
          ...NOTHING_LEARNED,
          recoveredUnits: units,
          types: [cases(service, ...wash), cases(money, ...credit)],
          here: [cases(money, ...here)],
        };
        const score = scorerFor(oneUpFacts({ fault }), learned).scoreOf(money);
        expect(score).toBeCloseTo(straight(wash, credit, here, fault === 'not_ours' ? -0.04 : 0, units ?? 120), 6);
      }),
    );
  });

  test('many cases outweigh what a mood would add', () => {
    const call = gestureType({ code: 'call', class: 'attention' });
    const learned = { ...NOTHING_LEARNED, types: [cases(call, 100, 2000)] };
    const lift = (some: typeof learned): number =>
      scorerFor(oneUpFacts({ mood: 'angry' }), some).chanceOf(call) - scorerFor(oneUpFacts(), some).chanceOf(call);
    expect(lift({ ...learned, types: [] })).toBeCloseTo(0.03, 9);
    expect(lift(learned)).toBeLessThan(0.002);
  });

  test('a smaller prior listens sooner', () => {
    const learned = { ...NOTHING_LEARNED, types: [cases(money, 0, 8)] };
    const chance = (priorCases: number): number => scorerFor(oneUpFacts(), learned, { ...MODEL, priorCases }).chanceOf(money);
    expect(chance(8)).toBeLessThan(chance(90) - 0.1);
  });
});

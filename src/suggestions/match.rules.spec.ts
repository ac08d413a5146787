import fc from 'fast-check';
import { gestureType, oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { FAILURE_CLASSES } from '../touchpoints/failure-class.rules';
import { GESTURE_CLASSES } from '../catalogue/gesture-type-facts.rules';
import { chanceOf, expectedCostUnits, matchOf, modifiersOf, scoreOf } from './match.rules';

test('the match table is that of the design', () => {
  const table = FAILURE_CLASSES.map((failure) => GESTURE_CLASSES.map((gift) => Math.round(matchOf(failure, gift) * 100)));
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
  expect(chanceOf('attention', oneUpFacts({ mood: 'angry', cycle: 2 }))).toBeCloseTo(0.6 + 0.02 + 0.03 + 0.06, 9);
  expect(chanceOf('money_now', oneUpFacts({ cycle: 2, fault: 'not_ours' }))).toBeCloseTo(0.6 + 0.03 - 0.04 - 0.04, 9);
});

test('the score is the chance times 120, less the expected cost and half a unit per day', () => {
  const oilChange = STARTERS.find(({ code }) => code === 'oil_change');
  const card = STARTERS.find(({ code }) => code === 'card');
  if (!oilChange || !card) throw new Error('The catalogue lost a gift.');
  expect(scoreOf(oilChange, oneUpFacts())).toBeCloseTo(0.68 * 120 - 18, 9);
  expect(scoreOf(card, oneUpFacts())).toBeCloseTo(0.62 * 120 - 2 - 1.5, 9);
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
      const chance = chanceOf(gift, oneUpFacts(some));
      expect(chance).toBeGreaterThanOrEqual(0.02);
      expect(chance).toBeLessThanOrEqual(0.98);
      if (gift === 'attention') return;
      const type = gestureType({ class: gift });
      expect(scoreOf(type, oneUpFacts({ ...some, mood: 'angry' }))).toBe(scoreOf(type, oneUpFacts({ ...some, mood: 'calm' })));
    }),
  );
});

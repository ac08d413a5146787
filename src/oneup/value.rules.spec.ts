import { gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { actor } from '../../test/support/ticket-facts';
import { SEVERITIES } from '../clocks/clock.rules';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import { costCapMinor, valueProblem, worthCapMinor } from './value.rules';
import { moneyFloorMinor } from '../catalogue/gesture-type.rules';

function ask(facts: Partial<OneUpFacts>, type: Partial<GestureTypeFacts> = {}): string | null {
  const found = valueProblem(gestureType(type), oneUpFacts(facts));
  return typeof found === 'string' || found === null ? found : `${found.needs}: ${found.why}`;
}

test('R6: the cost is capped by how bad it was: 10, 25, 75, and a manager decides on danger', () => {
  expect(SEVERITIES.map(costCapMinor)).toEqual([null, 7500, 2500, 1000]);
  expect(ask({ severity: 'S4' }, { costMinor: 1000 })).toBeNull();
  expect(ask({ severity: 'S4' }, { costMinor: 1001 })).toBe('It costs us about 10.01 in all; where it is "Small" the most is 10.');
  expect(ask({ severity: 'S3' }, { costMinor: 2501 })).not.toBeNull();
  expect(ask({ severity: 'S2' }, { costMinor: 7500 })).toBeNull();
  expect(ask({ severity: 'S1' })).toBe('manager: On a dangerous matter a manager decides about gifts.');
  expect(ask({ severity: 'S1', actor: actor('manager') }, { costMinor: 40_000 })).toBeNull();
});

test('R6: two gifts together stay inside the cap', () => {
  const first = { code: 'card', combinable: true, costMinor: 2000, faceMinor: 0 };
  expect(ask({ activeGestures: [first] }, { costMinor: 500 })).toBeNull();
  expect(ask({ activeGestures: [first] }, { costMinor: 501 })).not.toBeNull();
});

test('R6: refund and gift together are worth at most one and a half times price or loss, the larger', () => {
  expect(worthCapMinor(2000, 3000)).toBe(4500);
  expect(worthCapMinor(null, null)).toBeNull();
  expect(worthCapMinor(0, null)).toBeNull();
  expect(ask({ priceMinor: 3000, redressMinor: 3000 }, { faceMinor: 1500 })).toBeNull();
  expect(ask({ priceMinor: 3000, redressMinor: 3000 }, { faceMinor: 1501 })).toContain('at most 45 is fitting');
  expect(ask({ priceMinor: 3000, redressMinor: 9000 }, { faceMinor: 0 })).toBeNull();
  expect(ask({ redressMinor: 9000 }, { faceMinor: 1500 })).toBeNull();
});

test('R6: a gift of money is at least 5 units or five percent of the price; a smaller one pleases less than thanks', () => {
  expect(moneyFloorMinor(null)).toBe(500);
  expect(moneyFloorMinor(20_000)).toBe(1000);
  const money = (faceMinor: number): Partial<GestureTypeFacts> => ({ class: 'money_later', faceMinor });
  expect(ask({}, money(499))).toContain('plain thank-you');
  expect(ask({}, money(500))).toBeNull();
  expect(ask({ priceMinor: 20_000 }, money(999))).not.toBeNull();
  expect(ask({}, { class: 'attention', faceMinor: 0 })).toBeNull();
});

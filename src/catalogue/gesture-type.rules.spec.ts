import { gestureType, STARTERS } from '../../test/support/one-up-facts';
import { daysAgo } from '../../test/support/ticket-facts';
import { catalogueProblems } from './gesture-type.rules';

test('every gift of the starting catalogue may stand in it', () => {
  for (const type of STARTERS) expect(catalogueProblems(type)).toEqual([]);
});

test('R3: a refund is refused in the catalogue, and so is a kind nobody knows', () => {
  expect(catalogueProblems(gestureType({ kind: 'refund' }))).toEqual(['What the customer is owed belongs to the fix; it is never a gift.']);
  expect(catalogueProblems(gestureType({ kind: 'balloon' }))).toEqual(['There is no kind of gift called "balloon".']);
});

test('each other mistake is named', () => {
  expect(catalogueProblems(gestureType({ name: ' ' }))).toHaveLength(1);
  expect(catalogueProblems(gestureType({ costMinor: -1 }))).toHaveLength(1);
  expect(catalogueProblems(gestureType({ faceMinor: 1.5 }))).toHaveLength(1);
  for (const redemptionRate of [1.2, -0.1, Number.NaN]) expect(catalogueProblems(gestureType({ redemptionRate }))).toHaveLength(1);
  for (const redemptionRate of [0, 1]) expect(catalogueProblems(gestureType({ redemptionRate }))).toEqual([]);
  expect(catalogueProblems(gestureType({ validTo: daysAgo(2) }))).toEqual([]);
  expect(catalogueProblems(gestureType({ class: 'money_now', faceMinor: 499 }))).toHaveLength(1);
  expect(catalogueProblems(gestureType({ validFrom: daysAgo(1), validTo: daysAgo(2) }))).toHaveLength(1);
  expect(catalogueProblems(gestureType({ validFrom: daysAgo(1), validTo: daysAgo(1) }))).toHaveLength(1);
  expect(catalogueProblems(gestureType({ validFrom: daysAgo(2), validTo: daysAgo(1), redemptionRate: 1 }))).toEqual([]);
  expect(catalogueProblems(gestureType({ customerText: 'Leave a review!' }))).toHaveLength(1);
});

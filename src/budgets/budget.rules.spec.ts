import {
  belowUsedSentence,
  dearSentence,
  fullness,
  fullSentence,
  isDear,
  overdueSentence,
  proofSentence,
  usedUpSentence,
} from './budget.rules';

const NOW = new Date('2026-04-29T15:00:00Z');
const MAY = new Date('2026-05-01T00:00:00Z');

test('an empty budget says until when, and what can be done', () => {
  expect(usedUpSentence(0, MAY, NOW, 'UTC')).toBe(
    'The budget for gifts is used up until 1 May; choose something that costs nothing, or ask a manager to release more.',
  );
  expect(usedUpSentence(350, MAY, NOW, 'UTC')).toBe(
    'The budget for gifts has only 3.50 left until 1 May; choose something that costs less, or ask a manager to release more.',
  );
});

test('managers hear of a budget at 80 and at 100 percent, not just before', () => {
  expect([7999, 8000, 9999, 10_000].map((used) => fullness(used, 10_000))).toEqual([0, 80, 80, 100]);
  expect(fullness(0, 0)).toBe(0);
  expect(fullSentence('Gifts', 2000, MAY, NOW, 'UTC')).toBe('The budget "Gifts" is four fifths used: 20 are left until 1 May.');
  expect(fullSentence('Gifts', 0, MAY, NOW, 'UTC')).toContain('is used up until 1 May');
});

test('a gift is dear from more than twice its reserve and more than ten units above it', () => {
  expect([1600, 1601].map((actual) => isDear(600, actual))).toEqual([false, true]);
  expect([4000, 4001].map((actual) => isDear(2000, actual))).toEqual([false, true]);
  expect([1000, 1001].map((actual) => isDear(0, actual))).toEqual([false, true]);
  expect(dearSentence(0, 4550)).toBe('A gift cost 45.50; only 0 was set aside for it. Have a look whether that is right.');
});

test('what else managers read is short and plain', () => {
  expect(belowUsedSentence(45_000)).toBe('450 of this period is promised or spent already; the limit cannot be lower than that.');
  expect(belowUsedSentence(-100)).toContain('0 of this period');
  expect(overdueSentence('Gifts', 400)).toBe('A gift cost 4 more than the budget "Gifts" had. It waits for your yes, which was due.');
  expect([proofSentence(1), proofSentence(2)].map((text) => text.split('found ')[1]?.split('.')[0])).toEqual([
    '1 thing that does not agree',
    '2 things that do not agree',
  ]);
});

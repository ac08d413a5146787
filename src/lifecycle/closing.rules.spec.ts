import { daysAgo, NOW } from '../../test/support/ticket-facts';
import { closeReasonOf, isBadAnswer, isGoodAnswer, mayReopenByItself, ownerAfterBadAnswer, reopenOrLink } from './closing.rules';

test('two of five or "not fixed" is bad, four and fixed is good, the rest is neither', () => {
  expect([1, 2, 3, 4, 5].map((score) => isBadAnswer({ score }))).toEqual([true, true, false, false, false]);
  expect(isBadAnswer({ score: 5, fixed: false })).toBe(true);
  expect([3, 4, 5].map((score) => isGoodAnswer({ score, fixed: true }))).toEqual([false, true, true]);
  expect(isGoodAnswer({ score: 5 })).toBe(false);
  expect(isBadAnswer({})).toBe(false);
});

test('a closed ticket tells from the answer whether the customer was won back', () => {
  expect(closeReasonOf({ score: 4, fixed: true })).toBe('recovered');
  expect(closeReasonOf({ score: 4, fixed: false })).toBe('not_recovered');
  expect(closeReasonOf({ score: 3, fixed: true })).toBe('unknown');
  expect(closeReasonOf(null)).toBe('unknown');
});

test('edge 30: on day 29 the ticket opens again, on day 31 a new one is linked, and a manager may still open the old one', () => {
  expect(reopenOrLink(daysAgo(29), NOW, ['system'])).toBe('reopen');
  expect(reopenOrLink(daysAgo(31), NOW, ['lead'])).toBe('new_linked_ticket');
  expect(reopenOrLink(daysAgo(31), NOW, ['manager'])).toBe('reopen');
});

test('edge 45: after two reopenings in a day, or three in all, a person looks first', () => {
  expect(mayReopenByItself([], NOW)).toBe(true);
  expect(mayReopenByItself([daysAgo(0.1)], NOW)).toBe(true);
  expect(mayReopenByItself([daysAgo(0.1), daysAgo(0.2)], NOW)).toBe(false);
  expect(mayReopenByItself([daysAgo(2), daysAgo(5)], NOW)).toBe(true);
  expect(mayReopenByItself([daysAgo(2), daysAgo(5), daysAgo(9)], NOW)).toBe(false);
});

test('after a bad answer a lead takes over who is here and did not do the work before', () => {
  const leads = [
    { staffId: 'mia', here: true },
    { staffId: 'tom', here: false },
    { staffId: 'eva', here: true },
  ];
  expect(ownerAfterBadAnswer(leads, 'mia')).toBe('eva');
  expect(ownerAfterBadAnswer(leads, null)).toBe('mia');
  expect(ownerAfterBadAnswer([], 'mia')).toBeNull();
});

import fc from 'fast-check';
import { isFinal, type OutcomeFacts, outcomeOf, outcomeOfEarlier } from './outcome.rules';

const CLOSED = new Date('2026-08-01T10:00:00Z');
const day = (n: number): Date => new Date(CLOSED.getTime() + n * 24 * 3_600_000);
const facts = (over: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  closedAt: CLOSED,
  now: day(90),
  said: null,
  bought: false,
  repeats: [],
  leftAt: null,
  ...over,
});
const GOOD = { value: 'recovered', basis: 'survey' } as const;
const BAD = { value: 'not_recovered', basis: 'survey' } as const;
const MIDDLING = { value: 'unknown', basis: 'survey' } as const;

test.each<[string, Partial<OutcomeFacts>, string, string]>([
  ['silence', {}, 'unknown', 'silence'],
  ['a good answer', { said: GOOD }, 'recovered', 'survey'],
  ['a bad answer beside a purchase', { said: BAD, bought: true }, 'not_recovered', 'survey'],
  ['a three beside a purchase', { said: MIDDLING, bought: true }, 'unknown', 'survey'],
  ['silence and a purchase', { bought: true }, 'recovered', 'purchase'],
  ['a purchase before the 90 days are over', { bought: true, now: day(89) }, 'unknown', 'silence'],
  ['a purchase and another complaint on day 60', { bought: true, repeats: [{ at: day(60), sameMatter: false }] }, 'unknown', 'silence'],
  ['another complaint on day 30', { repeats: [{ at: day(30), sameMatter: false }] }, 'not_recovered', 'repeat'],
  [
    'the same matter on day 80, after a good answer',
    { said: GOOD, repeats: [{ at: day(80), sameMatter: true }] },
    'not_recovered',
    'repeat',
  ],
  ['another matter on day 10, after a good answer', { said: GOOD, repeats: [{ at: day(10), sameMatter: false }] }, 'recovered', 'survey'],
  ['the same matter on day 91', { bought: true, now: day(95), repeats: [{ at: day(91), sameMatter: true }] }, 'recovered', 'purchase'],
  ['a customer who left on day 20, after a good answer', { said: GOOD, leftAt: day(20) }, 'not_recovered', 'left'],
  ['a customer who left in the second year', { said: GOOD, leftAt: day(400), now: day(401) }, 'recovered', 'survey'],
])('%s', (_, over, value, basis) => {
  expect(outcomeOf(facts(over))).toEqual({ value, basis });
});

test('an attempt that was followed by another is not recovered, unless the customer said so of it', () => {
  expect(outcomeOfEarlier(null)).toEqual({ value: 'not_recovered', basis: 'reopened' });
  expect(outcomeOfEarlier(GOOD)).toEqual(GOOD);
});

test('final at day 90, not a moment before', () => {
  expect([isFinal(CLOSED, new Date(day(90).getTime() - 1)), isFinal(CLOSED, day(90))]).toEqual([false, true]);
});

test('once final, what happens later changes nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 91, max: 900 }), fc.boolean(), fc.constantFrom(null, GOOD, BAD, MIDDLING), (late, bought, said) => {
      const atEnd = outcomeOf(facts({ bought, said }));
      const later = outcomeOf(
        facts({ bought, said, now: day(late + 1), leftAt: day(late), repeats: [{ at: day(late), sameMatter: true }] }),
      );
      expect(later).toEqual(atEnd);
    }),
  );
});

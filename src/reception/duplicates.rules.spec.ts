import fc from 'fast-check';
import { duplicateScore, duplicateVerdict, type Likeness } from './duplicates.rules';

const DAY = 86_400_000;
const other: Likeness = { sameOrder: false, similarity: 0, sameTouchPoint: false, ageMs: 40 * DAY };

test.each<[string, Partial<Likeness>, number, string | null]>([
  ['nothing in common', {}, 0, null],
  ['the same order long ago', { sameOrder: true }, 0.35, 'maybe'],
  ['the same order today', { sameOrder: true, ageMs: 0, sameTouchPoint: true }, 0.75, 'probably'],
  ['the same words about the same thing yesterday', { similarity: 1, sameTouchPoint: true, ageMs: DAY }, 0.64, 'probably'],
  ['the same thing yesterday in other words', { similarity: 0.1, sameTouchPoint: true, ageMs: DAY }, 0.42, 'maybe'],
  ['something else yesterday', { similarity: 0.1, ageMs: DAY }, 0.22, null],
  ['the same words by two ways within a quarter of an hour', { similarity: 0.8, ageMs: 15 * 60_000 }, 0.4, 'probably'],
])('%s', (_, likeness, score, verdict) => {
  expect(duplicateScore({ ...other, ...likeness })).toBe(score);
  expect(duplicateVerdict({ ...other, ...likeness })).toBe(verdict);
});

test('the score lies between 0 and 1, and more in common never makes it less', () => {
  const some = fc.record({
    sameOrder: fc.boolean(),
    similarity: fc.double({ min: 0, max: 1, noNaN: true }),
    sameTouchPoint: fc.boolean(),
    ageMs: fc.integer({ min: -DAY, max: 100 * DAY }),
  });
  fc.assert(
    fc.property(some, (likeness) => {
      const score = duplicateScore(likeness);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(duplicateScore({ ...likeness, sameOrder: true, sameTouchPoint: true })).toBeGreaterThanOrEqual(score);
    }),
  );
});

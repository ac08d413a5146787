import fc from 'fast-check';
import { readTextedAnswer } from './survey-text.rules';

test.each([
  ['2 still leaks', 2, 'still leaks'],
  ['5', 5, null],
  [' 4. ', 4, null],
  ['4/5', 4, null],
  ['4 of 5 thanks', 4, 'thanks'],
  ['1: never again', 1, 'never again'],
  ['5!!! Great', 5, 'Great'],
  ['٢ ما زال يسرب', 2, 'ما زال يسرب'],
])('"%s" is a mark and words', (raw, score, text) => {
  expect(readTextedAnswer(raw)).toEqual({ score, text });
});

test.each([
  '2 weeks and nothing happened',
  '3 times now',
  '12',
  '6',
  '0',
  '5% off?',
  '4:30 is fine',
  '2nd time',
  'Thanks',
  '',
  '3 Tage gewartet',
  'R-1001',
])('"%s" is no mark', (raw) => {
  expect(readTextedAnswer(raw)).toBeNull();
});

test('whatever is texted is read without failing, and a mark is always 1 to 5', () => {
  fc.assert(
    fc.property(fc.string(), (raw) => {
      const answer = readTextedAnswer(raw);
      expect(answer === null || (answer.score >= 1 && answer.score <= 5)).toBe(true);
    }),
  );
});

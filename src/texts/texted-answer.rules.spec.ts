import fc from 'fast-check';
import { readTextedAnswer } from './texted-answer.rules';

test.each([
  ['2 still leaks', 2, null, 'still leaks'],
  ['5', 5, null, null],
  [' 4. ', 4, null, null],
  ['4/5', 4, null, null],
  ['4 of 5 thanks', 4, null, 'thanks'],
  ['1: never again', 1, null, 'never again'],
  ['5!!! Great', 5, null, 'Great'],
  ['٢ ما زال يسرب', 2, null, 'ما زال يسرب'],
  ['5 yes', 5, true, null],
  ['5, ja danke', 5, true, 'danke'],
  ['4 sí. Muy amables', 4, true, 'Muy amables'],
  ['5 oui!', 5, true, null],
  ['٥ نعم', 5, true, null],
  ['2 no, it still leaks', 2, false, 'it still leaks'],
  ['5 no problem at all', 5, null, 'no problem at all'],
  ['Five', 5, null, null],
  ['fünf, danke', 5, null, 'danke'],
  ['Cuatro sí', 4, true, null],
  ['deux. non', 2, false, null],
  ['خمسة', 5, null, null],
])('"%s" is a mark, yes or no, and words', (raw, score, fixed, text) => {
  expect(readTextedAnswer(raw)).toEqual({ score, fixed, text });
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
  'Yes',
  '',
  '3 Tage gewartet',
  'R-1001',
  'One of your people called me',
  'Un employé est venu',
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

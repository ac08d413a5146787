import fc from 'fast-check';
import { durationProblem, formatDuration, parseDuration } from './duration.rules';

test.each([
  ['PT4H', 14_400_000],
  ['PT90M', 5_400_000],
  ['PT2S', 2000],
  ['PT0.25S', 250],
  ['P1D', 86_400_000],
  ['P1DT2H3M4.5S', 93_784_500],
  ['PT0S', 0],
])('%s is %d milliseconds', (text, ms) => {
  expect(durationProblem(text)).toBeNull();
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', 'P', 'PT', 'P1DT', '4H', 'PT-4H', 'PT4H ', 'PT1.5H', 'P1Y', 'P2M', 'P1W', 'P9999D', 'pt4h', 'PT٤H'])(
  '"%s" is refused with a sentence',
  (text) => {
    expect(durationProblem(text)).toMatch(/\.$/);
    expect(() => parseDuration(text)).toThrow(RangeError);
  },
);

test('a length written and read again is the same length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3660 * 86_400_000 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

test('what is no length cannot be written', () => {
  for (const ms of [-1, 0.5, NaN, Infinity]) expect(() => formatDuration(ms)).toThrow(RangeError);
});

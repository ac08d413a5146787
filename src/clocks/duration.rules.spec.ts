import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.rules';
import { durationProblem, formatDuration, parseDuration } from './duration.rules';

test('lengths are read as the API writes them', () => {
  expect(parseDuration('PT4H')).toBe(4 * HOUR_MS);
  expect(parseDuration('PT90M')).toBe(90 * MINUTE_MS);
  expect(parseDuration('PT2S')).toBe(2000);
  expect(parseDuration('P1DT1H1M1.5S')).toBe(DAY_MS + HOUR_MS + MINUTE_MS + 1500);
  expect(parseDuration('PT0S')).toBe(0);
});

test('lengths are written in hours, minutes and seconds, never in days', () => {
  expect(formatDuration(24 * HOUR_MS)).toBe('PT24H');
  expect(formatDuration(90 * MINUTE_MS)).toBe('PT1H30M');
  expect(formatDuration(250)).toBe('PT0.25S');
  expect(formatDuration(0)).toBe('PT0S');
});

test('a length with years, months or weeks is refused with its reason, whatever else it holds', () => {
  for (const text of ['P1Y', 'P2M', 'P1W', 'P1M2D', 'P1MT1H']) expect(durationProblem(text)).toContain('years, months and weeks');
});

test('what is no length at all is refused with an example', () => {
  for (const text of ['', 'P', 'PT', 'P1DT', '4h', 'PT-1H', 'PT1.5H', 'PT1H ', 'pt1h', '10', 'PT1S1H'])
    expect(durationProblem(text)).toBe('Write the length like PT4H, PT90M or PT2S.');
});

test('a length of more than ten years is refused', () => {
  expect(durationProblem('P3661D')).toBe('The length must be at most ten years.');
  expect(durationProblem('PT99999999M')).toBe('The length must be at most ten years.');
  expect(durationProblem('P3660D')).toBeNull();
});

test('reading what is not a length says why', () => {
  expect(() => parseDuration('soon')).toThrow(new RangeError('Write the length like PT4H, PT90M or PT2S.'));
  expect(() => formatDuration(-1)).toThrow(RangeError);
  expect(() => formatDuration(0.5)).toThrow(RangeError);
});

test('writing a length and reading it again gives the same length (law)', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 3660 * DAY_MS }), (ms) => parseDuration(formatDuration(ms)) === ms));
});

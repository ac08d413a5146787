import { retryDelayMs } from './message.rules';

test('a refused message is tried again after 1, 5, 30 minutes, 2 and 6 hours', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => retryDelayMs(attempt, 6))).toEqual([60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, null]);
});

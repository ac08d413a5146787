import { burnOf } from './burn.rules';

const JUNE = {
  limitMinor: 1000,
  overrideMinor: 0,
  reservedMinor: 0,
  spentMinor: 0,
  startsAt: '2026-06-01T00:00:00Z',
  endsAt: '2026-07-01T00:00:00Z',
};
const MIDDLE = Date.parse('2026-06-16T00:00:00Z');

test('reserved and given both count against the limit, and what a manager released counts to it', () => {
  const burn = burnOf({ ...JUNE, overrideMinor: 1000, reservedMinor: 300, spentMinor: 500 }, MIDDLE);
  expect(burn).toEqual({ share: 0.4, time: 0.5, pace: 'fine' });
});

test('ahead of the calendar is fast, nearly everything is nearly gone, everything is gone', () => {
  const paces = [600, 700, 900, 1000, 1200].map((spentMinor) => burnOf({ ...JUNE, spentMinor }, MIDDLE).pace);
  expect(paces).toEqual(['fine', 'fast', 'nearly', 'gone', 'gone']);
});

test('a budget of nothing is gone', () => {
  expect(burnOf({ ...JUNE, limitMinor: 0 }, MIDDLE).pace).toBe('gone');
});

test('before and after its period the calendar stands at its ends', () => {
  expect(burnOf(JUNE, Date.parse('2026-05-01T00:00:00Z')).time).toBe(0);
  expect(burnOf(JUNE, Date.parse('2026-09-01T00:00:00Z')).time).toBe(1);
});

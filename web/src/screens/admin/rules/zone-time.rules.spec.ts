import { instantIn } from './zone-time.rules';

test.each([
  ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2026-12-01T09:00', 'America/New_York', '2026-12-01T14:00:00.000Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(instantIn(local, zone)).toBe(instant);
});

test('neither a half time nor an unknown zone is an instant', () => {
  expect([instantIn('2026-07', 'Nowhere/Else'), instantIn('soon', 'UTC')]).toEqual([null, null]);
});

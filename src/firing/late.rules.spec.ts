import { HOUR_MS, MINUTE_MS } from '../clocks/clock.rules';
import { berlin, OFFICE } from '../../test/support/clock-desk';
import { newTime } from './late.rules';

describe('the new time after a broken promise', () => {
  const promise = (over: object) => ({ kind: 'business' as const, dueAt: berlin('2026-06-01T16:00'), targetMs: 4 * HOUR_MS, ...over });

  test('is half of the target later, in opening hours: two hours after Monday at four is Tuesday at ten', () => {
    expect(newTime(promise({}), OFFICE, berlin('2026-06-01T16:00'))).toEqual(berlin('2026-06-02T10:00'));
    expect(newTime(promise({ kind: 'elapsed' }), OFFICE, berlin('2026-06-01T16:00'))).toEqual(berlin('2026-06-01T18:00'));
  });

  test('is never nearer than a quarter of an hour', () => {
    expect(newTime(promise({ targetMs: 10 * MINUTE_MS }), OFFICE, berlin('2026-06-01T16:00'))).toEqual(berlin('2026-06-01T16:15'));
    expect(newTime(promise({ targetMs: 0 }), OFFICE, berlin('2026-06-01T16:00'))).toEqual(berlin('2026-06-01T16:15'));
  });

  test('edge 17: counts from now where the desk was away past it', () => {
    expect(newTime(promise({}), OFFICE, berlin('2026-06-02T12:00'))).toEqual(berlin('2026-06-02T14:00'));
  });
});

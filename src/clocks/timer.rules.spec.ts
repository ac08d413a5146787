import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from './clock.rules';
import {
  dueOf,
  elapsedMs,
  fractionUsed,
  nextPointAt,
  pointsPassed,
  pointTimes,
  pointTimesOf,
  remainingMs,
  segmentMs,
  timeAfter,
  timeBetween,
} from './timer.rules';
import { berlin, neverOpen, pausedAt, resumedAt, shop, timer } from '../../test/support/timer-facts';

const POINTS = [75, 90, 100, 150, 200];

describe('time on a timer', () => {
  test('is what it brought along, its closed segments and the running part', () => {
    const one = timer({ carriedMs: HOUR_MS }, [
      { from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T11:00') },
      { from: berlin('2026-06-01T16:00'), to: null },
    ]);
    const tuesdayTen = berlin('2026-06-02T10:00');
    expect(segmentMs(one, shop, tuesdayTen)).toBe(2 * HOUR_MS);
    expect(elapsedMs(one, shop, tuesdayTen)).toBe(5 * HOUR_MS);
    expect(remainingMs(one, shop, tuesdayTen)).toBe(3 * HOUR_MS);
    expect(fractionUsed(one, shop, tuesdayTen)).toBe(5 / 8);
  });

  test('stands still while paused', () => {
    const one = timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T11:00') }]);
    expect(elapsedMs(one, shop, berlin('2026-06-05T11:00'))).toBe(2 * HOUR_MS);
  });

  test('counts real time where the calendar is never open (edge 10)', () => {
    const at = new Date('2026-06-01T00:00:00Z');
    expect(timeBetween('business', neverOpen, at, new Date(at.getTime() + HOUR_MS))).toBe(HOUR_MS);
    expect(timeAfter('business', neverOpen, at, HOUR_MS).getTime()).toBe(at.getTime() + HOUR_MS);
  });

  test('a target of nothing is used up at once', () => {
    const one = timer({ targetMs: 0 }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(fractionUsed(one, shop, berlin('2026-06-01T09:00'))).toBe(1);
    expect(dueOf(one, shop, berlin('2026-06-01T09:00'))).toEqual(berlin('2026-06-01T09:00'));
  });

  test('never shrinks, and closing or opening segments takes nothing away (law)', () => {
    const minutes = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('business' as const, 'elapsed' as const),
        fc.array(minutes, { maxLength: 8 }),
        minutes,
        (kind, gaps, last) => {
          let at = berlin('2026-04-28T08:13').getTime();
          let one = timer({ kind, state: 'running' }, [{ from: new Date(at), to: null }]);
          let before = 0;
          for (const [index, gap] of gaps.entries()) {
            at += gap * MINUTE_MS;
            const now = new Date(at);
            const counted = elapsedMs(one, shop, now);
            expect(counted).toBeGreaterThanOrEqual(before);
            const closed = one.segments.filter((segment) => segment.endedAt);
            one = index % 2 === 0 ? pausedAt(one, now) : resumedAt(one, now);
            expect(one.segments.slice(0, closed.length)).toEqual(closed);
            expect(elapsedMs(one, shop, now)).toBe(counted);
            before = counted;
          }
          expect(elapsedMs(one, shop, new Date(at + last * MINUTE_MS))).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});

describe('the due instant', () => {
  test('is when the target is reached in open time', () => {
    const one = timer({ targetMs: 4 * HOUR_MS }, [{ from: berlin('2026-06-05T16:00'), to: null }]);
    expect(dueOf(one, shop, berlin('2026-06-05T16:30'))).toEqual(berlin('2026-06-08T12:00'));
  });

  test('edge 4: moves over a holiday by the same count of open minutes', () => {
    const one = timer({ targetMs: 8 * HOUR_MS }, [{ from: berlin('2026-04-30T13:00'), to: null }]);
    expect(dueOf(one, shop, berlin('2026-04-30T13:00'))).toEqual(berlin('2026-05-04T13:00'));
  });

  test('edge 8: a one-day target started at opening is due at closing, not next morning', () => {
    const one = timer({}, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(dueOf(one, shop, berlin('2026-06-01T09:00'))).toEqual(berlin('2026-06-01T17:00'));
  });

  test('of a paused timer is where it would fall if it went on now', () => {
    const one = timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T11:00') }]);
    expect(dueOf(one, shop, berlin('2026-06-03T09:00'))).toEqual(berlin('2026-06-03T15:00'));
  });

  test('of a breached or ended timer is the one that was promised', () => {
    const promised = berlin('2026-06-01T17:00');
    const breached = timer({ breachedAt: promised, dueAt: promised }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(dueOf(breached, shop, berlin('2026-06-04T09:00'))).toEqual(promised);
    expect(dueOf({ ...breached, dueAt: null }, shop, berlin('2026-06-04T09:00'))).toEqual(promised);
    expect(dueOf(timer({ state: 'met', dueAt: promised }), shop, berlin('2026-06-04T09:00'))).toEqual(promised);
  });

  test('counts from the closed segments even if a calendar changed since', () => {
    const one = timer({}, [
      { from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T11:00'), ms: 30 * MINUTE_MS },
      { from: berlin('2026-06-01T11:00'), to: null },
    ]);
    expect(dueOf(one, shop, berlin('2026-06-01T12:00'))).toEqual(berlin('2026-06-02T10:30'));
  });

  test('is where the time on the timer reaches its target (law)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('business' as const, 'elapsed' as const),
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 5000 }),
        (kind, target, startMinute, carried) => {
          const start = new Date(berlin('2026-04-20T00:00').getTime() + startMinute * MINUTE_MS);
          const one = timer({ kind, targetMs: target * MINUTE_MS, carriedMs: carried * MINUTE_MS }, [{ from: start, to: null }]);
          const due = dueOf(one, shop, start);
          expect(due).not.toBeNull();
          if (due) expect(elapsedMs(one, shop, due)).toBe(Math.max(target, carried) * MINUTE_MS);
        },
      ),
    );
  });
});

describe('warning points', () => {
  test('come in order, and 100 percent is the due instant', () => {
    const start = berlin('2026-06-01T09:00');
    const times = pointTimes(shop, 'business', start, 0, 8 * HOUR_MS, [100, 75, 150, 90]);
    expect(times).toEqual([
      { percent: 75, at: berlin('2026-06-01T15:00') },
      { percent: 90, at: berlin('2026-06-01T16:12') },
      { percent: 100, at: berlin('2026-06-01T17:00') },
      { percent: 150, at: berlin('2026-06-02T13:00') },
    ]);
  });

  test('that lie before the segment count as reached at its start', () => {
    const start = berlin('2026-06-01T09:00');
    expect(pointTimes(shop, 'business', start, 7 * HOUR_MS, 8 * HOUR_MS, [75])).toEqual([{ percent: 75, at: start }]);
  });

  test('the next one is the earliest that has not been recorded; none is left after the last, and none while paused', () => {
    const one = timer({ points: [75] }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(nextPointAt(one, shop, POINTS)).toEqual(berlin('2026-06-01T16:12'));
    expect(nextPointAt({ ...one, points: POINTS }, shop, POINTS)).toBeNull();
    expect(nextPointAt(timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T10:00') }]), shop, POINTS)).toBeNull();
  });

  test('edge 17: after three hours down all passed points are recorded and only the highest is told', () => {
    const one = timer({ targetMs: HOUR_MS }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    const passed = pointsPassed(pointTimesOf(one, shop, POINTS), berlin('2026-06-01T10:40'));
    expect(passed).toEqual({ passed: [75, 90, 100, 150], highest: 150 });
    expect(pointsPassed(pointTimesOf(one, shop, POINTS), berlin('2026-06-01T09:10'))).toEqual({ passed: [], highest: null });
  });

  test('a point exactly now is passed', () => {
    expect(pointsPassed([{ percent: 100, at: berlin('2026-06-01T10:00') }], berlin('2026-06-01T10:00')).highest).toBe(100);
  });
});

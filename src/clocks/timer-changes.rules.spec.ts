import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.rules';
import {
  breachOf,
  chaseTimes,
  dueOf,
  effectiveTargetMs,
  frozenMs,
  judgeStop,
  pausedOpenDays,
  pauseEnd,
  pointTimesOf,
  rearmTarget,
  regrade,
  timeBetween,
} from './timer.rules';
import { berlin, neverOpen, pausedAt, resumedAt, shop, timer } from '../../test/support/timer-facts';

describe('a new severity', () => {
  const sixOfEight = timer({}, [{ from: berlin('2026-06-01T09:00'), to: null }]);
  const three = berlin('2026-06-01T15:00');

  test('edge 21: raised after 6 of 8 hours to a 4-hour target: due in an hour, flagged as grace', () => {
    const after = regrade(sixOfEight, 4 * HOUR_MS, shop, three);
    expect(after).toEqual({
      targetMs: 4 * HOUR_MS,
      grace: true,
      graceDueAt: berlin('2026-06-01T16:00'),
      dueAt: berlin('2026-06-01T16:00'),
    });
  });

  test('leaves at least 15 minutes, in open time for business clocks', () => {
    const nearClosing = berlin('2026-06-01T16:55');
    expect(regrade(sixOfEight, 20 * MINUTE_MS, shop, nearClosing).dueAt).toEqual(berlin('2026-06-02T09:10'));
    const real = timer({ kind: 'elapsed' }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(regrade(real, 20 * MINUTE_MS, shop, nearClosing).dueAt).toEqual(berlin('2026-06-01T17:10'));
  });

  test('that leaves time keeps the time already counted and gives no grace', () => {
    expect(regrade(sixOfEight, 7 * HOUR_MS, shop, three)).toMatchObject({
      grace: false,
      graceDueAt: null,
      dueAt: berlin('2026-06-01T16:00'),
    });
    expect(regrade({ ...sixOfEight, grace: true, graceDueAt: three }, 16 * HOUR_MS, shop, three)).toMatchObject({ grace: false });
  });

  test('edge 22: lowered after the breach, it stays breached', () => {
    const promised = berlin('2026-06-01T10:00');
    const breached = { ...sixOfEight, targetMs: HOUR_MS, breachedAt: promised, dueAt: promised };
    const after = regrade(breached, 40 * HOUR_MS, shop, three);
    expect(after.dueAt).toEqual(promised);
    expect(judgeStop({ ...breached, ...after }, shop, three)).toBe('breached_met');
  });

  test('edge 23: an earlier pause is still deducted', () => {
    const paused = timer({}, [
      { from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T10:00') },
      { from: berlin('2026-06-01T14:00'), to: null },
    ]);
    expect(regrade(paused, 4 * HOUR_MS, shop, three).dueAt).toEqual(berlin('2026-06-01T17:00'));
  });

  test('a grace is the new 100 percent, and a pause moves it like any other due instant', () => {
    const granted = { ...sixOfEight, ...regrade(sixOfEight, 4 * HOUR_MS, shop, three) };
    expect(effectiveTargetMs(granted, shop)).toBe(7 * HOUR_MS);
    expect(pointTimesOf(granted, shop, [100])).toEqual([{ percent: 100, at: berlin('2026-06-01T16:00') }]);
    const paused = pausedAt(granted, berlin('2026-06-01T15:20'));
    expect(dueOf(paused, shop, berlin('2026-06-03T09:00'))).toEqual(berlin('2026-06-03T09:40'));
    const resumed = resumedAt(paused, berlin('2026-06-03T09:00'));
    expect(pointTimesOf(resumed, shop, [100])).toEqual([{ percent: 100, at: berlin('2026-06-03T09:40') }]);
    expect(frozenMs(resumed) + 40 * MINUTE_MS).toBe(7 * HOUR_MS);
  });

  test('a grace that ran out before the pause is late, one that ended on the dot is not', () => {
    const granted = { ...sixOfEight, ...regrade(sixOfEight, 4 * HOUR_MS, shop, three) };
    expect(pausedAt(granted, berlin('2026-06-01T16:00')).breachedAt).toBeNull();
    expect(judgeStop(pausedAt(granted, berlin('2026-06-01T16:00')), shop, berlin('2026-06-09T09:00'))).toBe('met');
    expect(pausedAt(granted, berlin('2026-06-01T16:01')).breachedAt).toEqual(berlin('2026-06-01T16:00'));
  });

  test('during a pause is counted from where the pause began', () => {
    const paused = timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T15:00') }]);
    const after = { ...paused, ...regrade(paused, 4 * HOUR_MS, shop, berlin('2026-06-03T12:00')) };
    expect(after.graceDueAt).toEqual(berlin('2026-06-01T16:00'));
    expect(dueOf(after, shop, berlin('2026-06-04T10:00'))).toEqual(berlin('2026-06-04T11:00'));
  });

  test('without the field of its own the stored due instant is the grace', () => {
    const granted = { ...sixOfEight, targetMs: 4 * HOUR_MS, grace: true, dueAt: berlin('2026-06-01T16:00') };
    expect(dueOf(granted, shop, three)).toEqual(berlin('2026-06-01T16:00'));
  });

  test('never leaves a running timer due in the past, and never less than 15 minutes of grace (law)', () => {
    const minutes = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (used, target, next) => {
        const start = berlin('2026-04-20T07:30');
        const now = new Date(start.getTime() + used * MINUTE_MS);
        const one = timer({ targetMs: target * MINUTE_MS }, [{ from: start, to: null }]);
        const after = regrade(one, next * MINUTE_MS, shop, now);
        expect(after.dueAt && after.dueAt.getTime() > now.getTime()).toBe(true);
        if (after.grace && after.dueAt) {
          expect(timeBetween('business', shop, now, after.dueAt)).toBe(Math.max(15 * MINUTE_MS, 0.25 * next * MINUTE_MS));
        }
      }),
    );
  });
});

describe('stopping a timer', () => {
  const running = timer({}, [{ from: berlin('2026-06-01T09:00'), to: null }]);

  test('exactly at the due instant is met, a millisecond later is not', () => {
    const due = berlin('2026-06-01T17:00');
    expect(judgeStop(running, shop, due)).toBe('met');
    expect(judgeStop(running, shop, new Date(due.getTime() + 1))).toBe('breached_met');
    expect(breachOf(running, shop, new Date(due.getTime() + 1))).toEqual(due);
  });

  test('in the night after a due instant at closing is late, though no open minute has passed', () => {
    expect(judgeStop(running, shop, berlin('2026-06-01T23:00'))).toBe('breached_met');
  });

  test('while paused is met, however late it is, if it was not broken before', () => {
    const paused = timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T16:59') }]);
    expect(judgeStop(paused, shop, berlin('2026-06-30T09:00'))).toBe('met');
    const onTheDot = timer({}, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T17:00') }]);
    expect(judgeStop(onTheDot, shop, berlin('2026-06-30T09:00'))).toBe('met');
  });

  test('while paused is late if it was broken before the pause, even where nothing had fired yet', () => {
    const late = timer({ kind: 'elapsed' }, [{ from: berlin('2026-06-01T09:00'), to: berlin('2026-06-01T17:01') }]);
    expect(judgeStop(late, shop, berlin('2026-06-01T18:00'))).toBe('breached_met');
    expect(judgeStop({ ...late, segments: [], breachedAt: berlin('2026-06-01T17:00') }, shop, berlin('2026-06-01T18:00'))).toBe(
      'breached_met',
    );
  });

  test('a timer that was over its target before this segment was late from its start', () => {
    const carried = timer({ carriedMs: 9 * HOUR_MS }, [{ from: berlin('2026-06-01T09:00'), to: null }]);
    expect(breachOf(carried, shop, berlin('2026-06-01T09:01'))).toEqual(berlin('2026-06-01T09:00'));
  });

  test('a frozen figure over the target is late even where the calendar of today would not say so', () => {
    const one = timer({}, [{ from: berlin('2026-06-06T09:00'), to: berlin('2026-06-06T20:00'), ms: 11 * HOUR_MS }]);
    expect(breachOf(one, shop, berlin('2026-06-07T09:00'))).toEqual(berlin('2026-06-06T20:00'));
  });
});

describe('starting again', () => {
  test('gives half of the target and at least an hour', () => {
    expect(rearmTarget(16 * HOUR_MS)).toBe(8 * HOUR_MS);
    expect(rearmTarget(90 * MINUTE_MS)).toBe(HOUR_MS);
  });

  test('edge 38: after a lapse at least what remained', () => {
    expect(rearmTarget(16 * HOUR_MS, 12 * HOUR_MS)).toBe(12 * HOUR_MS);
    expect(rearmTarget(16 * HOUR_MS, 3 * HOUR_MS)).toBe(8 * HOUR_MS);
  });
});

describe('pauses and reminders', () => {
  test('a pause ends by itself after ten working days at the same time of day', () => {
    expect(pauseEnd(shop, berlin('2026-06-01T10:00'), 0)).toEqual(berlin('2026-06-15T10:00'));
  });

  test('a pause ends earlier where it was asked to, or where the twenty days in all are used up', () => {
    expect(pauseEnd(shop, berlin('2026-06-01T10:00'), 0, berlin('2026-06-03T10:00'))).toEqual(berlin('2026-06-03T10:00'));
    expect(pauseEnd(shop, berlin('2026-06-01T10:00'), 17)).toEqual(berlin('2026-06-04T10:00'));
    expect(pauseEnd(shop, berlin('2026-06-01T10:00'), 20)).toBeNull();
  });

  test('edge 26: a pause that ends on a Sunday goes on at opening on Monday', () => {
    expect(pauseEnd(shop, berlin('2026-06-01T10:00'), 0, berlin('2026-06-07T12:00'))).toEqual(berlin('2026-06-08T09:00'));
  });

  test('where nothing ever opens the pause ends at its time', () => {
    const start = new Date('2026-06-01T10:00:00Z');
    expect(pauseEnd(neverOpen, start, 0)?.getTime()).toBe(start.getTime() + 10 * DAY_MS);
  });

  test('pauses add up in working days', () => {
    const pauses = [
      { from: berlin('2026-06-01T10:00'), to: berlin('2026-06-03T10:00') },
      { from: berlin('2026-06-05T10:00'), to: berlin('2026-06-08T10:00') },
    ];
    expect(pausedOpenDays(shop, pauses)).toBe(3);
  });

  test('the customer is reminded after one and three working days, and after ten we go on', () => {
    expect(chaseTimes(shop, berlin('2026-06-05T11:15'))).toEqual({
      first: berlin('2026-06-08T11:15'),
      second: berlin('2026-06-10T11:15'),
      end: berlin('2026-06-19T11:15'),
    });
  });
});

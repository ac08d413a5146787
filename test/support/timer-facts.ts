import type { CalendarSpec } from '../../src/calendar/business-time.rules';
import { HOUR_MS } from '../../src/clocks/clock.rules';
import type { TimerFacts } from '../../src/clocks/timer.rules';
import { breachOf, dueOf, segmentMs, timeBetween } from '../../src/clocks/timer.rules';

/** Timers for the specs of the clock rules: a shop in Berlin, open Monday to Friday from 9 to 17. */
export const shop: CalendarSpec = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['09:00', '17:00']] as [string, string][]])),
  holidays: ['2026-05-01'],
  exceptions: {},
};
export const neverOpen: CalendarSpec = { zone: 'UTC', week: {}, holidays: [], exceptions: {} };
/** Berlin summer time is UTC+2. */
export const berlin = (text: string): Date => new Date(`${text}:00+02:00`);

interface Stretch {
  from: Date;
  to: Date | null;
  ms?: number;
}

export function timer(over: Partial<TimerFacts>, stretches: Stretch[] = []): TimerFacts {
  const kind = over.kind ?? 'business';
  return {
    id: 't1',
    clock: 'fix',
    cycle: 1,
    state: stretches.at(-1)?.to === null ? 'running' : 'paused',
    targetMs: 8 * HOUR_MS,
    kind,
    carriedMs: 0,
    grace: false,
    startedAt: stretches[0]?.from ?? berlin('2026-06-01T09:00'),
    breachedAt: null,
    dueAt: null,
    points: [],
    segments: stretches.map(({ from, to, ms }) => ({
      startedAt: from,
      endedAt: to,
      elapsedMs: to === null ? null : (ms ?? timeBetween(kind, shop, from, to)),
      calendarVersionId: 'v1',
    })),
    ...over,
  };
}

export function pausedAt(one: TimerFacts, now: Date): TimerFacts {
  const segments = one.segments.map((segment) =>
    segment.endedAt ? segment : { ...segment, endedAt: now, elapsedMs: segmentMs(one, shop, now) },
  );
  return { ...one, state: 'paused', segments, breachedAt: breachOf(one, shop, now) };
}

export function resumedAt(one: TimerFacts, now: Date): TimerFacts {
  const due = dueOf(one, shop, now);
  const segments = [...one.segments, { startedAt: now, endedAt: null, elapsedMs: null, calendarVersionId: 'v1' }];
  return { ...one, state: 'running', segments, dueAt: due, graceDueAt: one.grace ? due : null };
}

import { ALWAYS_OPEN } from '../calendar/business-time.rules';
import { asItWas, asItWould, type PastClock } from './trial.rules';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 16, hour));
const HOUR = 3_600_000;
const spec = ALWAYS_OPEN('UTC');
const clock = (over: Partial<PastClock> = {}): PastClock => ({
  state: 'met',
  carriedMs: 0,
  dueAt: at(12),
  breachedAt: null,
  stoppedAt: at(11),
  segments: [{ startedAt: at(8), endedAt: at(11) }],
  ...over,
});
const would = (one: PastClock, hours: number) => asItWould(one, { targetMs: hours * HOUR, kind: 'elapsed' }, spec, at(20));

test('a promise that was kept would be broken by a shorter target, and kept by one of the same length', () => {
  expect(asItWas(clock(), at(20))).toEqual({ dueAt: at(12), state: 'met' });
  expect(would(clock(), 2)).toEqual({ dueAt: at(10), state: 'missed' });
  expect(would(clock(), 3)).toEqual({ dueAt: at(11), state: 'met' });
});

test('a pause moves the end and does not count', () => {
  const paused = clock({
    segments: [
      { startedAt: at(8), endedAt: at(9) },
      { startedAt: at(13), endedAt: at(15) },
    ],
    stoppedAt: at(15),
  });
  expect(would(paused, 2)).toEqual({ dueAt: at(14), state: 'missed' });
  expect(would(paused, 4)).toEqual({ dueAt: at(16), state: 'met' });
});

test('what was brought along counts, and a clock that runs is late from its end on', () => {
  const running = clock({ state: 'running', stoppedAt: null, dueAt: at(23), segments: [{ startedAt: at(18), endedAt: null }] });
  expect(would(running, 1)).toEqual({ dueAt: at(19), state: 'late' });
  expect(would(running, 3)).toEqual({ dueAt: at(21), state: 'running' });
  expect(would({ ...running, carriedMs: 2 * HOUR }, 3)).toEqual({ dueAt: at(19), state: 'late' });
  expect(would(clock({ state: 'paused', stoppedAt: null }), 4)).toEqual({ dueAt: at(12), state: 'paused' });
});

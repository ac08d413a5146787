import type { CalendarSpec } from '../calendar/business-time.rules';
import type { ClockKind, TimerState } from './clock.rules';
import { timeAfter, timeBetween } from './timer.rules';

/** What another target would have made of a clock that ran: arithmetic on what was counted, nothing is changed. */

export const TRIAL_STATES = ['running', 'paused', 'late', 'met', 'missed', 'none'] as const;
/** `late` and `missed` are broken promises, still open and done; `none`: there would be no such clock. */
export type TrialState = (typeof TRIAL_STATES)[number];

export interface Trial {
  dueAt: Date | null;
  state: TrialState;
}

export interface PastClock {
  state: TimerState;
  carriedMs: number;
  dueAt: Date | null;
  breachedAt: Date | null;
  stoppedAt: Date | null;
  /** The stretches that counted, the oldest first; pauses lie between them. */
  segments: readonly { startedAt: Date; endedAt: Date | null }[];
}

/** How the clock stands or ended. */
export function asItWas({ state, dueAt, breachedAt, stoppedAt }: PastClock, now: Date): Trial {
  return { dueAt, state: stateOf(state, breachedAt !== null || (state === 'running' && dueAt !== null && dueAt <= now), stoppedAt) };
}

/** How it would stand with this target (milliseconds of `kind`), by the opening hours of `spec`; the pauses stay. */
export function asItWould(clock: PastClock, target: { targetMs: number; kind: ClockKind }, spec: CalendarSpec, now: Date): Trial {
  const { dueAt, reached } = dueIn(clock, target, spec, now);
  return { dueAt, state: stateOf(clock.state, reached, clock.stoppedAt) };
}

function stateOf(state: TimerState, broken: boolean, stoppedAt: Date | null): TrialState {
  if (state === 'paused') return broken ? 'late' : 'paused';
  if (state === 'running' || state === 'quarantined' || stoppedAt === null) return broken ? 'late' : 'running';
  return broken ? 'missed' : 'met';
}

/** The instant at which the counted time reaches the target, and whether it was reached while the clock counted. */
function dueIn(
  { segments, carriedMs }: PastClock,
  { targetMs, kind }: { targetMs: number; kind: ClockKind },
  spec: CalendarSpec,
  now: Date,
): { dueAt: Date | null; reached: boolean } {
  let left = Math.max(targetMs - carriedMs, 0);
  for (const [index, { startedAt, endedAt }] of segments.entries()) {
    const until = endedAt ?? now;
    const counted = until > startedAt ? timeBetween(kind, spec, startedAt, until) : 0;
    const isLast = index === segments.length - 1;
    if (left <= counted || isLast) return { dueAt: timeAfter(kind, spec, startedAt, left), reached: left < counted };
    left -= counted;
  }
  return { dueAt: null, reached: false };
}

import type { CalendarSpec } from '../calendar/business-time.rules';
import { dueAfter, dueAfterEach, nextOpening, openMs } from '../calendar/business-time.rules';
import { openDaysBetween, sameTimeOnOpenDay } from '../calendar/business-days.rules';
import type { ClockKind, ClockName, TimerState } from './clock.rules';
import { HOUR_MS, MINUTE_MS } from './clock.rules';

/**
 * The arithmetic of one timer (domain.md 4.4, settled.md 17 and 18). A timer's time is what it brought along (`carriedMs`), plus its closed
 * segments, which nobody ever rewrites, plus the running part. All times are instants, all lengths milliseconds.
 */

export interface SegmentFacts {
  startedAt: Date;
  /** Null while the segment runs; at most one does. */
  endedAt: Date | null;
  /** Frozen when the segment closes. */
  elapsedMs: number | null;
  calendarVersionId: string | null;
}

export interface TimerFacts {
  id: string;
  clock: ClockName;
  cycle: number;
  state: TimerState;
  targetMs: number;
  kind: ClockKind;
  carriedMs: number;
  grace: boolean;
  /**
   * With `grace`: the due instant that was granted; without this field `dueAt` is. A paused row keeps the instant, since it tells how much is
   * left; whoever resumes the row stores `dueOf` of that moment as the new one.
   */
  graceDueAt?: Date | null;
  startedAt: Date;
  breachedAt: Date | null;
  /** The due instant as stored; a breached or ended timer keeps the one it had. */
  dueAt: Date | null;
  /** Percent points already passed (rows of `timer_event`). */
  points: number[];
  /** Oldest first. */
  segments: SegmentFacts[];
}

/** When a point of a running timer is reached. */
export interface PointTime {
  percent: number;
  at: Date;
}

/** The least a severity change leaves to whoever is working, and its share of the new target (domain.md 4.4). */
const GRACE_FLOOR_MS = 15 * MINUTE_MS;
const GRACE_SHARE = 0.25;

/** A failed fix gets half of the target, and never less than this (domain.md 4.2). */
const REARM_SHARE = 0.5;
const REARM_FLOOR_MS = HOUR_MS;

/** How many open days one pause and all pauses of a ticket may last (domain.md 4.4). */
export const PAUSE_CAP_DAYS = 10;
export const PAUSE_TOTAL_CAP_DAYS = 20;

/** A calendar without an opening within 60 days is a mistake in the settings: the clock then counts real time (domain.md 4.3). */
function countsRealTime(kind: ClockKind, spec: CalendarSpec, from: Date): boolean {
  return kind === 'elapsed' || nextOpening(spec, from) === null;
}

/** Time of this kind between two instants; nothing when `to` is not after `from`. */
export function timeBetween(kind: ClockKind, spec: CalendarSpec, from: Date, to: Date): number {
  if (to.getTime() <= from.getTime()) return 0;
  return countsRealTime(kind, spec, from) ? to.getTime() - from.getTime() : openMs(spec, from, to);
}

/** The earliest instant at which `ms` of this kind have passed since `from`; zero or less is `from` itself. */
export function timeAfter(kind: ClockKind, spec: CalendarSpec, from: Date, ms: number): Date {
  if (ms <= 0) return from;
  return countsRealTime(kind, spec, from) ? new Date(from.getTime() + ms) : dueAfter(spec, from, ms).dueAt;
}

function openSegment(timer: TimerFacts): SegmentFacts | undefined {
  return timer.segments.find((segment) => segment.endedAt === null);
}

/** What was counted before the open segment (or in all, where none is open). */
export function frozenMs(timer: TimerFacts): number {
  return timer.segments.reduce((sum, segment) => sum + (segment.elapsedMs ?? 0), timer.carriedMs);
}

/** What the open segment counts at `now`: the figure to freeze when it closes. 0 where none is open. */
export function segmentMs(timer: TimerFacts, spec: CalendarSpec, now: Date): number {
  const open = openSegment(timer);
  return open ? timeBetween(timer.kind, spec, open.startedAt, now) : 0;
}

/** All time counted so far: carried + closed segments + the running part. */
export function elapsedMs(timer: TimerFacts, spec: CalendarSpec, now: Date): number {
  return frozenMs(timer) + segmentMs(timer, spec, now);
}

function grantedAt(timer: TimerFacts): Date | null {
  return timer.grace ? (timer.graceDueAt ?? timer.dueAt) : null;
}

/** Where the count stands: since the start of the open segment, or since the end of the last one. */
function lastMark(timer: TimerFacts): Date {
  const last = timer.segments.at(-1);
  return last ? (last.endedAt ?? last.startedAt) : timer.startedAt;
}

/**
 * The target that the percent points are measured against: the timer's own, or with `grace` the time counted up to the granted due instant.
 * So 100 % is always the due instant, and a pause moves a granted one like any other.
 */
export function effectiveTargetMs(timer: TimerFacts, spec: CalendarSpec): number {
  const granted = grantedAt(timer);
  return granted ? frozenMs(timer) + timeBetween(timer.kind, spec, lastMark(timer), granted) : timer.targetMs;
}

/** The instant at which the open segment reaches the target or a closed one went past it; null where neither is so. */
function reachedAt(timer: TimerFacts, spec: CalendarSpec): Date | null {
  const granted = grantedAt(timer);
  if (granted) return openSegment(timer) || lastMark(timer).getTime() > granted.getTime() ? granted : null;
  let before = timer.carriedMs;
  for (const segment of timer.segments) {
    const left = timer.targetMs - before;
    if (left < 0) return segment.startedAt;
    if (segment.endedAt === null) return timeAfter(timer.kind, spec, segment.startedAt, left);
    const counted = segment.elapsedMs ?? 0;
    if (counted >= left) {
      const at = timeAfter(timer.kind, spec, segment.startedAt, left);
      // Exactly on target when the segment ended is not late; the frozen figure rules even where the calendar was changed afterwards.
      if (at.getTime() < segment.endedAt.getTime()) return at;
      if (counted > left) return segment.endedAt;
    }
    before += counted;
  }
  return null;
}

/**
 * When the promise falls due. Running: the instant of 100 %. Paused: the instant it would get if it were resumed at `now`.
 * Breached or ended: the due instant stays the one it had, because that is what was promised.
 */
export function dueOf(timer: TimerFacts, spec: CalendarSpec, now: Date): Date | null {
  if (timer.breachedAt) return timer.dueAt ?? timer.breachedAt;
  if (timer.state !== 'running' && timer.state !== 'paused') return timer.dueAt;
  const reached = reachedAt(timer, spec);
  if (reached) return reached;
  return timeAfter(timer.kind, spec, now, effectiveTargetMs(timer, spec) - frozenMs(timer));
}

/**
 * When each point (percent of the target) is reached by a timer whose open segment began at `start` with `elapsedBefore` on the clock.
 * Points that lie before the segment come out as its start. 100 % is the due instant.
 */
export function pointTimes(
  spec: CalendarSpec,
  kind: ClockKind,
  start: Date,
  elapsedBefore: number,
  targetMs: number,
  points: readonly number[],
): PointTime[] {
  const percents = [...points].sort((a, b) => a - b);
  const lengths = percents.map((percent) => Math.ceil((targetMs * percent) / 100) - elapsedBefore);
  const times = kind === 'business' ? dueAfterEach(spec, start, lengths) : lengths.map((ms) => new Date(start.getTime() + Math.max(0, ms)));
  return percents.map((percent, index) => ({ percent, at: times[index] ?? start }));
}

/** The points of a running timer with their instants; none where the timer does not run. */
export function pointTimesOf(timer: TimerFacts, spec: CalendarSpec, points: readonly number[]): PointTime[] {
  const open = openSegment(timer);
  if (timer.state !== 'running' || !open) return [];
  return pointTimes(spec, timer.kind, open.startedAt, frozenMs(timer), effectiveTargetMs(timer, spec), points);
}

/** The earliest point that has not been recorded yet: the value of `next_point_at`. Null where none is left or the timer does not run. */
export function nextPointAt(timer: TimerFacts, spec: CalendarSpec, points: readonly number[]): Date | null {
  const left = points.filter((percent) => !timer.points.includes(percent));
  return pointTimesOf(timer, spec, left).at(0)?.at ?? null;
}

/** Which points have been reached at `now` (all are recorded) and the highest of them (only that one is told to people). */
export function pointsPassed(points: readonly PointTime[], now: Date): { passed: number[]; highest: number | null } {
  const passed = points
    .filter((point) => point.at.getTime() <= now.getTime())
    .map((point) => point.percent)
    .sort((a, b) => a - b);
  return { passed, highest: passed.at(-1) ?? null };
}

/**
 * A new target after a severity or policy change (domain.md 4.4). The time already counted stays; a due instant that would lie in the past
 * becomes now + max(15 min, 25 % of the new target), in open time for business clocks, flagged as grace. A breached timer stays breached and
 * keeps its due instant. The caller closes the open segment at `now` and opens a new one. For a paused timer the instants are counted from
 * where the pause began, like every due instant a paused row keeps.
 */
export function regrade(
  timer: TimerFacts,
  newTargetMs: number,
  spec: CalendarSpec,
  now: Date,
): { targetMs: number; grace: boolean; graceDueAt: Date | null; dueAt: Date | null } {
  if (timer.breachedAt) return { targetMs: newTargetMs, grace: timer.grace, graceDueAt: timer.graceDueAt ?? null, dueAt: timer.dueAt };
  const left = newTargetMs - elapsedMs(timer, spec, now);
  const from = openSegment(timer) ? now : lastMark(timer);
  if (left > 0) return { targetMs: newTargetMs, grace: false, graceDueAt: null, dueAt: timeAfter(timer.kind, spec, from, left) };
  const granted = timeAfter(timer.kind, spec, from, Math.max(GRACE_FLOOR_MS, GRACE_SHARE * newTargetMs));
  return { targetMs: newTargetMs, grace: true, graceDueAt: granted, dueAt: granted };
}

/** How a timer ends that is stopped at `now`: exactly at the due instant is met, and a pause is never late by itself (settled.md 18). */
export function judgeStop(timer: TimerFacts, spec: CalendarSpec, now: Date): 'met' | 'breached_met' {
  return breachOf(timer, spec, now) ? 'breached_met' : 'met';
}

/** The instant this timer was late from, seen at `now`, even where the firing has not come round to it yet. Null where it is in time. */
export function breachOf(timer: TimerFacts, spec: CalendarSpec, now: Date): Date | null {
  if (timer.breachedAt) return timer.breachedAt;
  const reached = reachedAt(timer, spec);
  return reached && reached.getTime() < now.getTime() ? reached : null;
}

/** The target of a clock started again after a failed fix or a reopening; after a lapse at least what remained (settled.md 18, edge 38). */
export function rearmTarget(targetMs: number, remainingMs = 0): number {
  return Math.max(targetMs * REARM_SHARE, REARM_FLOOR_MS, remainingMs);
}

/** What a timer had left at `now`, never less than nothing. */
export function remainingMs(timer: TimerFacts, spec: CalendarSpec, now: Date): number {
  return Math.max(0, effectiveTargetMs(timer, spec) - elapsedMs(timer, spec, now));
}

/** The share of the target used so far; past 1 is late. A target of nothing counts as used up. */
export function fractionUsed(timer: TimerFacts, spec: CalendarSpec, now: Date): number {
  const target = effectiveTargetMs(timer, spec);
  return target <= 0 ? 1 : elapsedMs(timer, spec, now) / target;
}

/** Open days used up by pauses that ran `from` … `to`. */
export function pausedOpenDays(spec: CalendarSpec, pauses: readonly { from: Date; to: Date }[]): number {
  return pauses.reduce((sum, pause) => sum + openDaysBetween(spec, pause.from, pause.to), 0);
}

/**
 * When a pause beginning at `start` ends by itself: at `until`, but after 10 open days at the latest and never past 20 in all pauses of the
 * ticket; outside opening hours at the next opening (edge 26). Null where nothing is left of the 20: such a pause is refused.
 */
export function pauseEnd(spec: CalendarSpec, start: Date, usedOpenDays: number, until?: Date | null): Date | null {
  const days = Math.min(PAUSE_CAP_DAYS, PAUSE_TOTAL_CAP_DAYS - Math.floor(usedOpenDays));
  if (days <= 0) return null;
  const cap = sameTimeOnOpenDay(spec, start, days);
  const end = until && until.getTime() < cap.getTime() ? until : cap;
  return nextOpening(spec, end) ?? end;
}

/** When the question is asked again, and when we stop waiting (settled.md 18): +1, +3 and +10 open days at the same local time. */
export function chaseTimes(spec: CalendarSpec, askedAt: Date): { first: Date; second: Date; end: Date } {
  return {
    first: sameTimeOnOpenDay(spec, askedAt, 1),
    second: sameTimeOnOpenDay(spec, askedAt, 3),
    end: sameTimeOnOpenDay(spec, askedAt, PAUSE_CAP_DAYS),
  };
}

import type { CalendarSpec } from '../calendar/business-time.rules';
import { nextOpening } from '../calendar/business-time.rules';
import type { ClockKind, ClockName, Severity } from './clock.rules';
import { DEFAULT_POINTS, type PolicyChannel, type PolicyPoint, type PolicyTarget } from './default-policy.rules';
import type { SegmentFacts, TimerFacts } from './timer.rules';
import { breachOf, dueOf, pointTimesOf, timeBetween } from './timer.rules';

/** One timer as it is stored, and the steps that every change of it is made of. Rows are never altered in place: each step gives a new one. */

export type PauseReason = 'waiting_customer' | 'customer_date' | 'legal_hold' | 'site_closed';

/** Whom a passed point is for: people, nobody (it only changes a colour), or the desk itself, which then does something. */
export type PointTo = PolicyPoint['to'] | 'nobody' | 'desk';

export interface RowPoint {
  percent: number;
  at: Date;
  to: PointTo;
}

export interface RowSegment extends SegmentFacts {
  id: string;
}

export interface TimerRow extends TimerFacts {
  /** Null only on alarms, which have no target; `targetMs` is 0 there. */
  policyVersionId: string | null;
  gestureId: string | null;
  calendarId: string;
  segments: RowSegment[];
  /** The points of the running segment, in order of time. */
  plan: RowPoint[];
  nextPointAt: Date | null;
  generation: number;
  noCalendar: boolean;
  pauseReason: PauseReason | null;
  pausedAt: Date | null;
  stoppedAt: Date | null;
  /** The cancelled row whose passed points a revived one takes over. */
  copiedFrom: string | null;
}

/** A published version of a policy: it never changes. `severity` null on a point means every severity. */
export interface PolicyVersion {
  id: string;
  targets: readonly PolicyTarget[];
  points: readonly (PolicyPoint & { severity: Severity | null })[];
}

/** The opening hours that hold now. */
export interface CalendarNow {
  id: string;
  versionId: string;
  spec: CalendarSpec;
}

export interface ClockTicket {
  id: string;
  cycle: number;
  severity: Severity;
  channel: PolicyChannel;
  live: boolean;
  /** The fix was delivered in the same contact: the one-up is promised at once (domain.md 4.2). */
  sameContact?: boolean;
  locationId: string;
  calendarId: string;
  policyVersionId: string | null;
  receivedAt: Date;
}

/** Everything a change of clocks depends on besides the timers themselves. */
export interface ClockScene {
  ticket: ClockTicket;
  /** Null: nothing was ever promised, so there are no clocks with a target. */
  policy: PolicyVersion | null;
  now: Date;
  /** The current version of a calendar. */
  readonly calendar: (calendarId: string) => CalendarNow;
  /** The opening hours a segment was counted with; those of an elapsed one do not matter. */
  readonly spec: (calendarVersionId: string | null) => CalendarSpec;
  readonly newId: () => string;
}

/** At half of the target only the colour changes (domain.md 4.5). */
const COLOUR_ONLY = 50;

/** A promise made where no policy holds is watched like any other. */
const USUAL: PolicyVersion['points'] = DEFAULT_POINTS.map((point) => ({ ...point, severity: null }));

/**
 * The warning points for a severity, from the lowest up. Points below 1 % are the page at the start of a dangerous case: one clock of the
 * ticket carries it (`pages`), or the manager would be called once per clock.
 */
export function pointsFor(policy: PolicyVersion | null, severity: Severity, pages: boolean): { percent: number; to: PointTo }[] {
  return (policy?.points ?? USUAL)
    .filter((point) => (point.severity === null || point.severity === severity) && (pages || point.percent > 0))
    .map(({ percent, to }) => ({ percent, to: percent === COLOUR_ONLY ? ('nobody' as const) : to }))
    .sort((a, b) => a.percent - b.percent);
}

/** The fix is what a dangerous case is about, so its beginning is when the manager is paged. Later changes of the row keep the page or have none. */
export function pages(row: TimerRow): boolean {
  return row.generation === 1 && row.copiedFrom === null ? row.clock === 'fix' : row.plan.some((point) => point.percent < 1);
}

/**
 * Due instant and points worked out anew for a row that runs; one that is paused or over keeps its due instant and has no point ahead.
 * 100 % is the due instant, unless the promise was broken before: then the instant stays the one that was promised.
 */
export function scheduled(row: TimerRow, spec: CalendarSpec, points: readonly { percent: number; to: PointTo }[], now: Date): TimerRow {
  if (row.state !== 'running') return { ...row, nextPointAt: null };
  const times = pointTimesOf(
    row,
    spec,
    points.map((point) => point.percent),
  );
  const plan = times.map(({ percent, at }, index) => ({ percent, at, to: points[index]?.to ?? 'nobody' }));
  const next = plan.find((point) => !row.points.includes(point.percent));
  const due = row.breachedAt ? undefined : plan.find((point) => point.percent === 100);
  return { ...row, dueAt: due?.at ?? dueOf(row, spec, now), plan, nextPointAt: next?.at ?? null };
}

/** Opens a segment at `from`, counted by the calendar that holds then. The row must have no open one. */
export function opened(row: TimerRow, calendar: CalendarNow, from: Date, newId: () => string): TimerRow {
  const isBusiness = row.kind === 'business';
  const segment = {
    id: newId(),
    startedAt: from,
    endedAt: null,
    elapsedMs: null,
    calendarVersionId: isBusiness ? calendar.versionId : null,
  };
  const noCalendar = isBusiness && nextOpening(calendar.spec, from) === null;
  return { ...row, segments: [...row.segments, segment], noCalendar };
}

/** Freezes what the open segment has counted at `at`. A segment that was to begin later counts nothing. */
export function closed(row: TimerRow, spec: CalendarSpec, at: Date): TimerRow {
  const segments = row.segments.map((segment) => {
    if (segment.endedAt !== null) return segment;
    const endedAt = at.getTime() < segment.startedAt.getTime() ? segment.startedAt : at;
    return { ...segment, endedAt, elapsedMs: timeBetween(row.kind, spec, segment.startedAt, endedAt) };
  });
  return { ...row, segments };
}

/** The opening hours of the open segment; of a row without one those that hold now. */
export function specOfRow(row: TimerRow, scene: ClockScene): CalendarSpec {
  const open = row.segments.find((segment) => segment.endedAt === null);
  return open ? scene.spec(open.calendarVersionId) : scene.calendar(row.calendarId).spec;
}

/** A promise that is broken by now says so, even where the firing has not come round to it. */
export function judged(row: TimerRow, scene: ClockScene): TimerRow {
  return { ...row, breachedAt: breachOf(row, specOfRow(row, scene), scene.now) };
}

/** The row at its end: nothing is counted any more, nothing is ahead. */
export function ended(row: TimerRow, state: 'met' | 'breached_met' | 'cancelled', scene: ClockScene): TimerRow {
  const closing = closed(row, specOfRow(row, scene), scene.now);
  return {
    ...closing,
    state,
    nextPointAt: null,
    pauseReason: null,
    pausedAt: null,
    stoppedAt: scene.now,
    generation: row.generation + 1,
  };
}

/** A row as it begins. `policyVersionId` null: the target comes from somewhere else than a policy and no policy moves it later. */
export function begun(
  scene: ClockScene,
  start: {
    clock: ClockName;
    gestureId: string | null;
    kind: ClockKind;
    targetMs: number;
    policyVersionId: string | null;
    startedAt: Date;
  },
): TimerRow {
  return {
    id: scene.newId(),
    ...start,
    cycle: scene.ticket.cycle,
    calendarId: scene.ticket.calendarId,
    state: 'running',
    carriedMs: 0,
    grace: false,
    breachedAt: null,
    dueAt: null,
    points: [],
    segments: [],
    plan: [],
    nextPointAt: null,
    generation: 1,
    noCalendar: false,
    pauseReason: null,
    pausedAt: null,
    stoppedAt: null,
    copiedFrom: null,
  };
}

import { versionAtSql } from '../calendar/calendar.service';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import type { ClockName, TimerState } from './clock.rules';
import type { RowSegment, TimerRow } from './timer-row.rules';

/** Timers out of the tables, with all that their arithmetic needs, in one statement. */

/** The columns of a timer `t` that make a `TimerRow`, with its segments, its passed points and the version of its calendar at `at`. */
function timerColumns(at: string): string {
  return `t.*, ARRAY(SELECT e.point FROM timer_event e WHERE e.timer_id = t.id) AS passed,
    coalesce((SELECT jsonb_agg(s ORDER BY s.started_at, s.id) FROM timer_segment s WHERE s.timer_id = t.id), '[]') AS segments,
    ${versionAtSql('t.calendar_id', at)} AS calendar_version_now`;
}

const LIVE = `('running', 'paused', 'quarantined')`;

const READ = statement(
  'clocks.read',
  `SELECT c.ticket_calendar_version, ${timerColumns('$4::timestamptz')}
   FROM (SELECT ${versionAtSql('$3::uuid', '$4::timestamptz')} AS ticket_calendar_version) c
   LEFT JOIN timer t ON t.ticket_id = $1 AND (t.state IN ${LIVE} OR t.clock = ANY($2::text[]))
   ORDER BY t.id`,
);

// Of each clock the row that runs, else the newest: ids grow with time.
const LATEST = `
  SELECT DISTINCT ON (t.clock, t.gesture_id) ${timerColumns('n.now')}, n.now
  FROM timer t CROSS JOIN (SELECT desk_now() AS now) n
  WHERE t.ticket_id = $1
  ORDER BY t.clock, t.gesture_id, (t.state IN ${LIVE}) DESC, t.id DESC`;

interface StoredSegment {
  id: string;
  started_at: string;
  ended_at: string | null;
  elapsed_ms: number | null;
  calendar_version_id: string | null;
}

interface StoredTimer {
  id: string | null;
  ticket_id: string;
  gesture_id: string | null;
  clock: ClockName;
  cycle: number;
  state: TimerState;
  kind: TimerRow['kind'];
  calendar_id: string;
  policy_version_id: string | null;
  target_ms: number | null;
  carried_ms: number;
  started_at: Date;
  due_at: Date | null;
  point_percent: number[];
  point_at: Date[];
  point_to: TimerRow['plan'][number]['to'][];
  next_point_at: Date | null;
  generation: number;
  breached_at: Date | null;
  grace: boolean;
  no_calendar: boolean;
  pause_reason: TimerRow['pauseReason'];
  paused_at: Date | null;
  stopped_at: Date | null;
  acknowledged_until: Date | null;
  passed: number[];
  segments: StoredSegment[];
  calendar_version_now: string | null;
}

export interface FoundTimer {
  row: TimerRow;
  ticketId: string;
  calendarVersionId: string | null;
}

/** The live timers of a ticket and all those of the named clocks, oldest first, with the version of the ticket's calendar at `now`. */
export async function readTimers(
  tx: Tx,
  ticket: { id: string; calendarId: string },
  alsoEnded: readonly ClockName[],
  now: Date,
): Promise<{ timers: FoundTimer[]; calendarVersionId: string | null }> {
  const found = await tx.rows<StoredTimer & { ticket_calendar_version: string | null }>(READ, [
    ticket.id,
    alsoEnded,
    ticket.calendarId,
    now,
  ]);
  return { timers: found.flatMap(toTimer), calendarVersionId: found[0]?.ticket_calendar_version ?? null };
}

/** Of every clock of a ticket the row that says how it stands, and the desk's time. */
export async function latestTimers(reader: Reader, ticketId: string): Promise<{ timers: FoundTimer[]; now: Date | null }> {
  const found = await reader.rows<StoredTimer & { now: Date }>(LATEST, [ticketId]);
  return { timers: found.flatMap(toTimer), now: found[0]?.now ?? null };
}

function toTimer(stored: StoredTimer): FoundTimer[] {
  if (stored.id === null) return [];
  const row: TimerRow = {
    id: stored.id,
    gestureId: stored.gesture_id,
    clock: stored.clock,
    cycle: stored.cycle,
    // What could not be fired still runs: the promise holds, and the next change of it tries again.
    state: stored.state === 'quarantined' ? 'running' : stored.state,
    kind: stored.kind,
    calendarId: stored.calendar_id,
    policyVersionId: stored.policy_version_id,
    targetMs: stored.target_ms ?? 0,
    carriedMs: stored.carried_ms,
    startedAt: stored.started_at,
    dueAt: stored.due_at,
    plan: stored.point_percent.map((percent, index) => ({
      percent,
      at: stored.point_at[index] ?? stored.started_at,
      to: stored.point_to[index] ?? 'nobody',
    })),
    nextPointAt: stored.next_point_at,
    generation: stored.generation,
    breachedAt: stored.breached_at,
    grace: stored.grace,
    noCalendar: stored.no_calendar,
    pauseReason: stored.pause_reason,
    pausedAt: stored.paused_at,
    stoppedAt: stored.stopped_at,
    points: stored.passed,
    segments: stored.segments.map(toSegment),
    copiedFrom: null,
  };
  return [{ row, ticketId: stored.ticket_id, calendarVersionId: stored.calendar_version_now }];
}

function toSegment(stored: StoredSegment): RowSegment {
  return {
    id: stored.id,
    startedAt: new Date(stored.started_at),
    endedAt: stored.ended_at === null ? null : new Date(stored.ended_at),
    elapsedMs: stored.elapsed_ms,
    calendarVersionId: stored.calendar_version_id,
  };
}

import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { isAlarmClock } from './clock.rules';
import type { RowSegment, TimerRow } from './timer-row.rules';

/** Timers into the tables, a whole ticket's worth in one statement. The caller holds the ticket's lock. */

const TIMER = {
  id: 'uuid',
  ticket_id: 'uuid',
  gesture_id: 'uuid',
  clock: 'text',
  cycle: 'int',
  state: 'text',
  kind: 'text',
  calendar_id: 'uuid',
  policy_version_id: 'uuid',
  target_ms: 'bigint',
  carried_ms: 'bigint',
  started_at: 'timestamptz',
  due_at: 'timestamptz',
  point_percent: 'int[]',
  point_at: 'timestamptz[]',
  point_to: 'text[]',
  next_point_at: 'timestamptz',
  generation: 'int',
  breached_at: 'timestamptz',
  grace: 'boolean',
  no_calendar: 'boolean',
  pause_reason: 'text',
  paused_at: 'timestamptz',
  stopped_at: 'timestamptz',
  elapsed_ms: 'bigint',
} as const;

const SEGMENT = {
  id: 'uuid',
  timer_id: 'uuid',
  started_at: 'timestamptz',
  ended_at: 'timestamptz',
  calendar_version_id: 'uuid',
  elapsed_ms: 'bigint',
} as const;

/** What a change may alter; the rest of a row is fixed when it begins. */
const CHANGEABLE = Object.keys(TIMER).filter(
  (name) =>
    !['id', 'ticket_id', 'gesture_id', 'clock', 'cycle', 'calendar_id', 'policy_version_id', 'carried_ms', 'started_at'].includes(name),
);

type Columns = Readonly<Record<string, string>>;

const names = (columns: Columns) => Object.keys(columns).join(', ');
const picked = (columns: Columns) =>
  Object.keys(columns)
    .map((name) => `r.${name}`)
    .join(', ');
const recordset = (param: string, columns: Columns) =>
  `jsonb_to_recordset(${param}::jsonb) AS r(${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})`;

/** `INSERT INTO timer …` from the JSON text of `timerRecords(…).timers`; `param` is its place in the statement, such as `$7`. */
export function insertTimers(param: string): string {
  return `INSERT INTO timer (${names(TIMER)}) SELECT ${picked(TIMER)} FROM ${recordset(param, TIMER)}`;
}

/** The same for `timerRecords(…).segments`. */
export function insertSegments(param: string): string {
  return `INSERT INTO timer_segment (${names(SEGMENT)}) SELECT ${picked(SEGMENT)} FROM ${recordset(param, SEGMENT)}`;
}

/** New rows as the two JSON texts that `insertTimers` and `insertSegments` take. */
export function timerRecords(rows: readonly TimerRow[], ticketId: string): { timers: string; segments: string } {
  return {
    timers: JSON.stringify(rows.map((row) => timerRecord(row, ticketId))),
    segments: JSON.stringify(rows.flatMap((row) => row.segments.map((segment) => segmentRecord(segment, row.id)))),
  };
}

function timerRecord(row: TimerRow, ticketId: string): Record<keyof typeof TIMER, unknown> {
  return {
    id: row.id,
    ticket_id: ticketId,
    gesture_id: row.gestureId,
    clock: row.clock,
    cycle: row.cycle,
    state: row.state,
    kind: row.kind,
    calendar_id: row.calendarId,
    policy_version_id: row.policyVersionId,
    target_ms: isAlarmClock(row.clock) ? null : row.targetMs,
    carried_ms: row.carriedMs,
    started_at: row.startedAt,
    due_at: row.dueAt,
    point_percent: row.plan.map((point) => point.percent),
    point_at: row.plan.map((point) => point.at),
    point_to: row.plan.map((point) => point.to),
    next_point_at: row.nextPointAt,
    generation: row.generation,
    breached_at: row.breachedAt,
    grace: row.grace,
    no_calendar: row.noCalendar,
    pause_reason: row.pauseReason,
    paused_at: row.pausedAt,
    stopped_at: row.stoppedAt,
    elapsed_ms: row.stoppedAt === null ? null : row.segments.reduce((sum, segment) => sum + (segment.elapsedMs ?? 0), row.carriedMs),
  };
}

function segmentRecord(segment: RowSegment, timerId: string): Record<keyof typeof SEGMENT, unknown> {
  return {
    id: segment.id,
    timer_id: timerId,
    started_at: segment.startedAt,
    ended_at: segment.endedAt,
    calendar_version_id: segment.calendarVersionId,
    elapsed_ms: segment.elapsedMs,
  };
}

// The inserts wait for the updates they depend on by asking how many those were: parts of one statement have no order of their own, and
// a clock that begins anew would else meet its former row in the unique index. The ids come as arrays besides, because the planner takes a
// record set for a hundred rows and would rather read a whole table than look up so many.
const WRITE = statement(
  'clocks.write',
  `WITH closed AS (
     UPDATE timer_segment s SET ended_at = r.ended_at, elapsed_ms = r.elapsed_ms
     FROM ${recordset('$1', SEGMENT)} WHERE s.id = r.id AND s.id = ANY($6::uuid[]) AND s.ended_at IS NULL RETURNING s.id),
   changed AS (
     UPDATE timer t SET ${CHANGEABLE.map((name) => `${name} = r.${name}`).join(', ')}, fail_count = 0, last_error = NULL
     FROM ${recordset('$2', TIMER)} WHERE t.id = r.id AND t.id = ANY($7::uuid[]) RETURNING t.id),
   added AS (${insertTimers('$3')} WHERE (SELECT count(*) FROM changed) >= 0 RETURNING id),
   began AS (${insertSegments('$4')} WHERE (SELECT count(*) FROM closed) >= 0 RETURNING id),
   copied AS (
     INSERT INTO timer_event (timer_id, point, due_at, at, recipient, state, not_before)
     SELECT r.timer_id, e.point, e.due_at, e.at, e.recipient, 'quiet', e.not_before
     FROM jsonb_to_recordset($5::jsonb) AS r(timer_id uuid, from_id uuid) JOIN timer_event e ON e.timer_id = r.from_id WHERE e.timer_id = ANY($8::uuid[]))
   SELECT (SELECT count(*) FROM closed) AS closed, (SELECT count(*) FROM changed) AS changed`,
);

/** Writes the difference between two states of a ticket's timers. */
export async function writeTimers(tx: Tx, ticketId: string, before: readonly TimerRow[], after: readonly TimerRow[]): Promise<void> {
  const known = new Map(before.map((row) => [row.id, row]));
  const added = after.filter((row) => !known.has(row.id));
  const changed = after.filter((row) => known.has(row.id) && known.get(row.id) !== row);
  if (added.length + changed.length === 0) return;
  const segments = changed.flatMap((row) => segmentChanges(known.get(row.id)?.segments ?? [], row));
  const fresh = timerRecords(added, ticketId);
  const closed = segments.filter((one) => !one.isNew).map((one) => one.record);
  const began = [...segments.filter((one) => one.isNew).map((one) => one.record), ...(JSON.parse(fresh.segments) as object[])];
  const copied = added.filter((row) => row.copiedFrom !== null).map((row) => ({ timer_id: row.id, from_id: row.copiedFrom }));
  const done = await tx.one<{ closed: number; changed: number }>(WRITE, [
    JSON.stringify(closed),
    JSON.stringify(changed.map((row) => timerRecord(row, ticketId))),
    fresh.timers,
    JSON.stringify(began),
    JSON.stringify(copied),
    closed.map((record) => record.id),
    changed.map((row) => row.id),
    copied.map((one) => one.from_id),
  ]);
  if (done.closed !== closed.length || done.changed !== changed.length)
    throw new Error(`The clocks of ticket ${ticketId} were changed by somebody who did not hold its lock.`);
}

function segmentChanges(before: readonly RowSegment[], row: TimerRow): { isNew: boolean; record: ReturnType<typeof segmentRecord> }[] {
  return row.segments
    .filter((segment) => !before.includes(segment))
    .map((segment) => ({ isNew: !before.some((one) => one.id === segment.id), record: segmentRecord(segment, row.id) }));
}

import { statement } from '../platform/database/sql';

/*
 * The statements of the firing loop, whole sets at a time (reliability.md 4.3). Locking and firing are two statements on purpose: READ
 * COMMITTED gives the second one a fresh snapshot, so a clock that was stopped while we waited for the lock is seen stopped.
 */

/** How many tickets one transaction fires at most; measured: more at once only makes the first of them wait. */
export const BATCH = 500;

/** At this share of the time to the next news the customer hears that we are still working, before the promise breaks (domain.md 6.1). */
const STILL_WORKING_AT = 75;

/** How many such transactions run side by side when much is due: the database works on them with as many processors. */
export const LANES = 2;

/** Tickets with a clock whose next point has passed. Takes no lock. */
export const CANDIDATES = statement(
  'firing.candidates',
  `SELECT DISTINCT ticket_id AS id FROM (
     SELECT ticket_id FROM timer WHERE state = 'running' AND next_point_at IS NOT NULL AND next_point_at <= desk_now()
     ORDER BY next_point_at LIMIT ${String(BATCH * LANES)}) due`,
);

/** Those of them that nobody else is working on. */
export const LOCK = statement('firing.lock', `SELECT id FROM ticket WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`);

/**
 * Fires everything that has passed on these tickets at `$2`: records each point once, marks broken promises, moves on to the next point and
 * writes the timeline. Of several points of a clock only the highest that is for somebody is told (edge 17). `$3` are the alarm clocks, which
 * have nothing to break and are over after their last point. What the customer is to hear of it (that we are still working, that we are late) is left
 * as work. Answers with the instant of each point.
 */
export const FIRE = statement(
  'firing.fire',
  `WITH running AS MATERIALIZED (
     SELECT t.id, t.ticket_id, t.clock, t.cycle, t.generation, t.due_at, t.clock = ANY($3::text[]) AS alarm, t.point_percent, t.point_at, t.point_to,
       ARRAY(SELECT e.point FROM timer_event e WHERE e.timer_id = t.id) AS passed
     FROM timer t WHERE t.ticket_id = ANY($1::uuid[]) AND t.state = 'running' AND t.next_point_at <= $2),
   point AS MATERIALIZED (
     SELECT t.id, t.ticket_id, t.clock, t.cycle, t.generation, t.due_at, t.alarm, p.percent, p.at, p.recipient, p.at <= $2 AS is_due
     FROM running t CROSS JOIN LATERAL unnest(t.point_percent, t.point_at, t.point_to) AS p(percent, at, recipient)
     WHERE p.percent <> ALL (t.passed)),
   due AS MATERIALIZED (
     SELECT *, max(percent) FILTER (WHERE recipient <> 'nobody') OVER (PARTITION BY id) AS loudest FROM point WHERE is_due),
   marked AS (
     INSERT INTO timer_event (timer_id, point, due_at, at, recipient, state, not_before)
     SELECT id, percent, at, $2, recipient, CASE WHEN percent = loudest THEN 'pending' ELSE 'quiet' END, $2 FROM due),
   ahead AS MATERIALIZED (
     SELECT t.id, t.alarm, min(p.at) FILTER (WHERE NOT p.is_due) AS next_at,
       max(p.at) FILTER (WHERE p.is_due AND p.percent = 100 AND NOT t.alarm) AS broken_at
     FROM running t LEFT JOIN point p ON p.id = t.id GROUP BY t.id, t.alarm),
   fired AS (
     UPDATE timer t SET breached_at = coalesce(t.breached_at, a.broken_at), next_point_at = a.next_at, fail_count = 0, last_error = NULL,
       state = CASE WHEN a.alarm AND a.next_at IS NULL THEN 'fired' ELSE t.state END,
       stopped_at = CASE WHEN a.alarm AND a.next_at IS NULL THEN $2 ELSE t.stopped_at END
     FROM ahead a WHERE t.id = a.id),
   counted AS (
     UPDATE ticket k SET event_seq = k.event_seq + c.points, version = k.version + 1, changed_at = $2
     FROM (SELECT ticket_id, count(*)::int AS points FROM due GROUP BY ticket_id) c WHERE k.id = c.ticket_id
     RETURNING k.id, k.event_seq - c.points AS seq_before),
   numbered AS MATERIALIZED (
     SELECT d.*, k.seq_before + row_number() OVER (PARTITION BY d.ticket_id ORDER BY d.at, d.id, d.percent) AS seq
     FROM due d JOIN counted k ON k.id = d.ticket_id),
   news AS (
     INSERT INTO ticket_work (id, ticket_id, cycle, event_seq, kind, data, not_before)
     SELECT gen_random_uuid(), ticket_id, cycle, seq, CASE percent WHEN 100 THEN 'late_note' ELSE 'still_working' END, jsonb_build_object('timer', id), $2
     FROM numbered WHERE (percent = 100 AND clock IN ('contact', 'update', 'promise', 'fix')) OR (percent = ${String(STILL_WORKING_AT)} AND clock = 'update')),
   written AS (
     INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, data, at, cause)
     SELECT d.ticket_id, d.seq, 'clock_point', 'system',
       jsonb_build_object('clock', d.clock, 'percent', d.percent, 'dueAt', to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
       $2, 'timer:' || d.id || ':' || d.generation || ':' || d.percent
     FROM numbered d)
   SELECT at FROM due`,
);

/** A ticket whose clocks could not be fired: later, and after the fifth time not any more until its clocks are changed. */
export const SET_BACK = statement(
  'firing.set-back',
  `UPDATE timer SET fail_count = fail_count + 1, last_error = $3,
     state = CASE WHEN fail_count >= 4 THEN 'quarantined' ELSE state END,
     next_point_at = CASE WHEN fail_count >= 4 THEN NULL ELSE $2 + make_interval(secs => power(4, fail_count)) END
   WHERE ticket_id = $1 AND state = 'running' AND next_point_at <= $2
   RETURNING id, clock, state`,
);

/** Milliseconds until the next point, and the database's real time for comparing the clocks of the two machines. */
export const NEXT = statement(
  'firing.next',
  `SELECT extract(epoch FROM (SELECT min(next_point_at) FROM timer WHERE state = 'running' AND next_point_at IS NOT NULL) - desk_now()) * 1000 AS ms,
     clock_timestamp() AS "realTime"`,
);

/** Tickets with a clock that still runs by opening hours which others have followed. */
export const OUTDATED = statement(
  'firing.outdated',
  `SELECT DISTINCT t.ticket_id AS id FROM (
     SELECT v.id FROM calendar_version v WHERE EXISTS (
       SELECT FROM calendar_version n WHERE n.calendar_id = v.calendar_id AND n.effective_from > v.effective_from AND n.effective_from <= desk_now())) old
   CROSS JOIN LATERAL (
     SELECT s.timer_id FROM timer_segment s WHERE s.calendar_version_id = old.id AND s.ended_at IS NULL ORDER BY s.timer_id LIMIT 100) s
   JOIN timer t ON t.id = s.timer_id WHERE t.state IN ('running', 'quarantined') LIMIT 100`,
);

import { statement } from '../platform/database/sql';

/*
 * The statements of the firing loop, whole sets at a time (reliability.md 4.3). Locking and firing are two statements on purpose: READ
 * COMMITTED gives the second one a fresh snapshot, so a clock that was stopped while we waited for the lock is seen stopped.
 */

/** How many clocks one transaction fires; measured: more at once only makes the first of them wait. */
export const BATCH = 500;

/** Tickets with a clock whose next point has passed. Takes no lock. */
export const CANDIDATES = statement(
  'firing.candidates',
  `SELECT DISTINCT ticket_id AS id FROM (
     SELECT ticket_id FROM timer WHERE state = 'running' AND next_point_at IS NOT NULL AND next_point_at <= desk_now()
     ORDER BY next_point_at LIMIT ${String(BATCH)}) due`,
);

/** Those of them that nobody else is working on. */
export const LOCK = statement('firing.lock', `SELECT id FROM ticket WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`);

/**
 * Fires everything that has passed on these tickets at `$2`: records each point once, marks broken promises, moves on to the next point and
 * writes the timeline. Of several points of a clock only the highest that is for somebody is told (edge 17). `$3` are the alarm clocks, which
 * have nothing to break and are over after their last point. Answers with the instant of each point.
 */
export const FIRE = statement(
  'firing.fire',
  `WITH due AS MATERIALIZED (
     SELECT t.id, t.ticket_id, t.clock, t.generation, t.due_at, t.clock = ANY($3::text[]) AS alarm, p.percent, p.at, p.recipient,
       max(p.percent) FILTER (WHERE p.recipient <> 'nobody') OVER (PARTITION BY t.id) AS told
     FROM timer t CROSS JOIN LATERAL unnest(t.point_percent, t.point_at, t.point_to) AS p(percent, at, recipient)
     WHERE t.ticket_id = ANY($1::uuid[]) AND t.state = 'running' AND t.next_point_at <= $2 AND p.at <= $2
       AND NOT EXISTS (SELECT FROM timer_event e WHERE e.timer_id = t.id AND e.point = p.percent)),
   marked AS (
     INSERT INTO timer_event (timer_id, point, due_at, at, recipient, state, not_before)
     SELECT id, percent, at, $2, recipient, CASE WHEN percent = told THEN 'pending' ELSE 'quiet' END, $2 FROM due),
   moved AS (
     SELECT t.id, x.broken_at,
       (SELECT min(p.at) FROM unnest(t.point_percent, t.point_at) AS p(percent, at)
        WHERE p.at > $2 AND NOT EXISTS (SELECT FROM timer_event e WHERE e.timer_id = t.id AND e.point = p.percent)) AS next_at
     FROM timer t JOIN (SELECT id, max(at) FILTER (WHERE percent = 100 AND NOT alarm) AS broken_at FROM due GROUP BY id) x ON x.id = t.id),
   fired AS (
     UPDATE timer t SET
       breached_at = coalesce(t.breached_at, m.broken_at), next_point_at = m.next_at, fail_count = 0, last_error = NULL,
       state = CASE WHEN m.next_at IS NULL AND t.clock = ANY($3::text[]) THEN 'fired' ELSE t.state END,
       stopped_at = CASE WHEN m.next_at IS NULL AND t.clock = ANY($3::text[]) THEN $2 ELSE t.stopped_at END
     FROM moved m WHERE t.id = m.id),
   told AS (
     INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, data, at, cause)
     SELECT d.ticket_id, k.event_seq + row_number() OVER (PARTITION BY d.ticket_id ORDER BY d.at, d.id, d.percent), 'clock_point', 'system',
       jsonb_build_object('clock', d.clock, 'percent', d.percent, 'dueAt', to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
       $2, 'timer:' || d.id || ':' || d.generation || ':' || d.percent
     FROM due d JOIN ticket k ON k.id = d.ticket_id),
   counted AS (
     UPDATE ticket k SET event_seq = k.event_seq + c.points, version = k.version + 1, changed_at = $2
     FROM (SELECT ticket_id, count(*)::int AS points FROM due GROUP BY ticket_id) c WHERE k.id = c.ticket_id)
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

import { statement } from '../platform/database/sql';

/*
 * The statements that move money. Everything a gift needs of all its budgets happens in one of them: the periods are locked by ascending id, so
 * that nobody waits in a ring, and either all of them change or none. A counter never changes without its line in the ledger.
 *
 * The rows of `locked` are the newest ones (FOR UPDATE waits and reads again), whatever the statement itself saw when it began; so the question
 * whether the money is there is asked of `locked`, and asked for all periods at once.
 */

/** The budgets that pay for a gift. $1 location, $2 desk (null = none), $3 currency. A location's budget counts for everything below it. */
const APPLICABLE = `WITH RECURSIVE above AS (
     SELECT id, parent_id FROM location WHERE id = $1::uuid
     UNION SELECT l.id, l.parent_id FROM location l JOIN above a ON l.id = a.parent_id),
   applicable AS MATERIALIZED (
     SELECT b.* FROM budget b WHERE b.status = 'active' AND b.currency = $3::text
       AND (b.scope_kind = 'org' OR b.location_id IN (SELECT id FROM above) OR b.desk_id = $2::uuid))`;

/** $4 class, $5 amount, $6 now, $7 gesture, $8 by. One row: how many budgets pay, how many have a period, whether this gift has its money already. */
export const RESERVE = statement(
  'budgets.reserve',
  `${APPLICABLE}, paying AS (SELECT id, zone FROM applicable WHERE class IS NULL OR class = $4::text),
   held AS MATERIALIZED (
     SELECT coalesce(sum(reserved_change), 0) AS minor, coalesce(max(turn), 0) AS turn FROM budget_entry WHERE gesture_id = $7::uuid),
   locked AS MATERIALIZED (
     SELECT p.id, b.zone, p.period_end AS ends_at, p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor AS left_minor
     FROM budget_period p JOIN paying b ON b.id = p.budget_id
     WHERE p.period_start <= $6::timestamptz AND p.period_end > $6::timestamptz ORDER BY p.id FOR NO KEY UPDATE OF p),
   found AS MATERIALIZED (
     SELECT (SELECT count(*) FROM paying) AS budgets, count(*) AS periods, coalesce(bool_and(left_minor >= $5::bigint), true) AS fits FROM locked),
   taken AS (
     UPDATE budget_period p SET reserved_minor = p.reserved_minor + $5::bigint FROM locked l, found f, held h
     WHERE p.id = l.id AND f.fits AND f.periods = f.budgets AND h.minor = 0 RETURNING p.id, h.turn),
   written AS (
     INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, reserved_change, by_staff, at)
     SELECT id, 'reserve', $7::uuid, turn + 1, $5::bigint, $5::bigint, $8::uuid, $6::timestamptz FROM taken)
   SELECT f.budgets, f.periods, f.fits, h.minor > 0 AS "isHeld", t.left_minor AS "leftMinor", t.ends_at AS "endsAt", t.zone
   FROM found f CROSS JOIN held h LEFT JOIN LATERAL (SELECT * FROM locked ORDER BY left_minor, ends_at DESC LIMIT 1) t ON true`,
);

/** Where a gift's money stands, and under its lock. $1 gesture. */
const HELD = `WITH held AS MATERIALIZED (
     SELECT period_id, sum(reserved_change) AS minor, max(turn) AS turn FROM budget_entry WHERE gesture_id = $1::uuid
     GROUP BY period_id HAVING sum(reserved_change) > 0),
   locked AS MATERIALIZED (
     SELECT p.id, p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor AS left_minor
     FROM budget_period p WHERE p.id IN (SELECT period_id FROM held) ORDER BY p.id FOR NO KEY UPDATE OF p)`;

/**
 * $2 the real cost, $3 now, $4 by. What it costs more is taken where there is still room. One row for each period that held money; one without room paid
 * what was reserved, and `overMinor` is what it could not pay.
 */
export const COMMIT = statement(
  'budgets.commit',
  `${HELD}, settled AS (
     UPDATE budget_period p SET reserved_minor = p.reserved_minor - h.minor,
       spent_minor = p.spent_minor + CASE WHEN $2::bigint - h.minor <= l.left_minor THEN $2::bigint ELSE h.minor END
     FROM locked l JOIN held h ON h.period_id = l.id WHERE p.id = l.id
     RETURNING p.id, h.minor, h.turn, CASE WHEN $2::bigint - h.minor <= l.left_minor THEN $2::bigint ELSE h.minor END AS paid),
   written AS (
     INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, reserved_change, spent_change, by_staff, at)
     SELECT id, 'commit', $1::uuid, turn, paid, -minor, paid, $4::uuid, $3::timestamptz FROM settled)
   SELECT id AS "periodId", turn, $2::bigint - paid AS "overMinor" FROM settled ORDER BY id`,
);

/**
 * The same for a gift for which nothing was set aside, in the periods of now: one with room pays all of it, one without nothing. A gift that is paid, or
 * that holds money, is left alone. $4 class, $5 the real cost, $6 now, $7 gesture, $8 by.
 */
export const CHARGE = statement(
  'budgets.charge',
  `${APPLICABLE}, before AS MATERIALIZED (
     SELECT coalesce(max(turn), 0) AS turn, coalesce(bool_or(kind = 'commit'), false) OR coalesce(sum(reserved_change), 0) > 0 AS done
     FROM budget_entry WHERE gesture_id = $7::uuid),
   locked AS MATERIALIZED (
     SELECT p.id, CASE WHEN p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor >= $5::bigint THEN $5::bigint ELSE 0 END AS paid
     FROM budget_period p JOIN applicable b ON b.id = p.budget_id AND (b.class IS NULL OR b.class = $4::text)
     WHERE p.period_start <= $6::timestamptz AND p.period_end > $6::timestamptz ORDER BY p.id FOR NO KEY UPDATE OF p),
   settled AS (
     UPDATE budget_period p SET spent_minor = p.spent_minor + l.paid FROM locked l, before o WHERE p.id = l.id AND NOT o.done
     RETURNING p.id, o.turn + 1 AS turn, l.paid),
   written AS (
     INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, spent_change, by_staff, at)
     SELECT id, 'commit', $7::uuid, turn, paid, paid, $8::uuid, $6::timestamptz FROM settled)
   SELECT id AS "periodId", turn, $5::bigint - paid AS "overMinor" FROM settled ORDER BY id`,
);

/** $2 now. Also into a period that is over: there it is shown and stays unspent (edge 91). */
export const RELEASE = statement(
  'budgets.release',
  `${HELD}, settled AS (
     UPDATE budget_period p SET reserved_minor = p.reserved_minor - h.minor FROM locked l JOIN held h ON h.period_id = l.id WHERE p.id = l.id
     RETURNING p.id, h.minor, h.turn)
   INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, reserved_change, at)
   SELECT id, 'release', $1::uuid, turn, minor, -minor, $2::timestamptz FROM settled`,
);

/** The budgets that pay and what is left of each now; null where the period has not begun to be used. $4 now. */
export const LEFT = statement(
  'budgets.left',
  `${APPLICABLE}
   SELECT b.class, b.period, b.zone, b.limit_minor AS "limitMinor", p.period_end AS "endsAt",
     p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor AS "leftMinor"
   FROM applicable b LEFT JOIN budget_period p ON p.budget_id = b.id AND p.period_start <= $4::timestamptz AND p.period_end > $4::timestamptz
   ORDER BY b.id`,
);

/** The budgets that pay in this class and have no period yet. $4 class, $5 now. */
export const UNOPENED = statement(
  'budgets.unopened',
  `${APPLICABLE}
   SELECT b.id FROM applicable b WHERE (b.class IS NULL OR b.class = $4::text) AND NOT EXISTS (
     SELECT 1 FROM budget_period p WHERE p.budget_id = b.id AND p.period_start <= $5::timestamptz AND p.period_end > $5::timestamptz)
   ORDER BY b.id`,
);

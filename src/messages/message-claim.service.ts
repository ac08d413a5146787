import { statement } from '../platform/database/sql';
import { STOPPABLE_KINDS } from './breaker.rules';
import { type Carried, MESSAGE_KINDS, type MessageClass, type MessageKind, type MessageVars } from './message.rules';
import { variablesOf } from '../templates/template.rules';

/** How messages are taken up. The claim reads everything that the last look and the text need in the same round trip. */

/** A message that is ours until the lease ends, with what the database says at this moment about what it is about. */
export interface ClaimedMessage {
  id: string;
  leaseToken: string;
  ticketId: string | null;
  customerId: string | null;
  staffId: string | null;
  cycle: number | null;
  kind: MessageKind;
  class: MessageClass;
  channel: Carried;
  automatic: boolean;
  to: string | null;
  /** BCP 47; `und` where nobody knows the customer's. */
  language: string;
  /** Of the place that the ticket belongs to; null = the organisation's. */
  locationLanguage: string | null;
  /** A number that reaches the owner, or the place; null where there is none, or the message says none. */
  directLine: string | null;
  vars: MessageVars;
  attempts: number;
  maxAttempts: number;
  /** Goes up whenever it is certain that the round before reached nobody. */
  round: number;
  /** May it go on to the customer's next way when this one fails? */
  mayMove: boolean;
  /** It counts among the automatic messages of its customer already. */
  counted: boolean;
  now: Date;
  /** There is no mailbox behind this address any more. */
  addressDead: boolean;
  /** Another receipt went to this address within the pause. */
  receiptTwin: boolean;
  /** The oldest message of this ticket that was sent: the head of the thread. */
  threadId: string | null;
  ticketState: string | null;
  severity: string | null;
  ticketCycle: number | null;
  ticketNumber: number | null;
  ticketChannel: string | null;
  statusVersion: number | null;
  question: string | null;
  closedAt: Date | null;
  customerName: string | null;
  zone: string | null;
  locationName: string | null;
  ownerName: string | null;
  automaticBlocked: boolean | null;
  apologyBlocked: boolean | null;
  followUpBlocked: boolean | null;
  gestureState: string | null;
  gestureSilent: boolean | null;
  /** Must the customer spend money to use it? */
  gestureNeedsSpend: boolean | null;
  gestureText: string | null;
  gestureNote: string | null;
  gestureReason: Record<string, string> | null;
  gestureUntil: Date | null;
  voucherId: string | null;
  voucherVersion: number | null;
  voucherHash: Buffer | null;
  voucherStatus: string | null;
  /** YYYY-MM-DD */
  voucherLastDay: string | null;
  staffName: string | null;
  /** Left, or the complaint is about them: they get nothing. */
  staffBarred: boolean;
  inviteId: string | null;
  inviteVersion: number | null;
  inviteUntil: Date | null;
}

/** The same length in every claim, so that a lease never ends while a mail (20 s at most) is still under way. */
const LEASE = `interval '60 seconds'`;

/** Their texts may name a direct line. */
const SAY_A_NUMBER = quoted(MESSAGE_KINDS.filter((kind) => variablesOf(kind).some(({ name }) => name === 'directLine')));

/** All that the last look and the text need, of the messages `claimed` (alias c), at the `clock`. */
const FACTS = `SELECT c.id, c.lease_token AS "leaseToken", c.ticket_id AS "ticketId", c.customer_id AS "customerId", c.staff_id AS "staffId", c.cycle, c.kind, c.class,
     c.channel, c.round, c.may_move AS "mayMove", c.counted_at IS NOT NULL AS counted, c.automatic, c.to_address AS "to", c.language, c.vars, c.attempts, c.max_attempts AS "maxAttempts", (SELECT now FROM clock) AS now,
     EXISTS (SELECT 1 FROM address a WHERE a.kind = CASE c.channel WHEN 'email' THEN 'email' ELSE 'phone' END AND a.value_norm = c.to_address AND a.customer_id = c.customer_id AND a.state = 'dead') AS "addressDead",
     c.kind = 'receipt' AND EXISTS (
       SELECT 1 FROM message r WHERE r.kind = 'receipt' AND r.to_address = c.to_address AND r.seq < c.seq
         AND r.created_at > c.created_at - interval '15 minutes' AND r.state NOT IN ('cancelled', 'dead')) AS "receiptTwin",
     (SELECT x.id FROM message x WHERE x.ticket_id = c.ticket_id AND x.channel = 'email' AND x.class <> 'staff' AND x.state = 'sent' AND x.id <> c.id
      ORDER BY x.seq LIMIT 1) AS "threadId",
     f.state AS "ticketState", f.severity, f.cycle AS "ticketCycle", f.number AS "ticketNumber", f.channel AS "ticketChannel", f.status_version AS "statusVersion",
     f.question, f.closed_at AS "closedAt", f.customer_name AS "customerName", f.zone, f.location_name AS "locationName",
     f.owner_first_name AS "ownerName", f.automatic_blocked AS "automaticBlocked", f.apology_blocked AS "apologyBlocked", f.follow_up_blocked AS "followUpBlocked",
     g.state AS "gestureState", g.silent AS "gestureSilent", g.needs_spend AS "gestureNeedsSpend", g.text AS "gestureText", g.note AS "gestureNote", g.reason_line AS "gestureReason",
     g.expires_at AS "gestureUntil",
     vf.id AS "voucherId", vf.code_version AS "voucherVersion", vf.hash AS "voucherHash", vf.status AS "voucherStatus", vf.last_day AS "voucherLastDay",
     (SELECT l.language FROM ticket t JOIN location l ON l.id = t.location_id WHERE t.id = c.ticket_id) AS "locationLanguage",
     CASE WHEN c.kind IN (${SAY_A_NUMBER}) THEN (
       SELECT coalesce(o.direct_line, l.direct_line) FROM ticket t JOIN location l ON l.id = t.location_id LEFT JOIN staff o ON o.id = t.owner_id
       WHERE t.id = c.ticket_id) END AS "directLine",
     s.name AS "staffName",
     coalesce(s.status = 'left', false) OR (s.id IS NOT NULL AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = c.ticket_id AND t.subject_staff_id = s.id)) AS "staffBarred",
     i.id AS "inviteId", i.token_version AS "inviteVersion", i.expires_at AS "inviteUntil"
   FROM claimed c
   LEFT JOIN message_facts f ON f.ticket_id = c.ticket_id
   LEFT JOIN LATERAL (
     SELECT x.* FROM gesture_facts x
     WHERE (c.class = 'gesture' OR c.kind = 'voucher_reminder') AND x.ticket_id = c.ticket_id AND CASE WHEN c.vars ? 'gestureId' THEN x.id::text = c.vars ->> 'gestureId' ELSE x.cycle = c.cycle END
     ORDER BY x.offered_at DESC NULLS LAST LIMIT 1) g ON true
   LEFT JOIN LATERAL (SELECT x.* FROM voucher_facts x WHERE c.kind IN ('voucher', 'voucher_reminder') AND x.gesture_id = g.id LIMIT 1) vf ON true
   LEFT JOIN staff s ON s.id = c.staff_id
   LEFT JOIN invitation i ON c.kind = 'invitation' AND i.staff_id = c.staff_id AND i.kind = 'invite' AND i.used_at IS NULL AND i.expires_at > (SELECT now FROM clock)`;

/** Is it one of those that stand still while the breaker is open? Of the message with this alias. */
const standsStill = (alias: string): string =>
  `(SELECT is_open FROM stopped) AND ${alias}.automatic AND ${alias}.kind IN (${quoted(STOPPABLE_KINDS)})`;

// Messages of one ticket and channel leave in the order in which they were planned. One that is planned for later and was never tried does not
// hold up the others: a survey of next week would silence the ticket until then; nor does one that the breaker stops. One that may have arrived does:
// better silent than out of order.
// OFFSET 0 keeps that look-up one per message: nearly always nothing waits, so the planner takes what waits for one row and would join each message with
// all of it, which made a burst of n messages cost n².
export const CLAIM = statement(
  'message.claim',
  `WITH clock AS MATERIALIZED (SELECT desk_now() AS now),
   stopped AS MATERIALIZED (SELECT stopped_at IS NOT NULL AS is_open FROM breaker),
   due AS MATERIALIZED (
     SELECT q.id FROM message q
     WHERE NOT EXISTS (SELECT 1 FROM channel_pause p WHERE p.channel = $3 AND p.until > (SELECT now FROM clock))
       AND q.state = 'pending' AND q.channel = $3 AND q.not_before <= (SELECT now FROM clock) AND (q.send_before IS NULL OR q.send_before > (SELECT now FROM clock))
       AND NOT (${standsStill('q')})
       AND NOT EXISTS (
         SELECT 1 FROM message e
         WHERE e.order_key = q.order_key AND e.seq < q.seq AND e.state IN ('pending', 'held', 'sending', 'uncertain')
           AND (e.state <> 'pending' OR ((e.attempts > 0 OR e.not_before <= (SELECT now FROM clock)) AND NOT (${standsStill('e')}))) OFFSET 0)
     ORDER BY q.not_before, q.seq LIMIT $2 FOR UPDATE SKIP LOCKED),
   claimed AS (
     UPDATE message m
     SET state = 'sending', lease_token = $1, lease_until = clock_timestamp() + ${LEASE}, attempts = m.attempts + 1,
         first_attempt_at = coalesce(m.first_attempt_at, (SELECT now FROM clock))
     FROM due WHERE m.id = due.id
     RETURNING m.*)
   ${FACTS} ORDER BY c.seq`,
);

/** One message as the sender would see it now, without taking it up. $1 its id. */
export const LOOK = `WITH clock AS MATERIALIZED (SELECT desk_now() AS now), claimed AS (SELECT m.* FROM message m WHERE m.id = $1) ${FACTS}`;

// The statistics of an outbox are always old: it was empty when they were taken. Believing that, the planner reads and sorts everything that is
// pending to find the first hundred (45 ms with 10,000 waiting, 3 ms by the index, which is in the right order).
export const BY_INDEX = statement(
  'message.by_index',
  `SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
);

// A provider's limit holds for all processes together. The row stays locked until the claim is committed, so two of them cannot both take what is left.
export const RATE = statement(
  'message.rate',
  `INSERT INTO send_rate AS r (channel, second, used) VALUES ($1, date_trunc('second', clock_timestamp()), 0)
   ON CONFLICT (channel) DO UPDATE SET second = greatest(r.second, EXCLUDED.second), used = CASE WHEN r.second >= EXCLUDED.second THEN r.used ELSE 0 END
   RETURNING used`,
);
export const RATE_USED = statement('message.rate_used', `UPDATE send_rate SET used = used + $2 WHERE channel = $1`);

function quoted(kinds: readonly MessageKind[]): string {
  return kinds.map((kind) => `'${kind}'`).join(', ');
}

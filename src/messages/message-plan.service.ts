import { statement } from '../platform/database/sql';
import { BRAKED_KINDS, MOST_A_DAY, MOST_AN_HOUR, RECEIPT_PAUSE_MINUTES } from './message.rules';

const RECEIPT_BRAKE = 'brake: one receipt per address in 15 minutes';

/**
 * One statement for channel, address, language, brakes and the row itself, because it runs inside every business transaction. A braked message is written
 * as cancelled: what was not sent can be seen. No row where no way to the customer is left.
 *
 * Messages of a ticket and channel leave in their order; the kinds of $20 stand for themselves.
 * The channel (domain.md 6.3): the wish on this complaint, what the customer asked for in general, what they wrote last by, then the order of $17.
 */
export const PLAN = statement(
  'message.plan',
  `WITH me AS (
     SELECT c.id, c.preferred_channel, c.language FROM customer c WHERE c.id = (SELECT coalesce(x.merged_into, x.id) FROM customer x WHERE x.id = $4::uuid)
   ), about AS (
     SELECT t.wish_channel, t.language FROM ticket t WHERE t.id = $3::uuid
   ), reach AS (
     SELECT a.kind, a.value_norm, a.extension, a.verified, a.created_at, a.id FROM address a WHERE a.customer_id = (SELECT id FROM me) AND a.state = 'live'
   ), way AS (
     SELECT 'chat' AS channel, (
       SELECT c.id::text FROM chat c WHERE $16::text = 'chat' AND c.ticket_id = $3::uuid AND c.resume_until > $11::timestamptz ORDER BY c.created_at DESC LIMIT 1) AS address
     UNION ALL SELECT 'email', CASE
       WHEN $12::text IS NULL THEN (SELECT value_norm FROM reach WHERE kind = 'email' AND NOT 'email:' || value_norm = ANY($19::text[]) ORDER BY verified DESC, created_at DESC, id DESC LIMIT 1)
       WHEN EXISTS (SELECT 1 FROM address d WHERE d.customer_id = $4::uuid AND d.kind = 'email' AND d.value_norm = $12::text AND d.state = 'dead') THEN NULL
       ELSE $12::text END
     UNION ALL SELECT 'sms', CASE WHEN $16::text = 'sms' AND $12::text IS NOT NULL THEN $12::text ELSE (
       SELECT value_norm FROM reach WHERE kind = 'phone' AND extension IS NULL AND NOT 'sms:' || value_norm = ANY($19::text[]) ORDER BY verified DESC, created_at DESC, id DESC LIMIT 1) END
     UNION ALL SELECT 'call', (SELECT value_norm FROM reach WHERE kind = 'phone' AND NOT 'call:' || value_norm = ANY($19::text[]) ORDER BY verified DESC, created_at DESC, id DESC LIMIT 1)
     UNION ALL SELECT 'post', (SELECT value_norm FROM reach WHERE kind = 'post' AND NOT 'post:' || value_norm = ANY($19::text[]) ORDER BY verified DESC, created_at DESC, id DESC LIMIT 1)
   ), used AS (
     SELECT k.channel FROM contact k WHERE $16::text = 'best' AND k.ticket_id = $3::uuid AND k.direction = 'in' ORDER BY k.at DESC, k.id DESC LIMIT 1
   ), who AS (
     SELECT w.channel, w.address, coalesce((SELECT language FROM about), (SELECT language FROM me), 'und') AS language,
       CASE w.channel WHEN 'email' THEN $13::text WHEN 'sms' THEN $18::text WHEN 'chat' THEN 'pending' ELSE 'held' END AS state
     FROM way w WHERE w.address IS NOT NULL AND CASE WHEN $16::text = 'best' THEN w.channel = ANY($17::text[]) ELSE w.channel = $16::text END
     ORDER BY (w.channel = (SELECT wish_channel FROM about)) IS TRUE DESC, (w.channel = (SELECT preferred_channel FROM me)) IS TRUE DESC,
       (w.channel = (SELECT channel FROM used)) IS TRUE DESC, array_position($17::text[], w.channel) LIMIT 1
   ), earlier AS (
     SELECT count(*) AS a_day, count(*) FILTER (WHERE m.created_at > $11::timestamptz - interval '1 hour') AS an_hour
     FROM message m WHERE $6::text = ANY($14::text[]) AND m.ticket_id = $3::uuid AND m.kind = ANY($14::text[]) AND m.state <> 'cancelled'
       AND m.created_at > $11::timestamptz - interval '1 day'
   ), brake AS (
     SELECT CASE
       WHEN $6::text = 'receipt' AND EXISTS (
         SELECT 1 FROM message r WHERE r.kind = 'receipt' AND r.to_address = (SELECT address FROM who)
           AND r.created_at > $11::timestamptz - interval '${String(RECEIPT_PAUSE_MINUTES)} minutes' AND r.state NOT IN ('cancelled', 'dead')) THEN '${RECEIPT_BRAKE}'
       WHEN (SELECT an_hour FROM earlier) >= ${String(MOST_AN_HOUR)} THEN 'brake: ${String(MOST_AN_HOUR)} automatic messages in this conversation within an hour'
       WHEN (SELECT a_day FROM earlier) >= ${String(MOST_A_DAY)} THEN 'brake: ${String(MOST_A_DAY)} automatic messages in this conversation within a day'
     END AS why)
   INSERT INTO message (id, effect_key, ticket_id, customer_id, cycle, kind, class, automatic, channel, to_address, language, vars, order_key,
     state, held_for, last_error, not_before, send_before, created_at, retry_class, may_move)
   SELECT $1::uuid, $2, $3, $4, $5, $6, $7, $8, who.channel, who.address, who.language, $9::jsonb, CASE WHEN $6::text = ANY($20::text[]) THEN $1::uuid::text ELSE $3::text || ':' || who.channel END,
     CASE WHEN brake.why IS NOT NULL THEN 'cancelled' ELSE who.state END,
     CASE WHEN brake.why IS NULL AND who.state = 'held' THEN CASE WHEN who.channel IN ('email', 'sms') THEN 'provider' ELSE 'person' END END,
     coalesce(brake.why, CASE WHEN who.state = 'held' THEN
       CASE who.channel WHEN 'email' THEN 'no mail relay' WHEN 'sms' THEN 'no SMS provider' WHEN 'call' THEN 'a person calls' ELSE 'a person writes' END END),
     coalesce($10::timestamptz, $11::timestamptz), $15::timestamptz, $11, CASE who.channel WHEN 'sms' THEN 'B' ELSE 'C' END, $16::text = 'best'
   FROM who, brake
   ON CONFLICT (effect_key) DO NOTHING
   RETURNING id, state, channel, to_address AS "to", last_error AS "why"`,
);

export const BRAKED = [...BRAKED_KINDS];

/** A mail to a person of ours. Nothing where she has left, or where the complaint is about her. Needs no order: each stands for itself. */
export const PLAN_STAFF = statement(
  'message.plan_staff',
  `INSERT INTO message (id, effect_key, ticket_id, staff_id, kind, class, automatic, channel, to_address, vars, order_key, state, held_for, last_error, not_before, created_at)
   SELECT $1, $2, $3, s.id, $5, 'staff', true, 'email', s.email, $6::jsonb, $2, $7, CASE WHEN $7 = 'held' THEN 'provider' END,
     CASE WHEN $7 = 'held' THEN 'no mail relay' END, $8, $8
   FROM staff s WHERE s.id = $4 AND s.status <> 'left' AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = $3 AND t.subject_staff_id = s.id)
   ON CONFLICT (effect_key) DO NOTHING RETURNING id`,
);

export const CANCEL_OUTDATED = statement(
  'message.cancel_outdated',
  `WITH gone AS (
     UPDATE message SET state = 'cancelled', held_for = NULL, last_error = 'outdated: it was taken back'
     WHERE ticket_id = $1 AND kind = ANY($2::text[]) AND state IN ('pending', 'held') RETURNING id),
   left_undone AS (
     UPDATE task SET state = 'cancelled', done_at = (SELECT desk_now()), note = 'It was taken back.' FROM gone WHERE task.message_id = gone.id AND task.state = 'open')
   SELECT id FROM gone`,
);

/**
 * The one answer to a STOP: to the number that wrote, whatever else is switched off there. Only where none went there since the last time texts were
 * switched on ($6), and worthless after five minutes.
 */
export const PLAN_CONFIRMATION = statement(
  'message.plan_confirmation',
  `INSERT INTO message (id, effect_key, ticket_id, customer_id, kind, class, automatic, channel, to_address, language, order_key, state, held_for, last_error,
     not_before, send_before, created_at, retry_class)
   SELECT $1, $2, $3, $4, 'stop_confirmation', 'service', true, 'sms', $5, $8, 'number:' || $5, $9, CASE WHEN $9 = 'held' THEN 'provider' END,
     CASE WHEN $9 = 'held' THEN 'no SMS provider' END, $7, $7::timestamptz + interval '5 minutes', $7, 'B'
   WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.channel = 'sms' AND m.to_address = $5 AND m.kind = 'stop_confirmation'
     AND m.state <> 'cancelled' AND m.created_at > coalesce($6::timestamptz, '-infinity'))
   ON CONFLICT (effect_key) DO NOTHING RETURNING id`,
);

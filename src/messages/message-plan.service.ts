import { statement } from '../platform/database/sql';
import { BRAKED_KINDS, MOST_A_DAY, MOST_AN_HOUR, RECEIPT_PAUSE_MINUTES } from './message.rules';

const RECEIPT_BRAKE = 'brake: one receipt per address in 15 minutes';

/**
 * One statement for channel, address, language, brakes and the row itself, because it runs inside every business transaction. A braked message is written
 * as cancelled: what was not sent can be seen. No row where the customer has no live address.
 */
export const PLAN = statement(
  'message.plan',
  `WITH who AS (
     SELECT CASE WHEN $16::text = 'chat' THEN (
         SELECT c.id::text FROM chat c WHERE c.ticket_id = $3::uuid AND c.resume_until > $11::timestamptz ORDER BY c.created_at DESC LIMIT 1)
       WHEN $12::text IS NULL THEN (
         SELECT a.value_norm FROM address a
         WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $4::uuid) AND a.kind = 'email' AND a.state = 'live'
         ORDER BY a.verified DESC, a.created_at DESC, a.id DESC LIMIT 1)
       WHEN EXISTS (SELECT 1 FROM address d WHERE d.customer_id = $4::uuid AND d.kind = 'email' AND d.value_norm = $12::text AND d.state = 'dead') THEN NULL
       ELSE $12::text END AS address,
       coalesce((SELECT t.language FROM ticket t WHERE t.id = $3::uuid), (SELECT c.language FROM customer c WHERE c.id = $4::uuid), 'en') AS language
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
     state, last_error, not_before, send_before, created_at)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $16, who.address, who.language, $9::jsonb, $3::text || ':' || $16,
     CASE WHEN brake.why IS NOT NULL THEN 'cancelled' ELSE $13::text END, coalesce(brake.why, CASE WHEN $13::text = 'held' THEN 'no mail relay' END),
     coalesce($10::timestamptz, $11::timestamptz), $15::timestamptz, $11
   FROM who, brake WHERE who.address IS NOT NULL
   ON CONFLICT (effect_key) DO NOTHING
   RETURNING id, state, last_error AS "why"`,
);

export const BRAKED = [...BRAKED_KINDS];

/** A mail to a person of ours. Nothing where she has left, or where the complaint is about her. Needs no order: each stands for itself. */
export const PLAN_STAFF = statement(
  'message.plan_staff',
  `INSERT INTO message (id, effect_key, ticket_id, staff_id, kind, class, automatic, channel, to_address, vars, order_key, state, last_error, not_before, created_at)
   SELECT $1, $2, $3, s.id, $5, 'staff', true, 'email', s.email, $6::jsonb, $2, $7, CASE WHEN $7 = 'held' THEN 'no mail relay' END, $8, $8
   FROM staff s WHERE s.id = $4 AND s.status <> 'left' AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = $3 AND t.subject_staff_id = s.id)
   ON CONFLICT (effect_key) DO NOTHING RETURNING id`,
);

export const CANCEL_OUTDATED = statement(
  'message.cancel_outdated',
  `UPDATE message SET state = 'cancelled', last_error = 'outdated: it was taken back'
   WHERE ticket_id = $1 AND kind = ANY($2::text[]) AND state IN ('pending', 'held')`,
);

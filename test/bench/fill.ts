import { manyTickets } from '../support/builders';
import type { Tables } from './cluster';

/** Rows by the hundred thousand, set by set. */

const AT_A_TIME = 100_000;

/** Tickets as the builders of the tests make them, two in three late, each live one with a running clock of opening hours. */
export async function fillTickets(tables: Tables, n: number, ownerId: string): Promise<void> {
  for (let made = 0; made < n; made += AT_A_TIME) await manyTickets(tables, Math.min(AT_A_TIME, n - made), ['main'], [ownerId]);
  await tables.sql(
    `INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, target_ms, started_at, due_at, point_percent, point_at, point_to, next_point_at, breached_at)
     SELECT uuidv7(), t.id, 'fix', 1, 'running', 'business', t.calendar_id, 86400000, t.received_at, t.next_due_at, '{100}', ARRAY[t.next_due_at], '{manager}',
       CASE WHEN t.next_due_at > n.now THEN t.next_due_at END, CASE WHEN t.next_due_at <= n.now THEN t.next_due_at END
     FROM ticket t, (SELECT desk_now() + interval '10 minutes' AS now) n WHERE t.next_due_at IS NOT NULL`,
  );
  await openSegments(tables);
}

/**
 * Open tickets whose fix clock passes its first point, 75 %, `firstInMs` from now or up to `spreadMs` later, and the others days after. All on one owner's desk.
 */
export async function armClocks(tables: Tables, n: number, ownerId: string, firstInMs: number, spreadMs: number): Promise<void> {
  await tables.sql(
    `WITH made AS (
       SELECT uuidv7() AS id, date_trunc('milliseconds', n.now + make_interval(secs => ($2::float8 + $3::float8 * i / $1::int) / 1000)) AS at
       FROM generate_series(0, $1::int - 1) i, (SELECT desk_now() AS now) n),
     opened AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, owner_id, received_at,
         next_due_at, next_clock, status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), 'open', 'S3', 'S3', 'calm', 'failed_service', 'phone', true, 'A matter with a clock', l.id, l.calendar_id, $4, desk_now(),
         m.at + interval '2 days', 'fix', sha256(m.id::text::bytea), desk_now(), desk_now()
       FROM made m, location l WHERE l.key = 'main' RETURNING id, calendar_id)
     INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, target_ms, started_at, due_at, point_percent, point_at, point_to, next_point_at)
     SELECT uuidv7(), m.id, 'fix', 1, 'running', 'business', o.calendar_id, 86400000, desk_now(), m.at + interval '2 days', '{75,90,100,150,200}',
       ARRAY[m.at, m.at + interval '1 day', m.at + interval '2 days', m.at + interval '3 days', m.at + interval '4 days'],
       '{owner,lead,manager,area_manager,area_manager}', m.at
     FROM made m JOIN opened o ON o.id = m.id`,
    [n, firstInMs, spreadMs, ownerId],
  );
  await openSegments(tables);
}

async function openSegments(tables: Tables): Promise<void> {
  await tables.sql(
    `INSERT INTO timer_segment (id, timer_id, started_at, calendar_version_id)
     SELECT uuidv7(), t.id, t.started_at, v.id FROM timer t
     JOIN LATERAL (SELECT id FROM calendar_version v WHERE v.calendar_id = t.calendar_id ORDER BY v.version DESC LIMIT 1) v ON true
     WHERE NOT EXISTS (SELECT FROM timer_segment s WHERE s.timer_id = t.id)`,
  );
}

/** Tickets that were put right a moment ago, each of a customer of its own with an address; no gift was suggested for them yet. Returns their ids. */
export async function fixedTickets(tables: Tables, n: number, ownerId: string): Promise<string[]> {
  const rows = await tables.sql<{ id: string }>(
    `WITH made AS (SELECT uuidv7() AS id, uuidv7() AS customer_id, i FROM generate_series(1, $1::int) i),
     customers AS (
       INSERT INTO customer (id, name, language, last_contact_at, created_at)
       SELECT customer_id, 'Ann Lee ' || i, 'en', desk_now(), desk_now() FROM made RETURNING id),
     addresses AS (
       INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT uuidv7(), customer_id, 'email', customer_id || '@customer.test', customer_id || '@customer.test', desk_now() FROM made),
     fixed AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, customer_id, owner_id,
         received_at, fixed_at, status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), 'fixed', 'S3', 'S3', 'calm', 'failed_service', 'phone', true, 'A matter put right', l.id, l.calendar_id, m.customer_id, $2,
         desk_now(), desk_now(), sha256(m.id::text::bytea), desk_now(), desk_now()
       FROM made m, location l WHERE l.key = 'main' RETURNING id)
     INSERT INTO fix_action (id, ticket_id, cycle, kind, summary, decision, fault, cause_key, apology_given, delivered_by, delivered_at)
     SELECT uuidv7(), id, 1, 'redo', 'We did it again and tried it on the road.', 'upheld', 'ours', 'process', true, $2, desk_now() FROM fixed
     RETURNING ticket_id AS id`,
    [n, ownerId],
  );
  return rows.map(({ id }) => id);
}

/** Receipts that are due now, each for a ticket and an address of its own, none of them sent yet. Returns how many. */
export async function planReceipts(tables: Tables, n: number): Promise<number> {
  const rows = await tables.sql(
    `WITH made AS (SELECT uuidv7() AS id, uuidv7() AS customer_id, i FROM generate_series(1, $1::int) i),
     customers AS (
       INSERT INTO customer (id, name, language, last_contact_at, created_at)
       SELECT customer_id, 'Ann Lee ' || i, 'en', desk_now(), desk_now() FROM made RETURNING id),
     addresses AS (
       INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT uuidv7(), customer_id, 'email', customer_id || '@customer.test', customer_id || '@customer.test', desk_now() FROM made),
     opened AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, customer_id, received_at,
         status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), 'new', 'S3', 'S3', 'calm', 'failed_service', 'email', false, 'A matter by mail', l.id, l.calendar_id, m.customer_id,
         desk_now(), sha256(m.id::text::bytea), desk_now(), desk_now()
       FROM made m, location l WHERE l.key = 'main' RETURNING id, customer_id)
     INSERT INTO message (id, effect_key, ticket_id, customer_id, cycle, kind, class, channel, to_address, vars, order_key, state, not_before, created_at)
     SELECT uuidv7(), 'ticket:' || id || ':ack', id, customer_id, 1, 'receipt', 'service', 'email', customer_id || '@customer.test',
       jsonb_build_object('promise', desk_now() + interval '1 day', 'text', NULL), id || ':email', 'pending', desk_now(), desk_now()
     FROM opened RETURNING id`,
    [n],
  );
  return rows.length;
}

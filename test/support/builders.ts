import { uuidv7 } from 'uuidv7';

/** Rows put straight into the tables, for tests of what is read. A test of what is done goes through the desk. */

export interface Tables {
  sql<Row extends Record<string, unknown>>(text: string, params?: unknown[]): Promise<Row[]>;
}

const ALWAYS_OPEN = '00000000-0000-7000-8000-000000000247';

/** A location that is always open. */
export async function aPlace(tables: Tables, key: string, parent: string | null = null, zone = 'UTC'): Promise<string> {
  const id = uuidv7();
  await tables.sql(
    `INSERT INTO location (id, key, name, zone, country, currency, calendar_id, parent_id, created_at)
     VALUES ($1, $2, $3, $4, 'US', 'USD', $5, (SELECT id FROM location WHERE key = $6), desk_now())`,
    [id, key, `Place ${key}`, zone, ALWAYS_OPEN, parent],
  );
  return id;
}

export async function aTeam(tables: Tables, key: string, location: string): Promise<string> {
  const id = uuidv7();
  await tables.sql(
    `INSERT INTO team (id, key, name, location_id, created_at) VALUES ($1, $2, $2, (SELECT id FROM location WHERE key = $3), desk_now())`,
    [id, key, location],
  );
  return id;
}

/** The desk of a partner firm. */
export async function aPartnerDesk(tables: Tables, key: string): Promise<string> {
  const id = uuidv7();
  await tables.sql(`INSERT INTO desk (id, key, name, kind, created_at) VALUES ($1, $2, $2, 'vendor', desk_now())`, [id, key]);
  return id;
}

export async function aCustomer(tables: Tables, who: { name?: string; email?: string; phone?: string } = {}): Promise<string> {
  const id = uuidv7();
  await tables.sql(`INSERT INTO customer (id, name, language, last_contact_at, created_at) VALUES ($1, $2, 'en', desk_now(), desk_now())`, [
    id,
    who.name ?? 'Ada Lovelace',
  ]);
  for (const [kind, value] of [
    ['email', who.email],
    ['phone', who.phone],
  ]) {
    if (value === undefined) continue;
    await tables.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at) VALUES ($1, $2, $3, $4, $4, desk_now())`,
      [uuidv7(), id, kind, value],
    );
  }
  return id;
}

/** Columns of `ticket` by name; what is missing is an ordinary open ticket of location `main`. */
export type TicketColumns = Record<string, unknown>;

/** One ticket as a row. `location` takes a key; all other columns are given as they are called in the table. */
export async function aTicket(
  tables: Tables,
  { location = 'main', ...columns }: TicketColumns & { location?: string } = {},
): Promise<{ id: string; number: number }> {
  const id = uuidv7();
  const row: TicketColumns = {
    state: 'open',
    severity: 'S3',
    original_severity: columns['severity'] ?? 'S3',
    mood: 'calm',
    failure_class: 'failed_service',
    channel: 'phone',
    live: true,
    title: 'The hinge is loose',
    ...columns,
  };
  const names = Object.keys(row);
  const [made] = await tables.sql<{ number: string }>(
    `INSERT INTO ticket (id, number, location_id, calendar_id, received_at, status_hash, created_at, changed_at, ${names.join(', ')})
     SELECT $1::uuid, nextval('ticket_number'), l.id, l.calendar_id, desk_now(), sha256($1::uuid::text::bytea), desk_now(), desk_now(),
       ${names.map((_, index) => `$${String(index + 3)}`).join(', ')}
     FROM location l WHERE l.key = $2 RETURNING number`,
    [id, location, ...Object.values(row)],
  );
  if (!made) throw new Error(`There is no location ${location}.`);
  return { id, number: Number(made.number) };
}

/**
 * Many tickets in one statement, each with a customer, an owner or none, and a contact: two in three late, from a minute to years, one in fifty dangerous,
 * one in ten done, one in ten without a running promise.
 */
export async function manyTickets(
  tables: Tables,
  n: number,
  locations: readonly string[] = ['main'],
  owners: readonly string[] = [],
): Promise<void> {
  await tables.sql(
    `WITH made AS (
       SELECT i, uuidv7() AS id, uuidv7() AS customer_id, i % 10 = 9 AS done, i % 10 = 8 AS resting,
         ($3::uuid[])[1 + i % (cardinality($3::uuid[]) + 1)] AS owner_id, ($2::text[])[1 + i % cardinality($2::text[])] AS place
       FROM generate_series(1, $1) i),
     customers AS (
       INSERT INTO customer (id, name, last_contact_at, created_at) SELECT customer_id, 'Person ' || i, desk_now(), desk_now() FROM made RETURNING id),
     tickets AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, owner_id,
         customer_id, received_at, next_due_at, next_clock, closed_at, close_reason, status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), CASE WHEN m.done THEN 'closed' WHEN m.i % 4 = 0 THEN 'new' ELSE 'open' END,
         CASE WHEN m.i % 50 = 0 THEN 'S1' WHEN m.i % 7 = 0 THEN 'S2' ELSE 'S3' END, 'S3', 'calm', 'failed_service', 'phone', true,
         'Matter number ' || m.i, l.id, l.calendar_id, m.owner_id, m.customer_id, desk_now() - interval '1 day',
         CASE WHEN m.done OR m.resting THEN NULL ELSE desk_now() + make_interval(mins => ($1 / 3 - m.i) * 7) END,
         CASE WHEN m.done OR m.resting THEN NULL ELSE 'fix' END,
         CASE WHEN m.done THEN desk_now() END, CASE WHEN m.done THEN 'recovered' END, sha256(m.id::text::bytea), desk_now(), desk_now() - interval '1 day'
       FROM made m JOIN location l ON l.key = m.place RETURNING id, customer_id)
     INSERT INTO contact (id, ticket_id, customer_id, kind, channel, direction, human, text, at, created_at)
     SELECT uuidv7(), t.id, t.customer_id, 'call', 'phone', 'out', true, 'We called.', desk_now(), desk_now() FROM tickets t`,
    [n, locations, owners],
  );
}

/** Somebody did something to the ticket; its version afterwards. */
export async function touch(tables: Tables, ticketId: string): Promise<number> {
  const [row] = await tables.sql<{ version: number }>(
    `UPDATE ticket SET version = version + 1, changed_at = desk_now() WHERE id = $1 RETURNING version`,
    [ticketId],
  );
  return row?.version ?? 0;
}

import pg from 'pg';
import { Firing } from '../src/firing/firing.service';
import { manyTickets } from './support/builders';
import type { Client } from './support/client';
import { complaint, fix, take } from './support/one-up';
import { World } from './support/world';

/**
 * What the desk asks its database all day long is caught as it is asked, and explained on a database with years of work in it: the named index must be
 * used, and no big table may be read from end to end.
 */

const ROWS = 50_000;
const BIG = [
  'ticket',
  'timer',
  'timer_segment',
  'timer_event',
  'message',
  'customer',
  'address',
  'contact',
  'ticket_event',
  'session',
  'notification',
  'inbound_message',
  'ticket_work',
  'idempotency_key',
];

/** Asked once after each new release of the time-zone data, page by page, or once a day. */
const RARE = /zone_data|kind = 'business'|once a day/;

interface Asked {
  name: string;
  text: string;
  values: unknown[];
}

let world: World;
let asked: Asked[];

beforeAll(async () => {
  world = await World.start();
  asked = await caught(() => daysWork());
  await fill();
}, 180_000);
afterAll(() => world.stop());

/** Everything that the desk asked its database meanwhile: each statement once for each set of values that are given and that are null. */
async function caught(work: () => Promise<void>): Promise<Asked[]> {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  await work();
  const { calls, contexts } = query.mock as unknown as { calls: unknown[][]; contexts: pg.Client[] };
  const found = new Map<string, Asked>();
  for (const [index, [first, second]] of calls.entries()) {
    // the test's own look into the database has no name
    if (
      (contexts[index] as unknown as { connectionParameters: { application_name?: string } }).connectionParameters.application_name !==
      'amends'
    )
      continue;
    const one: Partial<Asked> = typeof first === 'string' ? { text: first, values: second as unknown[] } : (first as Partial<Asked>);
    const { text = '', name = '' } = one;
    const values = Array.isArray(one.values) ? one.values : [];
    const key = text + JSON.stringify(values.map((value) => value === null));
    if (/^\s*(SELECT|WITH|UPDATE|DELETE|INSERT)/i.test(text)) found.set(key, { name, text, values });
  }
  query.mockRestore();
  return [...found.values()];
}

/** A complaint from its arrival to the offer of a gift, and the pages that people look at. */
async function daysWork(): Promise<void> {
  const [agent, manager] = [await world.signIn('agent'), await world.signIn('manager')];
  const email = 'ann@customer.test';
  await world.sendMail({ from: 'mail@customer.test', subject: 'Broken' });
  const ticket = await complaint(agent, { customer: { name: 'Ann Lee', email, phone: '+12125550143' } });
  for (let n = 0; n < 2; n += 1) await agent.post(`tickets/${ticket}/notes`, { text: 'Again.' }, { key: 'twice' });
  await world.settle();
  await fix(agent, ticket);
  await world.settle();
  await take(agent, ticket, 'car_wash');
  await world.shift(5 * 24 * 3_600_000);
  await world.desk.app.get(Firing).untilNextMs();
  await look(agent, manager, ticket);
}

async function look(agent: Client, manager: Client, ticket: string): Promise<void> {
  const pages = [
    `tickets/${ticket}`,
    `tickets/${ticket}/events`,
    `tickets/${ticket}/contacts`,
    'tickets/1001',
    'tickets',
    'tickets?overdue=true',
    'tickets?owner=me',
    'tickets/counts',
    `tickets/${ticket}/snippets`,
    'notifications?unread=true',
    'customers/match?q=ann@customer.test&text=The+hinge+is+loose&touchPoint=website',
    'customers/match?q=Ann',
    'touch-points/suggest?text=The+hinge+is+loose',
    'drafts',
    'messages',
  ];
  for (const page of pages) {
    const { status } = await agent.get(page);
    if (status !== 200) throw new Error(`${page}: ${String(status)}`);
  }
  await manager.get('board');
  await agent.post('tickets/take-next');
  await agent.put(`tickets/${ticket}/presence`, { doing: 'looking' });
}

/** Years of work: most of it done, little of it due. */
async function fill(): Promise<void> {
  await manyTickets(world, ROWS);
  const sql = (text: string): Promise<unknown> => world.sql(text);
  await sql(`INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
    SELECT gen_random_uuid(), id, 'email', 'c' || n || '@customer.test', 'c' || n || '@customer.test', created_at FROM (SELECT *, row_number() OVER () AS n FROM customer) c`);
  await sql(`INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, target_ms, started_at, due_at, point_percent, point_at, point_to, next_point_at, stopped_at)
    SELECT gen_random_uuid(), id, 'statutory', 1, CASE WHEN live THEN 'running' ELSE 'met' END, 'elapsed', calendar_id, 1000, received_at, at, '{100}', ARRAY[at], '{owner}', CASE WHEN live THEN at END, CASE WHEN NOT live THEN at END
    FROM (SELECT id, calendar_id, received_at, closed_at IS NULL AND number % 3 = 0 AS live, desk_now() + make_interval(mins => (number % 40000)::int) AS at FROM ticket) t`);
  await sql(
    `INSERT INTO timer_segment (id, timer_id, started_at, ended_at, elapsed_ms) SELECT gen_random_uuid(), id, started_at, started_at, 0 FROM timer`,
  );
  await sql(`INSERT INTO message (id, effect_key, ticket_id, customer_id, kind, class, channel, to_address, order_key, state, not_before, sent_at, created_at)
    SELECT gen_random_uuid(), 'fill:' || id, id, customer_id, 'receipt', 'service', 'email', 'c' || number || '@customer.test', 'fill:' || id,
      CASE WHEN number % 50 = 0 THEN 'pending' ELSE 'sent' END, desk_now() + interval '1 day', CASE WHEN number % 50 = 0 THEN NULL ELSE desk_now() END, created_at FROM ticket`);
  await sql(`INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, at) SELECT id, 1000, 'note', 'system', created_at FROM ticket`);
  await sql(`INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at)
    SELECT sha256(n::text::bytea), (SELECT id FROM staff ORDER BY id LIMIT 1), desk_now(), desk_now(), desk_now() + interval '7 days' FROM generate_series(1, ${String(ROWS)}) n`);
  await sql(`INSERT INTO notification (id, dedupe_key, staff_id, ticket_id, kind, text, at, read_at)
    SELECT gen_random_uuid(), 'fill:' || id, (SELECT id FROM staff ORDER BY id LIMIT 1), id, 'note', 'Look.', created_at, created_at FROM ticket`);
  await sql(
    `INSERT INTO idempotency_key (actor, key, fingerprint, answer, at) SELECT 'staff:x', 'k' || n, '', '{}', desk_now() FROM generate_series(1, ${String(ROWS)}) n`,
  );
  await sql(`INSERT INTO inbound_message (id, source, raw, raw_hash, rcpt_to, received_at, state, outcome, not_before)
    SELECT gen_random_uuid(), 'mail', '', sha256(n::text::bytea), '{}', desk_now(), 'done', 'opened', desk_now() FROM generate_series(1, ${String(ROWS)}) n`);
  await sql(
    `INSERT INTO ticket_work (id, ticket_id, cycle, event_seq, kind, state, not_before) SELECT gen_random_uuid(), id, 1, 1, 'follow_up', 'done', created_at FROM ticket ON CONFLICT DO NOTHING`,
  );
  await sql(
    `INSERT INTO timer_event (timer_id, point, due_at, at, recipient, state, not_before) SELECT id, 50, started_at, started_at, 'owner', 'done', started_at FROM timer ON CONFLICT DO NOTHING`,
  );
  await sql('ANALYZE');
}

/** The plan that the database makes of what was asked, with what was asked; nothing is done. */
async function planOf({ text, values }: Asked): Promise<string> {
  const client = await world.database.connect();
  try {
    await client.query('BEGIN');
    // the sender asks for its index by these before it claims
    const settings = asked.find((one) => one.name === 'message.by_index');
    if (settings && text.includes('lease_token = $1')) await client.query(settings.text);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>({ text: `EXPLAIN ${text}`, values });
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

function byIndex(names: string): RegExp {
  return new RegExp(`using (${names}) |Index Scan on (${names}) `);
}

function find(what: string | RegExp, value?: unknown): Asked {
  const found = asked.find(
    ({ name, text, values }) =>
      (typeof what === 'string' ? name === what : what.test(text)) && (value === undefined || values.includes(value)),
  );
  if (!found) throw new Error(`Nobody asked ${String(what)}; there is ${[...new Set(asked.map((one) => one.name))].join(' ')}`);
  return found;
}

test.each<[string, string | RegExp, string]>([
  ['which clocks are due', 'firing.candidates', 'timer_due'],
  ['when the next clock is due', 'firing.next', 'timer_due'],
  ['which points are to be told', 'points.waiting', 'timer_event_pending'],
  ['which messages leave', 'message.claim', 'message_pending'],
  ['which messages were left behind by a process that died', 'message.reap', 'message_sending|message_listing'],
  ['which mail is to be worked on', 'inbound.claim', 'inbound_pending'],
  ['who is signed in', 'caller.session', 'session_pkey'],
  ['what was answered to the same request before', 'command.recall', 'idempotency_key_pkey'],
  ['the ticket of this number', /t\.number = \$\d/, 'ticket_number_key'],
  ['the work list, most urgent first', /"nextClock".*ORDER BY .*infinity/s, 'ticket_urgency'],
  ['what a person has not read', /FROM notification/, 'notification_unread|notification_of_staff'],
])('%s is found by its index', async (_, what, index) => {
  expect(await planOf(find(what))).toMatch(byIndex(index));
});

test('whose address this is is found by its index', async () => {
  expect(await planOf(find('customer.match', 'ann@customer.test'))).toMatch(byIndex('address_lookup'));
});

test('nothing that happens every day reads a big table from end to end', async () => {
  const wrong: string[] = [];
  for (const one of asked.filter(({ text }) => !RARE.test(text))) {
    const scans = [...(await planOf(one)).matchAll(/Seq Scan on (\w+)/g)]
      .map(([, table]) => table ?? '')
      .filter((table) => BIG.includes(table));
    if (scans.length > 0) wrong.push(`${scans.join(', ')}: ${one.name} ${one.text.replace(/\s+/g, ' ').slice(0, 200)}`);
  }
  expect(asked.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

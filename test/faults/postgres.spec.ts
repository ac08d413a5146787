import pg from 'pg';
import { type Answer, Client } from '../support/client';
import { complaint, done } from '../support/one-up';
import { OwnPostgres } from '../support/own-postgres';
import { until } from '../support/until';
import { World } from '../support/world';

/** PostgreSQL goes away under load and comes back: requests are told so (503), nothing acknowledged is lost, and nobody restarts the desk. */

let postgres: OwnPostgres;
let world: World;
let agent: Client;

beforeAll(async () => {
  postgres = await OwnPostgres.start();
  world = await World.start({ databaseUrl: postgres.url, sweep: true });
  // our own look into the database breaks as well
  world.database.on('error', () => undefined);
  agent = await world.signIn('agent');
}, 120_000);
afterAll(async () => {
  await world.stop();
  await postgres.stop();
});

interface Taken {
  key: string;
  email: string;
  statuses: number[];
  /** What the desk has acknowledged. */
  ticket: string | null;
}

let counter = 0;

/** Four people take complaints until `trouble` is over, each complaint again and again under its key until it is acknowledged. */
async function underLoad(trouble: () => Promise<void>): Promise<Taken[]> {
  const all: Taken[] = [];
  const state = { isOver: false };
  const person = async (): Promise<void> => {
    while (!state.isOver) {
      counter += 1;
      const taken: Taken = { key: `load-${String(counter)}`, email: `load${String(counter)}@customer.test`, statuses: [], ticket: null };
      all.push(taken);
      await until(`${taken.key} is taken`, async () => {
        const answer = await take(taken);
        taken.statuses.push(answer.status);
        if (answer.status === 201) taken.ticket = answer.body.ticket.id;
        return answer.status === 201;
      });
    }
  };
  const people = [person(), person(), person(), person()];
  await until('the load is on', () => all.filter((taken) => taken.ticket !== null).length >= 8);
  await trouble();
  const before = all.length;
  await until('it goes on', () => all.slice(before).filter((taken) => taken.ticket !== null).length >= 8);
  state.isOver = true;
  await Promise.all(people);
  return all;
}

function take({ key, email }: Taken): Promise<Answer> {
  const body = { channel: 'phone', text: 'It broke.', touchPoint: 'unsure', customer: { name: 'Ann', email } };
  return agent.post('complaints', body, { key });
}

/** Each complaint is there once, as it was acknowledged, and its customer got at most one receipt. */
async function expectWhole(all: readonly Taken[]): Promise<void> {
  const statuses = new Set(all.flatMap((taken) => taken.statuses));
  expect([...statuses].filter((status) => ![201, 409, 503].includes(status))).toEqual([]);
  expect(statuses.has(503)).toBe(true);
  const rows = await world.sql<{ id: string; email: string }>(
    `SELECT t.id, a.value_norm AS email FROM ticket t JOIN address a USING (customer_id) WHERE a.value_norm LIKE 'load%'`,
  );
  const byEmail = new Map(rows.map((row) => [row.email, row.id]));
  expect(byEmail.size).toBe(rows.length);
  for (const { email, ticket } of all) expect([email, byEmail.get(email)]).toEqual([email, ticket]);
  await until('all messages have ended', async () => {
    await world.sql(
      `UPDATE message SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'sending' AND lease_until < clock_timestamp() + interval '30 seconds'`,
    );
    return (await world.sql(`SELECT id FROM message WHERE state IN ('pending', 'sending') LIMIT 1`)).length === 0;
  });
  const receipts = world.sink.mails.map((mail) => mail.to[0]);
  expect(receipts.length).toBe(new Set(receipts).size);
  expect(await world.sql(`SELECT ticket_id FROM ticket_event GROUP BY 1 HAVING max(seq) <> count(*)`)).toEqual([]);
}

test('PostgreSQL crashes and restarts under load', async () => {
  const all = await underLoad(async () => {
    await postgres.crashAndRestart();
  });
  await expectWhole(all);
  expect((await world.anonymous.get('/health/ready')).status).toBe(200);
}, 120_000);

test('all connections are cut under load', async () => {
  const all = await underLoad(async () => {
    for (let n = 0; n < 5; n += 1) {
      await world.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
    }
  });
  await expectWhole(all);
}, 120_000);

test('while PostgreSQL is away, monitors and people are told in plain words', async () => {
  const stopped = underLoad(async () => {
    const crash = postgres.crashAndRestart();
    await until('somebody is told', async () => {
      const { status, body, headers } = await agent.get('tickets');
      if (status === 503)
        expect([body.detail, headers.get('retry-after')]).toEqual([
          'The desk cannot reach its database right now. Please try again in a moment.',
          '2',
        ]);
      return status === 503;
    });
    await crash;
  });
  await expectWhole(await stopped);
}, 120_000);

describe('somebody else holds the ticket', () => {
  let ticket: string;
  let holder: pg.Client;

  beforeEach(async () => {
    ticket = await complaint(agent);
    holder = new pg.Client({ connectionString: postgres.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM ticket WHERE id = $1 FOR UPDATE', [ticket]);
  });
  afterEach(() => holder.end());

  test('longer than anybody waits: the request is refused with 409, and works when repeated', async () => {
    const answer = await agent.post(`tickets/${ticket}/notes`, { text: 'Hello.' }, { key: 'waits' });
    expect([answer.status, answer.body.detail]).toEqual([409, 'Somebody else is working on this at this very moment. Please try again.']);
    await holder.query('COMMIT');
    await done(agent.post(`tickets/${ticket}/notes`, { text: 'Hello.' }, { key: 'waits' }));
  });

  test('and the database breaks off the statement that waits: the request is refused with 503, and works when repeated', async () => {
    const waiting = agent.post(`tickets/${ticket}/notes`, { text: 'Hello.' }, { key: 'broken-off' });
    const isWaiting = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'`;
    await until('it waits', async () => (await world.sql(isWaiting)).length > 0);
    await world.sql(`SELECT pg_cancel_backend(pid) FROM (${isWaiting}) waiting`);
    expect((await waiting).status).toBe(503);
    await holder.query('COMMIT');
    await done(agent.post(`tickets/${ticket}/notes`, { text: 'Hello.' }, { key: 'broken-off' }));
  });
});

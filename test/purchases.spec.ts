import { createHmac } from 'node:crypto';
import { CustomerHistory } from '../src/gestures/customer-history.service';
import { LearnedNumbers } from '../src/learning/learned.service';
import { LearningWork } from '../src/learning/learning.worker';
import { Database } from '../src/platform/database/database';
import type { Answer, Client, Json } from './support/client';
import { WEBHOOK_SECRET } from './support/sms-provider';
import { anAddress, DAY, logged, ok } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start({ env: { WEBHOOK_SECRET } });
  await world.setClock('2026-11-16T15:00:00Z');
  [agent, manager] = [await world.signIn('agent'), await world.signIn('manager')];
});
afterAll(() => world.stop());

const HEAD = 'source_id,at,amount_minor,margin_minor,currency,email';

let counter = 0;
function sale(email: string, over: { id?: string; at?: string; amount?: string; margin?: string } = {}): string {
  counter += 1;
  return [
    over.id ?? `T-${String(counter)}`,
    over.at ?? '2026-11-15T10:00:00Z',
    over.amount ?? '1250',
    over.margin ?? '400',
    'USD',
    email,
  ].join(',');
}

/** The file as a program sends it. */
function send(lines: string[], by: Client = manager, head = HEAD): Promise<Answer> {
  return by.csv('purchases/import', [head, ...lines].join('\n'));
}

async function aCustomer(): Promise<{ id: string; email: string; ticket: string }> {
  const email = anAddress();
  const { ticket } = await logged(agent, { customer: { name: 'Ann Lee', email } });
  const [row] = await world.sql<{ id: string }>('SELECT customer_id AS id FROM ticket WHERE id = $1', [ticket.id]);
  return { id: row?.id ?? '', email, ticket: ticket.id };
}

const kept = (id: string): Promise<Json[]> =>
  world.sql(
    'SELECT amount_minor::int AS amount, margin_minor::int AS margin, source FROM purchase_event WHERE customer_id = $1 ORDER BY at',
    [id],
  );

describe('a file of purchases', () => {
  test('keeps those of customers, nothing about strangers, and the same file again changes nothing', async () => {
    const one = await aCustomer();
    const lines = [
      sale(one.email),
      sale(one.email, { amount: '-500', margin: '', at: '2026-11-15T11:00:00Z' }),
      sale('stranger@example.test'),
    ];
    expect((await send(lines)).body).toEqual({ lines: 3, taken: 2, already: 0, unknown: 1, ambiguous: [] });
    expect((await send(lines)).body).toMatchObject({ taken: 0, already: 2, unknown: 1 });
    expect(await kept(one.id)).toEqual([
      { amount: 1250, margin: 400, source: 'csv' },
      { amount: -500, margin: null, source: 'csv' },
    ]);
  });

  test('with a mistake in it nothing is taken, and every wrong line is named with its number', async () => {
    const one = await aCustomer();
    const refused = await send([sale(one.email), sale(one.email, { amount: '12.50' }), sale(one.email, { at: 'yesterday', id: '' })]);
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain('Nothing was taken. line 3: amount_minor must be a whole number');
    expect(refused.body.detail).toContain('line 4: source_id is missing');
    expect(await kept(one.id)).toEqual([]);
  });

  test.each([
    [
      'a column that is missing',
      'source_id,at,currency,email',
      'T-9,2026-11-15T10:00:00Z,USD,a@b.test',
      'line 1: The column amount_minor is missing.',
    ],
    ['a line with a cell too many', HEAD, `${HEAD},x`, 'This is no CSV file that can be read'],
    ['no purchase at all', HEAD, '', 'The file holds no purchase.'],
  ])('%s is said', async (_, head, line, why) => {
    const refused = await send([line], manager, head);
    expect([refused.status, String(refused.body.detail).startsWith(why)]).toEqual([400, true]);
  });

  test('one sale twice in a file is named', async () => {
    const one = await aCustomer();
    const line = sale(one.email);
    expect((await send([line, line])).body.detail).toContain('stands on line 2 already.');
  });

  test('an address that two customers share says nothing', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    await world.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at) VALUES (gen_random_uuid(), $1, 'email', $2, $2, desk_now())`,
      [other.id, one.email],
    );
    expect((await send([sale(one.email, { id: 'T-both' })])).body).toMatchObject({
      taken: 0,
      ambiguous: [{ line: 2, sourceId: 'T-both' }],
    });
  });

  test('is for managers, and comes as text/csv', async () => {
    expect((await send([sale('a@b.test')], agent)).status).toBe(403);
    const json = await manager.post('purchases/import', { a: 1 });
    expect(json.status).toBe(400);
  });
});

describe('a purchase that another system reports', () => {
  async function report(body: object, secret = WEBHOOK_SECRET): Promise<number> {
    const text = JSON.stringify(body);
    const seconds = String(Math.floor((await world.now()).getTime() / 1000));
    const signature = createHmac('sha256', Buffer.from(secret)).update(`msg_1.${seconds}.${text}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signature}`,
    };
    return (await fetch(`${world.url}/webhooks/purchases`, { method: 'POST', body: text, headers })).status;
  }

  test('is kept once, however often it is reported', async () => {
    const one = await aCustomer();
    const body = {
      id: 'W-1',
      at: '2026-11-15T10:00:00Z',
      amountMinor: 9900,
      marginMinor: 3000,
      currency: 'USD',
      email: one.email,
      source: 'shop',
    };
    expect([await report(body), await report(body)]).toEqual([204, 204]);
    expect(await kept(one.id)).toEqual([{ amount: 9900, margin: 3000, source: 'shop' }]);
  });

  test('is not believed with a wrong signature, and refused where it cannot be read', async () => {
    const one = await aCustomer();
    const body = { id: 'W-2', at: '2026-11-15T10:00:00Z', amountMinor: 9900, currency: 'USD', email: one.email };
    expect(await report(body, 'somebody-elses-secret-0123456789abcdef')).toBe(401);
    expect([await report({ ...body, amountMinor: 1.5 }), await report({ ...body, colour: 'red' })]).toEqual([400, 400]);
    expect(await kept(one.id)).toEqual([]);
  });
});

describe('what purchases are for', () => {
  test('whoever spends much may be given more in a year', async () => {
    const one = await aCustomer();
    const history = world.desk.app.get(CustomerHistory, { strict: false });
    const read = async (): Promise<number | null> =>
      (await history.read(world.desk.app.get(Database), { customerId: one.id, currency: 'USD', now: await world.now() })).yearSpendMinor;
    expect(await read()).toBeNull();
    await send([sale(one.email, { amount: '200000' }), sale(one.email, { amount: '5000', at: '2025-01-01T00:00:00Z' })]);
    expect(await read()).toBe(200_000);
  });

  test('the median margin of twelve months stands in for the owner’s figure, from twenty buyers on', async () => {
    const units = async (): Promise<number | null> => {
      const [place] = await world.sql<{ id: string }>(`SELECT id FROM location WHERE key = 'main'`);
      return (
        await world.desk.app.get(LearnedNumbers, { strict: false }).read(world.desk.app.get(Database), 'failed_service', place?.id ?? '')
      ).recoveredUnits;
    };
    expect(await units()).toBeNull();
    await world.sql('DELETE FROM purchase_event');
    const customers: string[] = [];
    for (let n = 0; n < 20; n++) customers.push((await aCustomer()).email);
    await send(customers.map((email, n) => sale(email, { margin: String(10_000 + n * 1000) })));
    await world.shift(DAY);
    await world.desk.app.get(LearningWork, { strict: false }).run();
    expect(await units()).toBe(195);
    await ok(manager.patch('learning', { recoveredUnits: 300 }));
    expect(await units()).toBe(300);
  });

  test('somebody who left is marked, by whoever may edit customers', async () => {
    const one = await aCustomer();
    expect(await ok(agent.put(`customers/${one.id}/left`, { left: true }))).toMatchObject({ id: one.id, leftAt: expect.any(String) });
    expect(await ok(agent.put(`customers/${one.id}/left`, { left: false }))).toEqual({ id: one.id, leftAt: null });
    expect((await agent.put(`customers/0190c0de-0000-7000-8000-00000000dead/left`, { left: true })).status).toBe(404);
  });
});

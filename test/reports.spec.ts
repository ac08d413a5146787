import { uuidv7 } from 'uuidv7';
import { aCustomer, aPlace, aTicket } from './support/builders';
import type { Client, Json } from './support/client';
import { aGift } from './support/gifts';
import { done, fixedTicket, take } from './support/one-up';
import { aPerson } from './support/people';
import { DAY, MONDAY, ok } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  [agent, manager] = await Promise.all([world.signIn('agent', { name: '=Mia Agent' }), world.signIn('manager')]);
});
afterAll(() => world.stop());

interface Offers {
  n: number;
  cost: number;
  location?: string;
  by?: string;
  severity?: string;
  daysAgo?: number;
  currency?: string;
  ticket?: Record<string, unknown>;
}

/** As many gifts, each on a ticket of its own; every second one a little dearer, every other one a little cheaper. */
async function offers({
  n,
  cost,
  location = 'main',
  by = agent.staffId,
  severity = 'S3',
  daysAgo = 1,
  currency,
  ticket = {},
}: Offers): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const { id } = await aTicket(world, { location, severity, state: 'fixed', ...ticket });
    await aGift(world, { ticket: id, by, cost: cost + (i % 2 === 0 ? 50 : -50), daysAgo, ...(currency ? { currency } : {}) });
  }
}

async function groups(by: Client, query: string, currency = 'USD'): Promise<Json[]> {
  const { currencies } = await ok(by.get(`reports/fairness?${query}`));
  return currencies.find((one: Json) => one.currency === currency)?.groups ?? [];
}

const since = (days: number): string => `from=${new Date(new Date(MONDAY).getTime() - days * DAY).toISOString()}`;

describe('fairness', () => {
  beforeAll(async () => {
    for (const key of ['north', 'south', 'serious']) await aPlace(world, key);
    await offers({ n: 30, cost: 1000, location: 'north' });
    await offers({ n: 30, cost: 600, location: 'south' });
    // A place with more serious matters, and the same for the same.
    await offers({ n: 10, cost: 800, location: 'serious' });
    await offers({ n: 30, cost: 3000, location: 'serious', severity: 'S2' });
    await offers({ n: 30, cost: 3000, location: 'main', severity: 'S2', ticket: { channel: 'email', language: 'de' } });
  });

  test('a place that gives less for the same is flagged with its interval; one with more serious matters is not', async () => {
    const found = await groups(manager, since(30));
    const of = (key: string): Json => found.find(({ group }) => group === key);
    expect(of('south')).toMatchObject({
      name: 'Place south',
      offers: 30,
      meanMinor: 600,
      compared: 30,
      others: 40,
      adjustedMinor: 600,
      othersMinor: 950,
      flagged: true,
    });
    expect(of('south').ratio).toBeCloseTo(0.632, 3);
    expect(of('south').interval90.to).toBeLessThan(0.8);
    expect(of('south').interval95.to).toBeGreaterThan(of('south').interval90.to);
    expect(of('serious')).toMatchObject({ offers: 40, meanMinor: 2450, flagged: false });
    expect(of('serious').ratio).toBeCloseTo(1, 2);
    expect(found.map(({ ratio }) => ratio as number)).toEqual([...found.map(({ ratio }) => ratio as number)].sort((a, b) => b - a));
  });

  test('by channel, language and person as well, in the period that is asked for', async () => {
    expect((await groups(manager, `${since(30)}&by=channel`)).map(({ group }) => group).sort()).toEqual(['email', 'phone']);
    expect((await groups(manager, `${since(30)}&by=language`)).map(({ group }) => group).sort()).toEqual(['de', 'unknown']);
    expect(await groups(manager, `${since(30)}&by=agent`)).toMatchObject([
      { group: agent.staffId, name: '=Mia Agent', offers: 130, ratio: null },
    ]);
    expect(await groups(manager, `${since(30)}&to=${new Date(new Date(MONDAY).getTime() - 20 * DAY).toISOString()}`)).toEqual([]);
    expect((await manager.get(`reports/fairness?${since(400)}`)).status).toBe(400);
    expect((await manager.get(`reports/fairness?${since(1)}&to=2020-01-01T00:00:00Z`)).status).toBe(400);
    expect((await manager.get('reports/fairness?by=name')).status).toBe(400);
  });

  test('the language of the customer counts where the ticket has none', async () => {
    const customer = await aCustomer(world);
    await offers({ n: 1, cost: 700, daysAgo: 40, ticket: { customer_id: customer } });
    const query = `${since(41)}&to=${new Date(new Date(MONDAY).getTime() - 39 * DAY).toISOString()}&by=language`;
    expect(await groups(manager, query)).toMatchObject([{ group: 'en', offers: 1 }]);
  });

  test('currencies are never put together', async () => {
    await offers({ n: 2, cost: 90_000, location: 'north', currency: 'JPY' });
    expect(await groups(manager, since(30), 'JPY')).toMatchObject([{ group: 'north', offers: 2, meanMinor: 90_000, ratio: null }]);
    expect((await groups(manager, since(30))).find(({ group }) => group === 'north')).toMatchObject({ meanMinor: 1000 });
  });

  test('what was taken back or replaced does not count', async () => {
    await aPlace(world, 'back');
    for (const state of ['revoked', 'substituted', 'declined']) {
      await aGift(world, { ticket: (await aTicket(world, { location: 'back' })).id, by: agent.staffId, state, daysAgo: 1 });
    }
    expect((await groups(manager, since(30))).find(({ group }) => group === 'back')).toMatchObject({ offers: 1 });
  });

  test('each sees the numbers of their own places, and nobody those of complaints about themselves', async () => {
    const local = await world.signIn('lead', { location: 'south' });
    expect((await groups(local, since(30))).map(({ group }) => group)).toEqual(['south']);
    await aPlace(world, 'own');
    const boss = await world.signIn('manager', { location: 'own' });
    await offers({ n: 2, cost: 500, location: 'own' });
    await offers({ n: 1, cost: 500, location: 'own', ticket: { subject_staff_id: boss.staffId } });
    expect(await groups(boss, since(30))).toMatchObject([{ group: 'own', offers: 2 }]);
    for (const role of ['agent', 'admin', 'follow_up']) expect((await (await world.signIn(role)).get('reports/fairness')).status).toBe(403);
  });

  test('an analyst sees the same strangers in every report and no names', async () => {
    const analyst = await world.signIn('analyst');
    const [first] = await groups(analyst, `${since(30)}&by=agent`);
    const [again] = await groups(analyst, `${since(35)}&by=agent`);
    expect(first.name).toMatch(/^Person [0-9a-f]{10}$/);
    expect(again.group).toBe(first.group);
    const { text } = await analyst.get(`reports/fairness.csv?${since(30)}&by=agent`);
    for (const body of [JSON.stringify(first), text]) {
      expect(body).not.toContain(agent.staffId);
      expect(body).not.toContain('Mia');
    }
  });

  test('the same as a table for a spreadsheet, in which no name is a formula', async () => {
    const answer = await manager.get(`reports/fairness.csv?${since(30)}&by=agent`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('fairness.csv');
    const [head, line] = answer.text.replace('\uFEFF', '').split('\r\n');
    expect(head).toBe(
      'currency,agent,name,offers,mean_minor,compared,others,adjusted_minor,others_minor,ratio,ratio_90_from,ratio_90_to,ratio_95_from,ratio_95_to,flagged',
    );
    expect(line).toContain(`${agent.staffId},'=Mia Agent,`);
  });
});

describe('decided without approval', () => {
  /** Somebody asked, and it was for this reason. */
  async function asked(by: string, cost: number, why: string): Promise<void> {
    const { id } = await aTicket(world, { location: 'ask' });
    const gesture = await aGift(world, { ticket: id, by, cost, alone: false });
    await world.sql(
      `INSERT INTO approval (gesture_id, asked_by, asked_at, needs, why, state) VALUES ($1, $2, desk_now(), 'lead', $3, 'waiting')`,
      [gesture, by, why],
    );
  }

  test('the share, and below 85 % the limit that blocked most', async () => {
    await aPlace(world, 'ask');
    const local = await world.signIn('manager', { location: 'ask' });
    const by = await aPerson(world, 'agent');
    await offers({ n: 17, cost: 600, location: 'ask', by, daysAgo: 0 });
    for (const cost of [2600, 3000]) await asked(by, cost, `It costs about ${String(cost / 100)} and needs a lead (limit 25).`);
    await asked(by, 1000, 'Last credit was 23 days ago (60-day pause); a lead can allow it.');
    const query = `from=${new Date((await world.now()).getTime() - DAY).toISOString()}`;
    expect(await ok(local.get(`reports/approvals?${query}`))).toMatchObject({
      ...{ decided: 20, alone: 17, asked: 3, share: 0.85, target: 0.85, met: true, blockedMost: null },
      blocked: [
        { what: 'The limit of 25 for one gift', count: 2 },
        { what: 'Last credit was … days ago (…-day pause); a lead can allow it.', count: 1 },
      ],
    });
    await asked(by, 1000, 'Last credit was 4 days ago (60-day pause); a lead can allow it.');
    await asked(by, 1000, 'Last credit was 5 days ago (60-day pause); a lead can allow it.');
    expect(await ok(local.get(`reports/approvals?${query}`))).toMatchObject({
      share: 0.773,
      met: false,
      blockedMost: 'Last credit was … days ago (…-day pause); a lead can allow it: 3 of 5 gifts that had to wait.',
    });
    const { text } = await local.get(`reports/approvals.csv?${query}`);
    expect(text.replace('\uFEFF', '').split('\r\n').slice(0, 6)).toEqual([
      'what,count,share',
      'decided,22,',
      'without approval,17,0.773',
      'target,,0.85',
      'target met,no,',
      'with approval,5,0.227',
    ]);
  });

  test('it counts what people do at the desk', async () => {
    await aPlace(world, 'desk');
    const [local, clerk] = await Promise.all([world.signIn('manager', { location: 'desk' }), world.signIn('agent', { location: 'desk' })]);
    const over = { location: 'desk', severity: 'S2' };
    await done(take(clerk, await fixedTicket(world, clerk, over), 'car_wash'));
    await done(
      take(clerk, await fixedTicket(world, clerk, over), 'own_idea', {
        costMinor: 2600,
        faceMinor: 2600,
        text: 'A thermos for the winter.',
      }),
    );
    expect(await ok(local.get('reports/approvals'))).toMatchObject({
      ...{ decided: 2, alone: 1, asked: 1, share: 0.5, met: false },
      blockedMost: 'The limit of 25 for one gift: 1 of 1 gifts that had to wait.',
    });
    const nowhere = await world.signIn('lead', { team: 'front' });
    expect(await ok(nowhere.get('reports/approvals'))).toMatchObject({ decided: 0, share: null, met: true });
  });

  test('what changed about somebody’s role later does not change the reason', async () => {
    await aPlace(world, 'then');
    const by = await aPerson(world, 'agent');
    const { id } = await aTicket(world, { location: 'then' });
    const gesture = await aGift(world, { ticket: id, by, cost: 4000, alone: false });
    await world.sql(
      `INSERT INTO approval (gesture_id, asked_by, asked_at, needs, why, state) VALUES ($1, $2, desk_now(), 'lead', 'It costs about 40.', 'waiting')`,
      [gesture, by],
    );
    await world.sql(
      `INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) VALUES ($1, $2, 'manager', 'org', desk_now() + interval '1 second')`,
      [uuidv7(), by],
    );
    const local = await world.signIn('manager', { location: 'then' });
    expect((await ok(local.get('reports/approvals'))).blocked).toEqual([{ what: 'The limit of 25 for one gift', count: 1 }]);
  });
});

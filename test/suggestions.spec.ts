import { RefreshWork } from '../src/suggestions/suggestions.worker';
import type { Client, Json } from './support/client';
import { complaint, done, fixedTicket, states, take } from './support/one-up';
import { codes, line, suggestions, why } from './support/suggested';
import { World } from './support/world';

const DAY = 24 * 3_600_000;

let world: World;
let agent: Client;
let manager: Client;

const freshWorld = async (): Promise<void> => {
  world = await World.start();
  agent = await world.signIn('agent');
  manager = await world.signIn('manager');
};

const setsOf = (ticket: string) => world.sql(`SELECT * FROM suggestion_set WHERE ticket_id = $1 ORDER BY made_at`, [ticket]);

describe('a set of suggestions', () => {
  beforeAll(freshWorld);
  afterAll(() => world.stop());

  test('is never changed, and is a day old at most where somebody looks', async () => {
    const ticket = await fixedTicket(world, agent);
    const { set } = await suggestions(agent, ticket);
    for (const change of [`UPDATE suggestion_set SET propensity = 0.5`, `DELETE FROM suggestion`, `UPDATE suggestion SET score = 0`])
      await expect(world.sql(change)).rejects.toThrow('append-only');
    await world.shift(DAY - 60_000);
    expect((await suggestions(agent, ticket)).set).toBe(set);
    await world.shift(60_000);
    expect((await suggestions(agent, ticket)).set).not.toBe(set);
  });

  test('is made anew without anybody looking when the severity, a hold, or the catalogue changes', async () => {
    const ticket = await fixedTicket(world, agent);
    await done(agent.post(`tickets/${ticket}/severity`, { severity: 'S4', reason: 'Nothing was lost.' }));
    await world.settle();
    expect(await setsOf(ticket)).toHaveLength(2);
    await done(manager.post(`tickets/${ticket}/holds`, { kind: 'abuse_review', reason: 'Many complaints.' }));
    await world.settle();
    expect(await setsOf(ticket)).toHaveLength(3);
    await done(manager.post(`tickets/${ticket}/holds/abuse_review/release`, { reason: 'All true.' }));
    await world.settle();
    expect(await setsOf(ticket)).toHaveLength(4);
    await done(manager.patch('gesture-types/extra_cover_6m', { status: 'paused' }));
    await world.settle();
    expect(await setsOf(ticket)).toHaveLength(5);
    expect(Object.keys(await states(world, ticket))).not.toContain('extra_cover_6m');
    await done(manager.patch('gesture-types/extra_cover_6m', { status: 'active' }));
  });

  test('stays where nothing changed about what fits, and the same look twice is harmless', async () => {
    const ticket = await fixedTicket(world, agent);
    await done(agent.post(`tickets/${ticket}/notes`, { text: 'She waits for a call.' }));
    const worker = world.desk.app.get(RefreshWork, { strict: false });
    await Promise.all([worker.run(), worker.run(), worker.run()]);
    await world.settle();
    expect(await worker.run()).toBe(0);
    expect(await setsOf(ticket)).toHaveLength(1);
    await done(agent.post(`tickets/${ticket}/severity`, { severity: 'S4', reason: 'Nothing was lost.' }));
    await Promise.all([worker.run(), worker.run(), worker.run()]);
    expect(await setsOf(ticket)).toHaveLength(2);
    expect(Object.keys(await states(world, ticket))).toHaveLength(3);
  });

  test('nobody watches a ticket any more once a gift was chosen', async () => {
    const ticket = await fixedTicket(world, agent);
    const watched = () => world.sql(`SELECT 1 FROM suggestion_watch WHERE ticket_id = $1`, [ticket]);
    expect(await watched()).toHaveLength(1);
    await done(take(agent, ticket, 'car_wash'));
    await world.settle();
    expect(await watched()).toHaveLength(0);
    expect(await setsOf(ticket)).toHaveLength(1);
  });

  test('says that an own idea or the apology alone may stand', async () => {
    const ticket = await fixedTicket(world, agent);
    expect(await suggestions(agent, ticket)).toMatchObject({ ownIdea: true, apologyOnly: true });
    await done(take(agent, ticket, 'car_wash'));
    expect(await suggestions(agent, ticket)).toMatchObject({ ownIdea: false, apologyOnly: false });
    expect(await suggestions(agent, await complaint(agent))).toMatchObject({ apologyOnly: false });
  });
});

describe('what the house has', () => {
  beforeEach(freshWorld);
  afterEach(() => world.stop());

  const shelf = (code: string, onHand: number, reserved = 0) =>
    world.sql(
      `INSERT INTO gesture_stock (type_id, location_id, on_hand, reserved) SELECT ty.id, l.id, $2, $3 FROM gesture_type ty, location l
       WHERE ty.code = $1 AND l.key = 'main' ON CONFLICT (type_id, location_id) DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved`,
      [code, onHand, reserved],
    );
  const budget = (gestureClass: string | null, limit: number) =>
    world.sql(
      `INSERT INTO budget (id, name, scope_kind, class, currency, period, zone, limit_minor, created_at)
       VALUES (uuidv7(), 'Gifts', 'org', $1, 'USD', 'month', 'America/New_York', $2, desk_now())`,
      [gestureClass, limit],
    );

  test('edge 86: the last one in stock is suggested to two; the second sees "just gone" and a new ranking', async () => {
    await shelf('extra_cover_6m', 1);
    const [first, second] = [await fixedTicket(world, agent), await fixedTicket(world, agent)];
    expect(line(await suggestions(agent, second), 'extra_cover_6m')?.reasons).toContain('In stock: 1. Can be done today.');
    await done(take(agent, first, 'extra_cover_6m'));
    const refused = await take(agent, second, 'extra_cover_6m');
    expect(refused.status).toBe(409);
    const shown = await suggestions(agent, second);
    expect(why(shown, 'extra_cover_6m')).toBe('The last one is just gone.');
    expect(codes(shown.items)[0]).toBe('car_wash');
    expect(shown.items).toHaveLength(3);
  });

  test('edge 90: with the budget used up the suggestions fall back to what costs nothing, and nothing is settled behind our back', async () => {
    await world.setClock('2027-04-10T14:00:00Z');
    await budget(null, 0);
    const ticket = await fixedTicket(world, agent);
    const none = await suggestions(agent, ticket);
    expect(none.items).toEqual([]);
    expect(why(none, 'credit_10')).toBe('Money budget used up until 1 May; a manager may release more.');
    expect(await world.sql(`SELECT 1 FROM one_up_settlement`)).toEqual([]);
    await done(manager.patch('gesture-types/priority_slot', { costMinor: 0 }));
    expect(codes((await suggestions(agent, ticket)).items)).toEqual(['priority_slot']);
  });

  test('a budget that carries a gift says what is left, one that does not carries the cheaper ones', async () => {
    await world.setClock('2027-04-10T14:00:00Z');
    await budget('service', 500);
    await budget('time', 34_000);
    const shown = await suggestions(agent, await fixedTicket(world, agent));
    expect(codes(shown.items)[0]).toBe('extra_cover_6m');
    expect(why(shown, 'car_wash')).toBe('It costs 6, and the service budget has 5 left until 1 May; a manager may release more.');
    expect(line(shown, 'priority_slot')?.reasons).toContain('Costs us about $1.00, your limit is $25.00. Budget left this month: $340.00.');
  });

  test('edge 109 of suggestions: a customer at the cap is shown why, and a lead can still give', async () => {
    const mail = 'cap@example.test';
    for (const code of ['extra_cover_6m', 'car_wash', 'next_visit_upgrade', 'tyre_rotation']) {
      const ticket = await fixedTicket(
        world,
        agent,
        { customer: { name: 'Ana Lopez', email: mail } },
        { fault: 'not_ours', decision: 'not_applicable' },
      );
      const { id } = await done(take(manager, ticket, code));
      await done(manager.post(`gestures/${id}/offer`));
      await done(manager.post(`gestures/${id}/accept`));
    }
    const ticket = await fixedTicket(world, agent, { customer: { name: 'Ana Lopez', email: mail } });
    const shown = await suggestions(agent, ticket);
    expect(why(shown, 'product_gift')).toMatch(/^This customer had 4 gifts in the last 12 months .*; a lead can allow it\.$/);
    expect(codes(shown.items)[0]).toBe('priority_slot');
  });
});

describe('trying other rules on tickets of the past', () => {
  beforeAll(freshWorld);
  afterAll(() => world.stop());

  /** Everything there is, but for sessions, which every request touches. */
  const everything = async (): Promise<Json> => {
    const tables = await world.sql<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'session' ORDER BY 1`,
    );
    const sums: Record<string, unknown> = {};
    for (const { name } of tables)
      [sums[name]] = await world.sql(`SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY t::text)) AS sum FROM "${name}" t`);
    return sums;
  };

  test('tells how often another gift would be first, and writes nothing at all', async () => {
    for (const [failureClass, value] of [
      ['failed_service', 'recovered'],
      ['failed_service', 'not_recovered'],
      ['time_lost', 'recovered'],
    ] as const) {
      const ticket = await fixedTicket(world, agent, { failureClass });
      const { items } = await suggestions(agent, ticket);
      const { id } = await done(take(agent, ticket, items[0].gestureType));
      await done(agent.post(`gestures/${id}/offer`));
      await world.sql(`INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at) VALUES ($1, 1, $2, 'survey', desk_now())`, [
        ticket,
        value,
      ]);
    }
    const untaken = await fixedTicket(world, agent);
    await done(agent.post(`tickets/${untaken}/severity`, { severity: 'S4', reason: 'Nothing was lost.' }));
    await world.settle();
    const before = await everything();

    const same = await done(manager.post('suggestions/replay', { changes: { k0: 90 } }));
    expect(same).toMatchObject({
      tickets: 4,
      cut: false,
      differing: 0,
      differingShare: 0,
      costDifference: [{ currency: 'USD', minor: 0 }],
      label: 'association',
    });
    expect(same.firstAgain).toMatchObject({ known: 3, recovered: 2, share: 2 / 3 });
    expect(same.firstNoMore).toEqual({ known: 0, recovered: 0, share: null, low: null, high: null });

    const matchTable = [{ failureClass: 'failed_service', gestureClass: 'money_now', points: 30 }];
    const other = await done(manager.post('suggestions/replay', { changes: { matchTable } }));
    expect(other).toMatchObject({ tickets: 4, differing: 3, costDifference: [{ currency: 'USD', minor: 3 * 600 }] });
    expect(other.firstNoMore).toMatchObject({ known: 2, recovered: 1 });
    expect(other.firstAgain).toMatchObject({ known: 1, recovered: 1 });
    expect(await everything()).toEqual(before);
  });

  test('takes a time of 92 days at most, and no nonsense', async () => {
    const ask = async (body: object) => (await manager.post('suggestions/replay', body)).status;
    expect(await ask({ changes: { k0: 90 }, from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z' })).toBe(400);
    expect(await ask({ changes: { k0: 0 } })).toBe(400);
    expect(await ask({ changes: { matchTable: [{ failureClass: 'x', gestureClass: 'time', points: 1 }] } })).toBe(400);
    expect((await agent.post('suggestions/replay', { changes: { k0: 90 } })).status).toBe(403);
  });
});

import { BudgetProof } from '../src/budgets/budget-proof.service';
import { Database } from '../src/platform/database/database';
import { Metrics } from '../src/platform/metrics';
import { aPlace, aTeam } from './support/builders';
import type { Client, Json } from './support/client';
import { done, fixedTicket, gestureIn, take } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;

beforeEach(async () => {
  world = await World.start();
  // Wednesday, late April in New York
  await world.setClock('2026-04-29T15:00:00Z');
  await aPlace(world, 'south');
  await aPlace(world, 'bay', 'main');
  agent = await world.signIn('agent', { location: 'main' });
  manager = await world.signIn('manager');
});
afterEach(() => world.stop());

const GIFTS = { name: 'Gifts', currency: 'USD', period: 'month', limitMinor: 10_000, location: 'main' };

function addBudget(over: Record<string, unknown> = {}): Promise<Json> {
  return done(manager.post('budgets', { ...GIFTS, ...over }));
}

async function current(id: string): Promise<Json> {
  const { body } = await manager.get('budgets');
  return body.items.find((budget: Json) => budget.id === id).current;
}

async function findings(): Promise<Json[]> {
  const proof = world.desk.app.get(BudgetProof);
  return world.desk.app.get(Database).transaction(async (tx) => proof.check(tx, await tx.now()));
}

test('a manager of everything sets a budget; its period is the month where the place is, and everybody there sees what is left', async () => {
  const budget = await addBudget();
  expect(budget).toMatchObject({ scope: 'location', location: 'main', class: null, zone: 'America/New_York', version: 1, current: null });
  expect((await manager.post('budgets', GIFTS)).body).toMatchObject({ guard: 'budget_there' });
  await world.settle();
  expect(await current(budget.id)).toMatchObject({
    startsAt: '2026-04-01T04:00:00.000Z',
    endsAt: '2026-05-01T04:00:00.000Z',
    isOpen: true,
    limitMinor: 10_000,
    leftMinor: 10_000,
  });
  const left = await done(agent.get('budgets/left?location=main'));
  expect(left.currency).toBe('USD');
  expect(left.items).toContainEqual({ class: 'service', leftMinor: 10_000, until: '2026-05-01T04:00:00.000Z' });
  expect((await agent.get('budgets/left?location=south')).status).toBe(404);
  expect((await agent.get('budgets')).status).toBe(403);
});

test('a gift takes its money when it is promised, spends it when it is given, and gives it back when it is not wanted', async () => {
  const budget = await addBudget();
  const given = await gestureIn('accepted', world, agent);
  const refused = await gestureIn('offered', world, agent);
  expect(await current(budget.id)).toMatchObject({ reservedMinor: 1200, spentMinor: 0, leftMinor: 8800 });
  await done(agent.post(`gestures/${given.id}/fulfil`, { proof: 'Washed by Sam at noon.' }));
  await done(agent.post(`gestures/${refused.id}/decline`, {}));
  expect(await current(budget.id)).toMatchObject({ reservedMinor: 0, spentMinor: 600, leftMinor: 9400 });
  const { items } = await done(manager.get(`budgets/${budget.id}/entries`));
  expect(items.map(({ kind, amountMinor }: Json) => [kind, amountMinor])).toEqual([
    ['release', 600],
    ['commit', 600],
    ['reserve', 600],
    ['reserve', 600],
    ['adjust', 10_000],
  ]);
  expect(items[2].by).toBe(agent.staffId);
  expect(await findings()).toEqual([]);
});

test('edge 90: the budget is used up between suggestion and take: refused with the day when there is money again, and what costs nothing still goes', async () => {
  await addBudget({ limitMinor: 700 });
  const [first, second] = [await fixedTicket(world, agent), await fixedTicket(world, agent)];
  await done(take(agent, first, 'car_wash'));
  const refused = await take(agent, second, 'car_wash');
  expect(refused).toMatchObject({ status: 409, body: { guard: 'budget_ok' } });
  expect(refused.body.detail).toContain('The budget for gifts has');
  await done(manager.patch('gesture-types/manager_call', { costMinor: 0 }));
  await done(take(agent, second, 'manager_call', { note: 'Call her at five.' }));
});

test('edge 91: promised in April and given in May is paid by April; what comes back to April is shown and stays unspent', async () => {
  const budget = await addBudget();
  const [given, refused] = [await gestureIn('accepted', world, agent), await gestureIn('offered', world, agent)];
  await world.setClock('2026-05-04T15:00:00Z');
  await done(agent.post(`gestures/${given.id}/fulfil`, { proof: 'Washed by Sam at noon.' }));
  await done(agent.post(`gestures/${refused.id}/decline`, {}));
  const { items } = await done(manager.get(`budgets/${budget.id}/periods`));
  expect(items).toMatchObject([
    { isOpen: true, limitMinor: 10_000, reservedMinor: 0, spentMinor: 0, leftMinor: 10_000 },
    { isOpen: false, limitMinor: 10_000, reservedMinor: 0, spentMinor: 600, leftMinor: 9400 },
  ]);
  expect((await manager.post(`budget-periods/${items[1].id}/override`, { amountMinor: 100, reason: 'late' })).body).toMatchObject({
    guard: 'period_over',
  });
  expect(await findings()).toEqual([]);
});

test('a manager of the place releases more, a lead does not, and the next gift goes', async () => {
  const budget = await addBudget({ limitMinor: 600 });
  const [first, second] = [await fixedTicket(world, agent), await fixedTicket(world, agent)];
  await done(take(agent, first, 'car_wash'));
  expect((await take(agent, second, 'car_wash')).status).toBe(409);
  const { id } = await current(budget.id);
  const more = { amountMinor: 600, reason: 'A hundred cars came back.' };
  expect((await (await world.signIn('lead', { location: 'main' })).post(`budget-periods/${id}/override`, more)).status).toBe(403);
  const elsewhere = await world.signIn('manager', { location: 'south' });
  expect((await elsewhere.post(`budget-periods/${id}/override`, more)).status).toBe(404);
  const here = await world.signIn('manager', { location: 'main' });
  expect(await done(here.post(`budget-periods/${id}/override`, more))).toMatchObject({ overrideMinor: 600, leftMinor: 600 });
  await done(take(agent, second, 'car_wash'));
  expect(await findings()).toEqual([]);
});

test('the limit is never lower than what is promised; an old version is refused; a new limit counts at once', async () => {
  const budget = await addBudget();
  await gestureIn('approved', world, agent);
  const tooLow = await manager.patch(`budgets/${budget.id}`, { limitMinor: 599, version: 1 });
  expect(tooLow.body).toMatchObject({
    guard: 'used',
    detail: '6 of this period is promised or spent already; the limit cannot be lower than that.',
  });
  expect(await done(manager.patch(`budgets/${budget.id}`, { limitMinor: 600, version: 1 }))).toMatchObject({
    limitMinor: 600,
    version: 2,
    current: { limitMinor: 600, leftMinor: 0 },
  });
  expect((await manager.patch(`budgets/${budget.id}`, { name: 'Treats', version: 1 })).body).toMatchObject({ guard: 'version' });
  await done(manager.patch(`budgets/${budget.id}`, { status: 'ended' }));
  expect((await done(agent.get('budgets/left?location=main'))).items).toEqual([]);
  expect(await findings()).toEqual([]);
});

test('who sets, who sees: an area manager in the own region, a lead reads the own place, an analyst only amounts', async () => {
  const area = await world.signIn('area_manager', { location: 'main' });
  const bay = await done(area.post('budgets', { ...GIFTS, name: 'Bay', location: 'bay' }));
  expect((await area.post('budgets', { ...GIFTS, location: 'south' })).status).toBe(403);
  expect((await area.post('budgets', { ...GIFTS, location: null })).status).toBe(403);
  const placed = await world.signIn('manager', { location: 'main' });
  expect((await placed.patch(`budgets/${bay.id}`, { limitMinor: 1 })).status).toBe(403);
  await addBudget({ location: null, name: 'All' });
  await addBudget({ location: 'south', name: 'South' });
  const names = async (client: Client): Promise<string[]> => (await done(client.get('budgets'))).items.map(({ name }: Json) => name);
  expect(await names(await world.signIn('lead', { location: 'main' }))).toEqual(['Bay']);
  expect(await names(await world.signIn('lead', { location: 'south' }))).toEqual(['South']);
  await aTeam(world, 'counter', 'south');
  expect(await names(await world.signIn('lead', { team: 'counter' }))).toEqual(['South']);
  const analyst = await world.signIn('analyst');
  expect(await names(analyst)).toEqual(['Bay', 'All', 'South']);
  await gestureIn('approved', world, agent);
  const all = (await done(analyst.get('budgets'))).items[1];
  const { items } = await done(analyst.get(`budgets/${all.id}/entries`));
  expect(items[0]).toMatchObject({ kind: 'reserve', amountMinor: 600, gestureId: null, by: null });
  const lead = await world.signIn('lead', { location: 'south' });
  for (const path of ['periods', 'entries']) expect((await lead.get(`budgets/${all.id}/${path}`)).status).toBe(404);
});

test('whom a complaint is about reads of its gift only amounts, in the ledger and among the overruns; others of the place read all', async () => {
  const budget = await addBudget({ limitMinor: 600 });
  const about = await gestureIn('accepted', world, agent);
  await done(agent.post(`gestures/${about.id}/fulfil`, { proof: 'Two bottles more.', costActualMinor: 700 }));
  const { items: open } = await done(manager.get('overruns'));
  await done(manager.post(`overruns/${open[0].id}/allow`, { reason: 'Sam was rude to her.' }));
  const subject = await world.signIn('manager', { location: 'main' });
  await world.sql(`UPDATE ticket SET subject_staff_id = $2, restricted = true WHERE id = $1`, [about.ticket, subject.staffId]);
  const lines = async (who: Client): Promise<Json[]> => (await done(who.get(`budgets/${budget.id}/entries`))).items;
  const seen = await lines(subject);
  expect(seen.map(({ kind, amountMinor, gestureId, by, reason }: Json) => [kind, amountMinor, gestureId, by, reason])).toEqual([
    ['override', 100, null, null, null],
    ['overrun', 100, null, null, null],
    ['commit', 600, null, null, null],
    ['reserve', 600, null, null, null],
    ['adjust', 600, null, null, 'The limit of the budget'],
  ]);
  expect((await lines(manager))[0]).toMatchObject({ gestureId: about.id, by: manager.staffId, reason: 'Sam was rude to her.' });
  expect((await done(subject.get('overruns'))).items).toMatchObject([{ gestureId: null, ticket: null, allowedBy: null, reason: null }]);
  expect((await done(manager.get('overruns'))).items).toMatchObject([{ gestureId: about.id, allowedBy: manager.staffId }]);
});

test('an ended budget does not become active beside its twin', async () => {
  const budget = await addBudget();
  await done(manager.patch(`budgets/${budget.id}`, { status: 'ended' }));
  await addBudget();
  const refused = await manager.patch(`budgets/${budget.id}`, { status: 'active' });
  expect(refused).toMatchObject({ status: 409, body: { guard: 'budget_there', detail: 'There is such a budget already.' } });
});

test('a budget whose period cannot be opened, and news that cannot be told, hold up nothing else', async () => {
  await world.sql(`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.budget_id = (SELECT id FROM budget WHERE name = 'Spoilt') THEN RAISE 'spoilt'; END IF; RETURN NEW; END $$`);
  await world.sql(`CREATE TRIGGER spoil BEFORE INSERT ON budget_period FOR EACH ROW EXECUTE FUNCTION spoil()`);
  const spoilt = await addBudget({ name: 'Spoilt', class: 'goods' });
  const good = await addBudget({ limitMinor: 600 });
  await world.settle();
  expect(await current(spoilt.id)).toBeNull();
  expect(await current(good.id)).toMatchObject({ limitMinor: 600 });
  const { id } = await gestureIn('accepted', world, agent);
  await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Two bottles more.', costActualMinor: 700 }));
  // a statement of one of the three pieces of work fails as a whole
  await world.sql(`ALTER TABLE budget_period RENAME told_percent TO told`);
  await world.setClock('2026-05-01T15:01:00Z');
  const { items } = (await manager.get('notifications')).body;
  expect(items.filter(({ kind }: Json) => kind === 'overrun')).toHaveLength(1);
  await world.sql(`DROP TRIGGER spoil ON budget_period`);
  await world.shift(5 * 60_000);
  expect(await current(spoilt.id)).toMatchObject({ limitMinor: 10_000 });
});

test('lists come in pages', async () => {
  const budget = await addBudget();
  await addBudget({ class: 'goods' });
  const first = await done(manager.get('budgets?limit=1'));
  const second = await done(manager.get(`budgets?limit=1&cursor=${first.nextCursor}`));
  expect([first.items[0].class, second.items[0].class, second.nextCursor]).toEqual([null, 'goods', null]);
  await gestureIn('approved', world, agent);
  const entries = await done(manager.get(`budgets/${budget.id}/entries?limit=1`));
  const older = await done(manager.get(`budgets/${budget.id}/entries?limit=1&cursor=${entries.nextCursor}`));
  expect([entries.items[0].kind, older.items[0].kind, older.nextCursor]).toEqual(['reserve', 'adjust', null]);
});

test('managers are told once at four fifths and once when nothing is left', async () => {
  await addBudget({ limitMinor: 1400 });
  const told = async (): Promise<string[]> => {
    await world.settle();
    const { items } = (await manager.get('notifications')).body;
    return items.filter(({ kind }: Json) => kind === 'budget').map(({ text }: Json) => text);
  };
  await gestureIn('approved', world, agent);
  expect(await told()).toEqual([]);
  await gestureIn('approved', world, agent);
  const four = 'The budget "Gifts" is four fifths used: 2 are left until 1 May.';
  expect(await told()).toEqual([four]);
  await done(manager.patch(`budgets/${(await done(manager.get('budgets'))).items[0].id}`, { limitMinor: 1200 }));
  const gone = 'The budget "Gifts" is used up until 1 May. Only gifts that cost nothing can be given, unless you release more.';
  expect(await told()).toEqual([gone, four]);
  expect(await told()).toEqual([gone, four]);
});

test('edge 92: set aside 6, real cost 14, nothing left for the rest: the customer gets it, a manager allows it afterwards', async () => {
  const budget = await addBudget({ limitMinor: 1000 });
  const { id } = await gestureIn('accepted', world, agent);
  expect(await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Two bottles more.', costActualMinor: 1400 }))).toMatchObject({
    state: 'fulfilled',
    costActualMinor: 1400,
  });
  expect(await current(budget.id)).toMatchObject({ reservedMinor: 0, spentMinor: 600, leftMinor: 400 });
  const lead = await world.signIn('lead', { location: 'main' });
  const { items } = await done(lead.get('overruns?open=true'));
  expect(items).toMatchObject([
    { amountMinor: 800, gestureId: id, budget: { name: 'Gifts', currency: 'USD' }, isOverdue: false, allowedAt: null },
  ]);
  const [overrun] = items;
  const reason = { reason: 'The customer had our word.' };
  expect((await lead.post(`overruns/${overrun.id}/allow`, reason)).status).toBe(403);
  const elsewhere = await world.signIn('manager', { location: 'south' });
  expect((await elsewhere.post(`overruns/${overrun.id}/allow`, reason)).status).toBe(404);
  expect((await done(elsewhere.get('overruns'))).items).toEqual([]);
  const answers = await Promise.all([
    manager.post(`overruns/${overrun.id}/allow`, reason),
    manager.post(`overruns/${overrun.id}/allow`, reason),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await current(budget.id)).toMatchObject({ overrideMinor: 800, spentMinor: 1400, leftMinor: 400 });
  expect((await done(manager.get('overruns?open=true'))).items).toEqual([]);
  expect((await done(manager.get('overruns'))).items).toMatchObject([{ allowedBy: manager.staffId, reason: reason.reason }]);
  const counted = (await done((await world.signIn('analyst')).get('overruns'))).items;
  expect(counted).toMatchObject([{ amountMinor: 800, gestureId: null, ticket: null, allowedBy: null, reason: null }]);
  expect(await findings()).toEqual([]);
});

test('a real cost below what was set aside gives the rest back, one above it is taken where there is room', async () => {
  const budget = await addBudget();
  const [less, more] = [await gestureIn('accepted', world, agent), await gestureIn('accepted', world, agent)];
  await done(agent.post(`gestures/${less.id}/fulfil`, { proof: 'A short wash.', costActualMinor: 500 }));
  await done(agent.post(`gestures/${more.id}/fulfil`, { proof: 'A long wash.', costActualMinor: 900 }));
  expect(await current(budget.id)).toMatchObject({ reservedMinor: 0, spentMinor: 1400, leftMinor: 8600 });
  expect((await done(manager.get('overruns'))).items).toEqual([]);
});

test('an overrun that nobody allowed by the second business day is told to the managers of the place, once', async () => {
  await addBudget({ limitMinor: 600 });
  const { id } = await gestureIn('accepted', world, agent);
  await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Two bottles more.', costActualMinor: 700 }));
  const told = async (): Promise<string[]> =>
    (await manager.get('notifications')).body.items.filter(({ kind }: Json) => kind === 'overrun').map(({ text }: Json) => text);
  await world.setClock('2026-05-01T14:59:00Z');
  expect(await told()).toEqual([]);
  await world.setClock('2026-05-01T15:01:00Z');
  await world.settle();
  expect(await told()).toEqual(['A gift cost 1 more than the budget "Gifts" had. It waits for your yes, which was due.']);
  expect((await done(manager.get('overruns'))).items[0].isOverdue).toBe(true);
});

describe('the nightly check', () => {
  const proofs = () =>
    world.sql<{ day: string; findings: Json }>(`SELECT day::text, findings FROM nightly_run WHERE job = 'budgets' ORDER BY day`);

  test('it runs once a day and finds nothing on an ordinary day', async () => {
    await addBudget();
    await gestureIn('accepted', world, agent);
    await world.sql(`DELETE FROM nightly_run WHERE job = 'budgets'`);
    await world.settle();
    await world.settle();
    expect(await proofs()).toEqual([{ day: '2026-04-29', findings: [] }]);
    await world.setClock('2026-04-30T05:00:00Z');
    expect((await proofs()).map(({ day }) => day)).toEqual(['2026-04-29', '2026-04-30']);
  });

  test('an offer without any fix, a gift whose cost the ledger does not know, and a shelf that keeps too much are found', async () => {
    await addBudget();
    await done(manager.put('gesture-types/product_gift/stock', { location: 'main', onHand: 5 }));
    const [early, given] = [await gestureIn('offered', world, agent), await gestureIn('accepted', world, agent)];
    await gestureIn('accepted', world, agent, 'product_gift', { failureClass: 'flawed_goods' });
    await done(agent.post(`gestures/${given.id}/fulfil`, { proof: 'A long wash.', costActualMinor: 900 }));
    expect(await findings()).toEqual([]);
    await world.sql(`UPDATE gesture SET cycle = 2 WHERE id = $1`, [early.id]);
    await world.sql(`UPDATE gesture SET cost_actual_minor = 950 WHERE id = $1`, [given.id]);
    await world.sql(`UPDATE gesture_stock SET reserved = 2`);
    expect(await findings()).toMatchObject([
      { check: 'offered_after_fix', subject: early.id, data: { fixedAt: null } },
      { check: 'paid', subject: given.id, data: { ledger: 900, cost: 950 } },
      { check: 'stock', data: { reserved: 2, promised: 1 } },
    ]);
    await world.sql(`DELETE FROM gesture_stock`);
    expect((await findings())[2]).toMatchObject({ check: 'stock', data: { reserved: 0, promised: 1 } });
  });

  test('what does not agree is written down, counted and told to managers and administrators', async () => {
    const budget = await addBudget();
    const { id } = await gestureIn('accepted', world, agent);
    await world.sql(`UPDATE budget_period SET spent_minor = 5 WHERE budget_id = $1`, [budget.id]);
    await world.sql(`UPDATE gesture SET cost_reserved_minor = 700, offered_at = offered_at - interval '1 day' WHERE id = $1`, [id]);
    const admin = await world.signIn('admin');
    await world.setClock('2026-04-30T05:00:00Z');
    const [, today] = await proofs();
    expect(today?.findings.map(({ check }: Json) => check)).toEqual(['counters', 'reserved', 'offered_after_fix']);
    for (const client of [manager, admin]) {
      const { items } = (await client.get('notifications')).body;
      expect(items[0].text).toBe('The nightly check of gifts and budgets found 3 things that do not agree. Have them looked at.');
    }
    expect(await world.desk.app.get(Metrics).registry.metrics()).toContain('amends_budget_findings 3');
  });
});

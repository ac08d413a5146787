import type { Client, Json } from './support/client';
import { act, complaint, done, fix, fixedTicket, oneUp, states, take } from './support/one-up';
import { World } from './support/world';

/** Budgets, stock and the day's sums, from the choice of a gift to the customer's hands. */

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2030-03-05T15:00:00Z');
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());
afterEach(() => world.sql(`UPDATE budget SET status = 'ended'`));

async function budget(limitMinor: number, over: object = {}): Promise<string> {
  const { id } = await done(manager.post('budgets', { name: 'Gifts', currency: 'USD', period: 'month', limitMinor, ...over }));
  return id;
}

async function used(id: string): Promise<{ reservedMinor: number; spentMinor: number; leftMinor: number } | undefined> {
  const { items } = await done(manager.get('budgets?limit=100'));
  return items.find((one: Json) => one.id === id)?.current;
}

/** What the counters say is what the ledger adds up to. */
async function expectLedger(): Promise<void> {
  expect(
    await world.sql(
      `SELECT p.id FROM budget_period p LEFT JOIN LATERAL (SELECT coalesce(sum(reserved_change), 0) AS r, coalesce(sum(spent_change), 0) AS s
         FROM budget_entry e WHERE e.period_id = p.id) e ON true WHERE p.reserved_minor <> e.r OR p.spent_minor <> e.s`,
    ),
  ).toEqual([]);
}

describe('the budget along the way of a gift', () => {
  test('taking reserves, giving spends', async () => {
    const id = await budget(5000);
    const gift = await done(take(agent, await fixedTicket(world, agent), 'car_wash'));
    expect(await used(id)).toMatchObject({ reservedMinor: 600, spentMinor: 0, leftMinor: 4400 });
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    expect(await used(id)).toMatchObject({ reservedMinor: 600, spentMinor: 0 });
    await done(act(agent, gift.id, 'fulfil', { proof: 'Washed.', costActualMinor: 450 }));
    expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 450, leftMinor: 4550 });
    await expectLedger();
  });

  test.each([
    ['declined', (id: string) => act(agent, id, 'decline')],
    ['taken back', (id: string) => act(lead, id, 'revoke', { reason: 'Wrong customer.', customerTold: true })],
  ])('what is %s is free again', async (_, end) => {
    const id = await budget(5000);
    const gift = await done(take(agent, await fixedTicket(world, agent), 'car_wash'));
    await done(act(agent, gift.id, 'offer'));
    await done(end(gift.id));
    expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 0, leftMinor: 5000 });
    await expectLedger();
  });

  test('what was promised and never offered is free again when the fix fails', async () => {
    const id = await budget(5000);
    const ticket = await fixedTicket(world, agent);
    await done(take(agent, ticket, 'car_wash'));
    await done(agent.post(`tickets/${ticket}/fix-failed`, { reason: 'It broke again.' }));
    await world.settle();
    expect(await used(id)).toMatchObject({ reservedMinor: 0 });
  });

  test('a question to a lead reserves nothing, the yes does', async () => {
    const id = await budget(9000);
    const idea = { costMinor: 4000, faceMinor: 5000, text: 'A weekend with our best car.' };
    const gift = await done(take(agent, await fixedTicket(world, agent, { severity: 'S2' }), 'own_idea', idea));
    expect(await used(id)).toMatchObject({ reservedMinor: 0 });
    await done(act(lead, gift.id, 'approve'));
    expect(await used(id)).toMatchObject({ reservedMinor: 4000 });
  });

  test('something else in its place frees the one and reserves the other', async () => {
    const id = await budget(9000);
    const gift = await done(take(agent, await fixedTicket(world, agent), 'car_wash'));
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    await done(act(agent, gift.id, 'fulfil-failed', { reason: 'The machine is broken.' }));
    expect(await used(id)).toMatchObject({ reservedMinor: 600 });
    await done(act(lead, gift.id, 'substitute', { gestureType: 'tyre_rotation' }));
    expect(await used(id)).toMatchObject({ reservedMinor: 1000, spentMinor: 0 });
    await expectLedger();
  });
});

test('edge 90: a budget used up between suggestion and taking refuses, and what costs nothing is still given', async () => {
  const ticket = await fixedTicket(world, agent);
  await budget(500);
  const refused = await take(agent, ticket, 'car_wash');
  expect(refused.body).toMatchObject({ guard: 'budget_ok' });
  expect(refused.body.detail).toMatch(/choose something that costs less, or ask a manager/);
  const { items, excluded } = await done(agent.get(`tickets/${ticket}/suggestions`));
  for (const item of items) expect(item.cost).toBeLessThanOrEqual(500);
  expect(excluded.find((one: Json) => one.gestureType === 'car_wash').why).toMatch(/used up until|left/);
  await done(take(agent, ticket, 'priority_slot'));
});

test('edge 91: a gift approved this month and given next month is charged to this month', async () => {
  const id = await budget(5000);
  const gift = await done(take(agent, await fixedTicket(world, agent), 'car_wash'));
  await done(act(agent, gift.id, 'offer'));
  await done(act(agent, gift.id, 'accept'));
  await world.setClock('2030-04-03T15:00:00Z');
  await done(act(agent, gift.id, 'fulfil', { proof: 'Washed.' }));
  const { items } = await done(manager.get(`budgets/${id}/periods`));
  const march = items.find((one: Json) => one.startsAt.startsWith('2030-03'));
  expect(march).toMatchObject({ reservedMinor: 0, spentMinor: 600, isOpen: false });
  expect(items.filter((one: Json) => one.spentMinor > 0)).toHaveLength(1);
});

describe('edge 92: it cost more than was set aside', () => {
  test('the rest is topped up where there is money', async () => {
    const id = await budget(5000);
    const gift = await done(take(agent, await fixedTicket(world, agent), 'tyre_rotation'));
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    await done(act(agent, gift.id, 'fulfil', { proof: 'Done.', costActualMinor: 1400 }));
    expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 1400 });
    expect((await done(manager.get('overruns'))).items).toEqual([]);
  });

  test('where there is none, the customer gets it anyway and a manager answers for the rest', async () => {
    const id = await budget(1000);
    const gift = await done(take(agent, await fixedTicket(world, agent), 'tyre_rotation'));
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    expect(await done(act(agent, gift.id, 'fulfil', { proof: 'Done.', costActualMinor: 1400 }))).toMatchObject({ state: 'fulfilled' });
    const { items } = await done(manager.get('overruns'));
    expect(items).toHaveLength(1);
    expect((await done(manager.get('board'))).counts.overruns).toBe(1);
    await done(manager.post(`overruns/${items[0].id}/allow`, { reason: 'The tyre was flat.' }));
    expect((await done(manager.get('overruns'))).items[0]).toMatchObject({ allowedBy: manager.staffId, amountMinor: 400 });
    expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 1400 });
    await expectLedger();
  });
});

test('what was to cost nothing and did is in the ledger as well', async () => {
  const id = await budget(5000);
  const idea = { costMinor: 0, faceMinor: 900, text: 'A tour of the workshop.' };
  const gift = await done(take(agent, await fixedTicket(world, agent), 'own_idea', idea));
  await done(act(agent, gift.id, 'offer'));
  await done(act(agent, gift.id, 'accept'));
  await done(act(agent, gift.id, 'fulfil', { proof: 'They came with the whole family.', costActualMinor: 700 }));
  expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 700 });
  await expectLedger();
});

test('edge 92: what was to cost nothing and did, with no money left: the customer gets it, and all of it is an overrun', async () => {
  const id = await budget(300);
  const idea = { costMinor: 0, faceMinor: 900, text: 'A tour of the workshop.' };
  const gift = await done(take(agent, await fixedTicket(world, agent), 'own_idea', idea));
  await done(act(agent, gift.id, 'offer'));
  await done(act(agent, gift.id, 'accept'));
  const given = await done(act(agent, gift.id, 'fulfil', { proof: 'They came with the whole family.', costActualMinor: 700 }));
  expect(given).toMatchObject({ state: 'fulfilled', costActualMinor: 700 });
  expect(await used(id)).toMatchObject({ reservedMinor: 0, spentMinor: 0, leftMinor: 300 });
  const { items } = await done(manager.get('overruns?open=true'));
  expect(items).toMatchObject([{ gestureId: gift.id, amountMinor: 700 }]);
  await done(manager.post(`overruns/${items[0].id}/allow`, { reason: 'The bus was not free.' }));
  expect(await used(id)).toMatchObject({ overrideMinor: 700, spentMinor: 700, leftMinor: 300 });
  await expectLedger();
});

describe('a gift that cost far more than was set aside', () => {
  async function accepted(by: Client): Promise<string> {
    const { id } = await done(take(by, await fixedTicket(world, by), 'car_wash'));
    await done(act(by, id, 'offer'));
    await done(act(by, id, 'accept'));
    return id;
  }
  const told = async (who: Client): Promise<string[]> =>
    (await who.get('notifications')).body.items.filter(({ kind }: Json) => kind === 'dear_gift').map(({ text }: Json) => text);

  test('managers are told of it once, whether a budget pays or not; of ten units more or of twice as much they are not', async () => {
    for (const costActualMinor of [1200, 1600])
      await done(act(agent, await accepted(agent), 'fulfil', { proof: 'Done.', costActualMinor }));
    expect(await told(manager)).toEqual([]);
    await done(act(agent, await accepted(agent), 'fulfil', { proof: 'Done.', costActualMinor: 1601 }));
    await world.settle();
    expect(await told(manager)).toEqual(['A gift cost 16.01; only 6 was set aside for it. Have a look whether that is right.']);
    expect(await told(lead)).toEqual([]);
  });

  test('whoever gave it and whom the complaint is about are not asked whether it is right', async () => {
    const [other, subject] = [await world.signIn('manager'), await world.signIn('manager')];
    const id = await accepted(manager);
    await world.sql(`UPDATE ticket SET subject_staff_id = $2 FROM gesture g WHERE g.id = $1 AND ticket.id = g.ticket_id`, [
      id,
      subject.staffId,
    ]);
    const before = await told(manager);
    await done(act(manager, id, 'fulfil', { proof: 'Done.', costActualMinor: 9000 }));
    expect([(await told(other)).length, await told(subject), await told(manager)]).toEqual([1, [], before]);
  });

  test('no gift costs a million: that is refused before anything is given', async () => {
    const id = await accepted(agent);
    const refused = await act(agent, id, 'fulfil', { proof: 'Done.', costActualMinor: 100_000_001 });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('costActualMinor must be at most 100000000.');
    await expect(world.sql(`UPDATE gesture SET cost_actual_minor = 100000001 WHERE id = $1`, [id])).rejects.toThrow(
      'gesture_cost_possible',
    );
  });
});

describe('the stock along the way of a gift', () => {
  const stock = (onHand: number | null) => manager.put('gesture-types/product_gift/stock', { location: 'main', onHand });
  const row = () => world.sql(`SELECT on_hand AS "onHand", reserved FROM gesture_stock`);

  test('edge 86: the last one is for who takes it first; the other sees "just gone" and another ranking', async () => {
    await done(stock(1));
    const tickets = [
      await fixedTicket(world, agent, { failureClass: 'flawed_goods' }),
      await fixedTicket(world, agent, { failureClass: 'flawed_goods' }),
    ];
    const answers = await Promise.all(tickets.map((ticket) => take(agent, ticket, 'product_gift')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const lost = answers.findIndex(({ status }) => status === 409);
    expect(answers[lost]?.body).toMatchObject({ guard: 'stock_ok', detail: 'The last one is just gone.' });
    const { items, excluded } = await done(agent.get(`tickets/${tickets[lost] ?? ''}/suggestions`));
    expect(items.map((one: Json) => one.gestureType)).not.toContain('product_gift');
    expect(items).toHaveLength(3);
    expect(excluded.map((one: Json) => one.gestureType)).toContain('product_gift');
    expect(await row()).toEqual([{ onHand: 1, reserved: 1 }]);
  });

  test('edge 87: what is set aside cannot be taken by somebody else; physically missing it is replaced', async () => {
    await done(stock(2));
    const ticket = await fixedTicket(world, agent, { failureClass: 'flawed_goods' });
    const gift = await done(take(agent, ticket, 'product_gift'));
    expect((await take(agent, await fixedTicket(world, agent), 'product_gift')).body).toMatchObject({ guard: 'stock_ok' });
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    await done(act(agent, gift.id, 'fulfil-failed', { reason: 'The shelf is empty.' }));
    expect((await act(lead, gift.id, 'substitute', { gestureType: 'donation' })).body).toMatchObject({
      guard: 'new_gesture_of_at_least_equal_face_value',
    });
    await done(act(lead, gift.id, 'substitute', { gestureType: 'car_wash' }));
    expect(await states(world, ticket)).toEqual({ product_gift: 'substituted', car_wash: 'accepted' });
    expect(await row()).toEqual([{ onHand: 2, reserved: 1 }]);
  });

  test('what is given is gone from the shelf', async () => {
    await done(stock(5));
    const gift = await done(take(agent, await fixedTicket(world, agent), 'product_gift'));
    await done(act(agent, gift.id, 'offer'));
    await done(act(agent, gift.id, 'accept'));
    await done(act(agent, gift.id, 'fulfil', { proof: 'Handed to Ana.' }));
    expect(await row()).toEqual([{ onHand: 4, reserved: 1 }]);
  });
});

describe('edge 100: a yes that comes too late', () => {
  async function expired(): Promise<{ ticket: string; id: string; end: Date }> {
    const ticket = await fixedTicket(world, agent);
    const { id } = await done(take(agent, ticket, 'car_wash'));
    const { expiresAt } = await done(act(agent, id, 'offer'));
    await world.setClock(new Date(Date.parse(expiresAt) + 3_600_000).toISOString());
    expect(await states(world, ticket)).toEqual({ car_wash: 'expired' });
    return { ticket, id, end: new Date(expiresAt) };
  }
  const daysOn = (end: Date, days: number) => new Date(end.getTime() + days * 24 * 3_600_000).toISOString();

  test('staff keep the offer open once, for seven days at most, and it is accepted', async () => {
    const id = await budget(5000);
    const late = await expired();
    expect(await used(id)).toMatchObject({ reservedMinor: 0 });
    expect((await act(agent, late.id, 'extend', { until: daysOn(late.end, 8) })).body).toMatchObject({ guard: 'extension' });
    const again = await done(act(agent, late.id, 'extend', { until: daysOn(late.end, 2) }));
    expect(again).toMatchObject({ state: 'offered' });
    expect(await used(id)).toMatchObject({ reservedMinor: 600 });
    await done(act(agent, late.id, 'accept'));
    await done(act(agent, late.id, 'fulfil', { proof: 'Washed.' }));
    expect((await oneUp(world, late.ticket)).oneUp).toBe('settled');
  });

  test('not twice', async () => {
    const late = await expired();
    await done(act(agent, late.id, 'extend', { until: daysOn(late.end, 1) }));
    await world.setClock(daysOn(late.end, 3));
    expect((await act(agent, late.id, 'extend', { until: daysOn(late.end, 5) })).body).toMatchObject({ guard: 'extension' });
  });

  test('and not where the money is used up', async () => {
    const late = await expired();
    await budget(100);
    expect((await act(agent, late.id, 'extend', { until: daysOn(late.end, 1) })).body).toMatchObject({ guard: 'budget_ok' });
    expect(await states(world, late.ticket)).toEqual({ car_wash: 'expired' });
  });

  test('an offer that stands is not extended', async () => {
    const ticket = await complaint(agent);
    await fix(agent, ticket);
    await world.settle();
    const { id } = await done(take(agent, ticket, 'car_wash'));
    await done(act(agent, id, 'offer'));
    expect((await act(agent, id, 'extend', { until: '2031-01-01T00:00:00Z' })).body).toMatchObject({ guard: 'state' });
  });
});

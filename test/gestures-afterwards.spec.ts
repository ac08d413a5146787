import type { Client, Json } from './support/client';
import { act, done, fixedTicket, gestureIn, oneUp, states, take } from './support/one-up';
import { World } from './support/world';

/** Gifts and questions whose ticket has gone on or come to an end, and gifts in the place of others. */

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());
afterEach(() => world.sql(`UPDATE budget SET status = 'ended'`));

const dear = { costMinor: 4000, faceMinor: 5000, text: 'A weekend with our best car.' };
const budget = async (limitMinor: number): Promise<string> =>
  (await done(manager.post('budgets', { name: 'Gifts', currency: 'USD', period: 'month', limitMinor }))).id;
const reserved = async (id: string): Promise<number> => {
  const { items } = await done(manager.get('budgets?limit=100'));
  return items.find((one: Json) => one.id === id)?.current?.reservedMinor ?? 0;
};

describe('a question that is still open when its ticket ends', () => {
  test('ends with it, and nobody can say yes any more', async () => {
    const id = await budget(50_000);
    const ticket = await fixedTicket(world, agent, { severity: 'S2' });
    await done(agent.post(`tickets/${ticket}/waive-gesture`, { reason: 'apology_only' }));
    const { id: gift } = await done(take(agent, ticket, 'own_idea', dear));
    await done(lead.post(`tickets/${ticket}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    expect((await act(lead, gift, 'approve')).status).toBe(409);
    await world.settle();
    expect(await states(world, ticket)).toEqual({ own_idea: 'revoked' });
    expect(await reserved(id)).toBe(0);
  });
});

describe('a gift in the place of another', () => {
  test('is paid from what the other one held, to the last cent', async () => {
    const id = await budget(600);
    const { id: gift } = await gestureIn('fulfil_failed', world, agent);
    expect(await reserved(id)).toBe(600);
    const instead = await done(
      act(lead, gift, 'substitute', { gestureType: 'own_idea', costMinor: 600, faceMinor: 1500, text: 'A thermos.' }),
    );
    expect(instead.state).toBe('accepted');
    expect(await reserved(id)).toBe(600);
  });

  test('is given although the ticket was withdrawn meanwhile: a promise is a promise', async () => {
    const { ticket, id } = await gestureIn('fulfil_failed', world, agent);
    await done(agent.post(`tickets/${ticket}/withdraw`, { reason: 'The customer is content.', channel: 'phone' }));
    const instead = await done(act(lead, id, 'substitute', { gestureType: 'tyre_rotation' }));
    await done(act(agent, instead.id, 'fulfil', { proof: 'Done.' }));
    expect(await states(world, ticket)).toEqual({ car_wash: 'substituted', tyre_rotation: 'fulfilled' });
  });

  test('nothing new is promised on a ticket that is done', async () => {
    const ticket = await fixedTicket(world, agent);
    await done(agent.post(`tickets/${ticket}/withdraw`, { reason: 'The customer is content.', channel: 'phone' }));
    expect((await take(agent, ticket, 'car_wash')).status).toBe(409);
  });

  test('many of them and many takes at once wait for each other in a line, never in a circle', async () => {
    await budget(1_000_000);
    await done(manager.put('gesture-types/product_gift/stock', { location: 'main', onHand: 50 }));
    await done(manager.put('gesture-types/car_wash/stock', { location: 'main', onHand: 50 }));
    const failed = [];
    for (let n = 0; n < 5; n += 1) failed.push(await gestureIn('fulfil_failed', world, agent, n % 2 ? 'car_wash' : 'product_gift'));
    const open = [];
    for (let n = 0; n < 5; n += 1) open.push(await fixedTicket(world, agent, { failureClass: 'flawed_goods' }));
    const answers = await Promise.all([
      ...failed.map(({ id }, n) => act(lead, id, 'substitute', { gestureType: n % 2 ? 'tyre_rotation' : 'car_wash' })),
      ...open.map((ticket, n) => take(lead, ticket, n % 2 ? 'car_wash' : 'product_gift')),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 400)).toEqual([]);
    await world.sql(`DELETE FROM gesture_stock`);
  });

  test('the last one of a chain is told to whoever read of the first', async () => {
    const email = 'chain@example.test';
    const { id } = await gestureIn('fulfil_failed', world, agent, 'car_wash', { customer: { name: 'Ana', email } });
    const second = await done(act(lead, id, 'substitute', { gestureType: 'tyre_rotation' }));
    await done(act(agent, second.id, 'fulfil-failed', { reason: 'No lift.' }));
    const third = await done(act(lead, second.id, 'substitute', { gestureType: 'oil_change' }));
    await done(act(agent, third.id, 'fulfil', { proof: 'Done.' }));
    await world.settle();
    const [told] = await world.sql(`SELECT state FROM message WHERE effect_key = $1`, [`gesture:${String(third.id)}:done`]);
    expect(told).toBeDefined();
  });
});

describe('edge 98 and 100: an offer that ran out', () => {
  async function expired(over: Record<string, unknown> = {}): Promise<{ ticket: string; id: string; until: string }> {
    const { ticket, id } = await gestureIn('offered', world, agent, 'car_wash', over);
    const [row] = await world.sql<{ at: Date }>(`SELECT expires_at AS at FROM gesture WHERE id = $1`, [id]);
    await world.setClock(new Date((row?.at.getTime() ?? 0) + 3_600_000).toISOString());
    return { ticket, id, until: new Date((row?.at.getTime() ?? 0) + 24 * 3_600_000).toISOString() };
  }

  test('is not kept open under a hold', async () => {
    const { ticket, id, until } = await expired();
    await done(agent.post(`tickets/${ticket}/holds`, { kind: 'safety', reason: 'Somebody was hurt.' }));
    expect((await act(agent, id, 'extend', { until })).status).toBe(409);
    expect(await states(world, ticket)).toEqual({ car_wash: 'expired' });
  });

  test('is kept open on a ticket that was closed meanwhile, which stays closed', async () => {
    const { ticket, id, until } = await expired();
    await done(agent.post(`tickets/${ticket}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    expect(await done(act(agent, id, 'extend', { until }))).toMatchObject({ state: 'offered' });
    await done(act(agent, id, 'accept'));
    await done(act(agent, id, 'fulfil', { proof: 'Washed.' }));
    expect(await oneUp(world, ticket)).toMatchObject({ state: 'closed' });
  });
});

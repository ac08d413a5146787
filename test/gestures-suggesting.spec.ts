import { SuggestWork } from '../src/suggestions/suggestions.worker';
import type { Client } from './support/client';
import { complaint, done, fix, fixedTicket, gestureIn, oneUp, states, take } from './support/one-up';
import { codes, suggestions } from './support/suggested';
import { World } from './support/world';

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

const setsOf = async (ticket: string) => (await world.sql(`SELECT id FROM suggestion_set WHERE ticket_id = $1`, [ticket])).length;

test('after a fix the three that fit best are suggested with their reasons, and the others say why not', async () => {
  const ticket = await fixedTicket(world, agent);
  expect(await states(world, ticket)).toEqual({ extra_cover_6m: 'suggested', car_wash: 'suggested', priority_slot: 'suggested' });
  const shown = await suggestions(agent, ticket);
  expect(codes(shown.items)).toEqual(['extra_cover_6m', 'car_wash', 'priority_slot']);
  expect(shown.items[1]).toMatchObject({ rank: 2, cost: 600, face: 1500, currency: 'USD', score: 75.6, needs: null });
  expect(shown.items[1].reasons.length).toBeLessThanOrEqual(4);
  expect(shown.items[1].reasons[0]).toContain('a failed service');
  expect(codes(shown.others)).toContain('credit_10');
  const card = shown.excluded.find(({ gestureType }: { gestureType: string }) => gestureType === 'card');
  expect(card.why).toBe('It needs a postal address, and we have none.');
  expect(codes(shown.others)).toContain('off_15');
  expect(shown.limitMinor).toBe(2500);
});

test('the same work twice suggests once', async () => {
  const ticket = await fixedTicket(world, agent);
  await world.sql(`UPDATE ticket_work SET state = 'pending' WHERE ticket_id = $1 AND kind = 'suggest'`, [ticket]);
  await world.settle();
  expect(await setsOf(ticket)).toBe(1);
  expect(Object.keys(await states(world, ticket))).toHaveLength(3);
});

test('three workers and two readers at once suggest once', async () => {
  const ticket = await complaint(agent);
  await fix(agent, ticket);
  const worker = world.desk.app.get(SuggestWork, { strict: false });
  await Promise.all([worker.run(), worker.run(), worker.run(), suggestions(agent, ticket), suggestions(lead, ticket)]);
  await world.settle();
  expect(await setsOf(ticket)).toBe(1);
  expect(Object.keys(await states(world, ticket))).toHaveLength(3);
});

test('work that fails is tried later and later, and after five times an administrator finds it among what is stuck and starts it again', async () => {
  const ticket = await complaint(agent);
  // A new version that no API would let in.
  await world.sql(
    `INSERT INTO gesture_type_version (id, type_id, version, name, customer_text, class, kind, cost_minor, face_minor, currency, fulfilment, created_at)
     SELECT gen_random_uuid(), v.type_id, 2, v.name, 'null', v.class, v.kind, v.cost_minor, v.face_minor, v.currency, v.fulfilment, v.created_at
     FROM gesture_type_version v JOIN gesture_type t ON t.id = v.type_id WHERE t.code = 'extra_cover_6m'`,
  );
  const counts = (version: number) => world.sql(`UPDATE gesture_type SET version = $1 WHERE code = 'extra_cover_6m'`, [version]);
  await counts(2);
  await fix(agent, ticket);
  await world.settle();
  const tries = async () =>
    (await world.sql<{ attempts: number }>('SELECT attempts FROM failing_work WHERE ticket_id = $1', [ticket]))[0]?.attempts;
  const admin = await world.signIn('admin');
  expect(await tries()).toBe(1);
  for (const [minutes, after] of [
    [1, 2],
    [3, 2],
    [1, 3],
    [16, 4],
  ] as const) {
    await world.shift(minutes * 60_000);
    expect(await tries()).toBe(after);
  }
  expect((await done(admin.get('stuck-work'))).items).toEqual([]);
  await world.shift(64 * 60_000);
  await world.shift(3 * 3_600_000);
  const { items } = await done(admin.get('stuck-work'));
  expect(items).toMatchObject([{ what: 'Suggest a one-up', ticketRef: expect.stringMatching(/^R-\d+$/), attempts: 5 }]);
  expect(items[0].lastError).toContain('null');
  await counts(1);
  await done(admin.post(`stuck-work/${String(items[0].id)}/retry`));
  await world.settle();
  expect(await world.sql(`SELECT state FROM ticket_work WHERE ticket_id = $1 AND kind = 'suggest'`, [ticket])).toEqual([{ state: 'done' }]);
  expect((await done(admin.get('stuck-work'))).items).toEqual([]);
  expect((await admin.post(`stuck-work/${String(items[0].id)}/retry`)).status).toBe(404);
  expect(Object.keys(await states(world, ticket))).toHaveLength(3);
});

test('suggestions stay for a day, and new facts make new ones', async () => {
  const ticket = await fixedTicket(world, agent);
  const first = await suggestions(agent, ticket);
  expect((await suggestions(lead, ticket)).set).toBe(first.set);
  await done(agent.post(`tickets/${ticket}/severity`, { severity: 'S4', reason: 'Nothing was lost.' }));
  const second = await suggestions(agent, ticket);
  expect(second.set).not.toBe(first.set);
  expect(second.excluded.find(({ gestureType }: { gestureType: string }) => gestureType === 'oil_change').why).toContain('the most is 10');
  await world.shift(24 * 3_600_000);
  expect((await suggestions(agent, ticket)).set).not.toBe(second.set);
  expect(await world.sql(`SELECT 1 FROM gesture WHERE ticket_id = $1 AND state = 'suggested'`, [ticket])).toHaveLength(3);
});

test('a set of suggestions is never changed', async () => {
  const ticket = await fixedTicket(world, agent);
  await expect(world.sql(`UPDATE suggestion_set SET model_version = 'x' WHERE ticket_id = $1`, [ticket])).rejects.toThrow('append-only');
  const [set] = await world.sql(`SELECT model_version, inputs FROM suggestion_set WHERE ticket_id = $1`, [ticket]);
  expect(set).toMatchObject({ model_version: 'k90-1:0', inputs: { facts: { failureClass: 'failed_service', severity: 'S3' } } });
});

test('where nothing can be given the one-up is settled, and the ticket goes on to the follow-up', async () => {
  const ticket = await fixedTicket(world, agent, { anonymous: true, customer: undefined });
  const settled = await world.sql(`SELECT kind FROM one_up_settlement WHERE ticket_id = $1`, [ticket]);
  expect(settled).toEqual([{ kind: 'not_eligible' }]);
  expect((await oneUp(world, ticket)).oneUp).toBe('settled');
  expect((await oneUp(world, ticket)).state).not.toBe('fixed');
});

test('an unknown customer at the counter is offered what can be handed over', async () => {
  const ticket = await fixedTicket(world, agent, { channel: 'in_person', anonymous: true, customer: undefined });
  expect(codes((await suggestions(agent, ticket)).items)).toEqual(['car_wash', 'next_visit_upgrade', 'tyre_rotation']);
});

test('under a hold that blocks gifts nothing is suggested; its release asks again', async () => {
  const ticket = await complaint(agent, { holds: ['discrimination_harassment'] });
  await fix(manager, ticket);
  await world.settle();
  expect(await setsOf(ticket)).toBe(0);
  expect((await suggestions(manager, ticket)).excluded[0].why).toContain('a discrimination or harassment hold');
  expect(await oneUp(world, ticket)).toEqual({ state: 'fixed', oneUp: 'none' });
  await done(manager.post(`tickets/${ticket}/holds/discrimination_harassment/release`, { reason: 'Cleared up.' }));
  await world.settle();
  expect(await setsOf(ticket)).toBe(1);
});

test('before the fix one can look ahead, and nothing is kept', async () => {
  const ticket = await complaint(agent);
  const ahead = await suggestions(agent, ticket);
  expect(ahead.set).toBeNull();
  expect(codes(ahead.items)).toEqual(['extra_cover_6m', 'car_wash', 'priority_slot']);
  expect(await setsOf(ticket)).toBe(0);
});

test('whoever only reads makes no new suggestions', async () => {
  const auditor = await world.signIn('auditor');
  const ticket = await fixedTicket(world, agent);
  const { set } = await suggestions(agent, ticket);
  await world.shift(25 * 3_600_000);
  expect(await suggestions(auditor, ticket)).toMatchObject({ set, limitMinor: null });
  expect(await setsOf(ticket)).toBe(1);
});

test('on a dangerous matter the suggestions say that a manager decides', async () => {
  const ticket = await fixedTicket(world, agent, { severity: 'S1' });
  expect((await suggestions(agent, ticket)).items[0].needs).toBe('On a dangerous matter a manager decides about gifts.');
  expect((await suggestions(manager, ticket)).items[0].needs).toBeNull();
});

test('edge 36: what was approved and never offered is released when the ticket opens again', async () => {
  const ticket = await fixedTicket(world, agent);
  await done(take(agent, ticket, 'car_wash'));
  await done(agent.post(`tickets/${ticket}/fix-failed`, { reason: 'Still loose.' }));
  await world.settle();
  expect(await states(world, ticket)).toEqual({ car_wash: 'revoked' });
  expect(await oneUp(world, ticket)).toEqual({ state: 'open', oneUp: 'none' });
});

test('edge 35: a gift that was accepted stays when the ticket opens again, and the new fix has suggestions of its own', async () => {
  const ticket = await fixedTicket(world, agent);
  const { id } = await done(take(agent, ticket, 'extra_cover_6m'));
  await done(agent.post(`gestures/${id}/offer`));
  await done(agent.post(`gestures/${id}/accept`));
  await done(agent.post(`tickets/${ticket}/bad-answer`, { channel: 'phone', fixed: false, text: 'Still loose.' }));
  await world.settle();
  expect(await oneUp(world, ticket)).toEqual({ state: 'open', oneUp: 'none' });
  await fix(lead, ticket, { whatChanged: 'Another mechanic, with a torque key.' });
  await world.settle();
  const again = await suggestions(lead, ticket);
  expect(again.items[0].gestureType).toBe('manager_call');
  expect(again.excluded.find(({ gestureType }: { gestureType: string }) => gestureType === 'extra_cover_6m').why).toBeTruthy();
  const given = await done(lead.post(`gestures/${id}/fulfil`, { proof: 'Cover booked under 4711.' }));
  expect(given).toMatchObject({ state: 'fulfilled', cycle: 1, ticket: { oneUp: 'none', state: 'fixed' } });
});

test('edge 39: a withdrawn complaint keeps its offer, and loses what was only approved', async () => {
  const offered = await fixedTicket(world, agent);
  const { id } = await done(take(agent, offered, 'donation'));
  await done(agent.post(`gestures/${id}/offer`));
  const approved = await fixedTicket(world, agent);
  await done(take(agent, approved, 'donation'));
  for (const ticket of [offered, approved]) {
    await done(agent.post(`tickets/${ticket}/withdraw`, { reason: 'It is fine now.', channel: 'phone' }));
  }
  await world.settle();
  expect(await states(world, offered)).toEqual({ donation: 'offered' });
  expect(await states(world, approved)).toEqual({ donation: 'revoked' });
  await done(agent.post(`gestures/${id}/accept`));
  expect(await oneUp(world, offered)).toEqual({ state: 'closed', oneUp: 'open' });
});

test('a ticket that is merged away releases what was not offered yet', async () => {
  const stays = await complaint(agent);
  const goes = await fixedTicket(world, agent);
  await done(lead.post(`tickets/${goes}/merge`, { into: stays }));
  await world.settle();
  expect(new Set(Object.values(await states(world, goes)))).toEqual(new Set(['revoked']));
});

test('edge 71: two tickets with an offer each are merged only where a lead keeps both, and both are honoured', async () => {
  const [goes, stays] = [await gestureIn('offered', world, agent), await gestureIn('offered', world, agent, 'donation')];
  expect((await agent.post(`tickets/${goes.ticket}/merge`, { into: stays.ticket })).status).toBe(409);
  await done(lead.post(`tickets/${goes.ticket}/merge`, { into: stays.ticket, keepGesture: 'both' }));
  await world.settle();
  for (const { id } of [goes, stays]) expect(await done(lead.post(`gestures/${id}/accept`))).toMatchObject({ state: 'accepted' });
});

test('after a decline a lead sees new suggestions for the one more offer', async () => {
  const ticket = await fixedTicket(world, agent);
  const { id } = await done(take(agent, ticket, 'car_wash'));
  await done(agent.post(`gestures/${id}/offer`));
  await done(agent.post(`gestures/${id}/decline`));
  expect((await suggestions(agent, ticket)).items[0].needs).toBe('The customer declined once: only a lead can make one more offer.');
  expect((await suggestions(lead, ticket)).items[0].needs).toBeNull();
});

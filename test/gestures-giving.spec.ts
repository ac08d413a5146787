import { GestureWork } from '../src/gestures/gesture-work.service';
import type { Client } from './support/client';
import { act, done, fix, fixedTicket, gestureIn, oneUp, states, take, ticketOf } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;

const DAY = 24 * 3_600_000;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

const clockOf = async (id: string) => (await world.sql(`SELECT state, kind, target_ms FROM timer WHERE gesture_id = $1`, [id]))[0];
const mailsOf = (ticket: string) =>
  world.sql(`SELECT kind, state FROM message WHERE ticket_id = $1 AND class = 'gesture' ORDER BY seq`, [ticket]);

test('an offer tells the customer by mail, and the ticket goes on to the follow-up', async () => {
  const { id } = await gestureIn('approved', world, agent, 'car_wash', { customer: { name: 'Eva', email: 'eva@example.test' } });
  const offered = await done(act(agent, id, 'offer'));
  expect(offered).toMatchObject({ state: 'offered', offeredBy: agent.staffId, ticket: { oneUp: 'open', state: 'following_up' } });
  await world.settle();
  const mail = world.sink.mails.filter(({ to }) => to.includes('eva@example.test')).at(-1);
  expect(mail?.text).toContain('A free car wash');
  expect(mail?.text).toContain('There are no strings attached');
});

test('an offer ends with the fourteenth day at the location', async () => {
  await world.setClock('2030-03-01T23:30:00Z');
  const { id } = await gestureIn('offered', world, agent);
  const [row] = await world.sql<{ at: string }>(
    `SELECT to_char(expires_at AT TIME ZONE 'America/New_York', 'YYYY-MM-DD HH24:MI:SS') AS at FROM gesture WHERE id = $1`,
    [id],
  );
  expect(row?.at).toBe('2030-03-15 23:59:59');
});

test('accepted and given: the proof is kept, the clock is met, the customer hears that it is done', async () => {
  const { ticket, id } = await gestureIn('accepted', world, agent, 'credit_10');
  expect(await clockOf(id)).toMatchObject({ state: 'running', kind: 'elapsed', target_ms: 3_600_000 });
  expect((await act(agent, id, 'fulfil', {})).status).toBe(400);
  const given = await done(act(agent, id, 'fulfil', { proof: 'Booked on account 4711.', costActualMinor: 900 }));
  expect(given).toMatchObject({ state: 'fulfilled', proof: 'Booked on account 4711.', costActualMinor: 900, ticket: { oneUp: 'settled' } });
  expect(await clockOf(id)).toMatchObject({ state: 'met' });
  await world.settle();
  expect((await mailsOf(ticket)).map(({ kind, state }) => [kind, state])).toContainEqual(['one_up_done', 'sent']);
});

test('what is handed over on the next visit has no clock; a parcel has two working days', async () => {
  const visit = await gestureIn('accepted', world, agent, 'car_wash');
  expect(await clockOf(visit.id)).toBeUndefined();
  const task = await gestureIn('accepted', world, agent, 'donation');
  expect(await clockOf(task.id)).toMatchObject({ kind: 'business', target_ms: 960 * 60_000 });
});

test('edge 92: what it cost beyond the reserve does not keep it from the customer', async () => {
  const { id } = await gestureIn('accepted', world, agent);
  const given = await done(act(agent, id, 'fulfil', { proof: 'Done.', costActualMinor: 1400 }));
  expect(given).toMatchObject({ state: 'fulfilled', costMinor: 600, costActualMinor: 1400 });
});

test('an accepted gift keeps the ticket from closing until it is given', async () => {
  const { ticket, id } = await gestureIn('accepted', world, agent);
  const followUp = { how: 'call', score: 5, fixed: true };
  expect((await agent.post(`tickets/${ticket}/close`, { followUp })).body).toMatchObject({ guard: 'gesture_settled' });
  await done(act(agent, id, 'fulfil', { proof: 'Washed today.' }));
  await done(agent.post(`tickets/${ticket}/close`, { followUp }));
});

test('two at once: the customer accepts and declines, and one of the two counts', async () => {
  const { id } = await gestureIn('offered', world, agent);
  const answers = await Promise.all([act(agent, id, 'accept'), act(lead, id, 'decline')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('edge 99: declined stays declined; a lead may make one new offer, and no more', async () => {
  const { ticket, id } = await gestureIn('offered', world, agent);
  const declined = await done(act(agent, id, 'decline'));
  expect(declined).toMatchObject({ state: 'declined', ticket: { oneUp: 'settled' } });
  expect((await act(agent, id, 'accept')).body).toMatchObject({ guard: 'state' });
  const asked = await done(take(agent, ticket, 'donation'));
  expect(asked).toMatchObject({ state: 'pending_approval' });
  const again = await done(act(lead, asked.id, 'approve'));
  expect(again.ticket.oneUp).toBe('open');
  await done(act(agent, again.id, 'offer'));
  await done(act(lead, again.id, 'decline'));
  expect((await take(manager, ticket, 'car_wash')).body).toMatchObject({
    guard: 'R10',
    detail: 'The customer declined twice; leave it at that.',
  });
});

test('edge 100: an offer runs out at the end of its last day, and cannot be accepted an hour later', async () => {
  const { ticket, id } = await gestureIn('offered', world, agent);
  const [last] = await world.sql<{ at: Date }>(`SELECT expires_at AS at FROM gesture WHERE id = $1`, [id]);
  await world.setClock(new Date((last?.at.getTime() ?? 0) + 3_600_000).toISOString());
  expect(await states(world, ticket)).toEqual({ car_wash: 'expired' });
  expect((await oneUp(world, ticket)).oneUp).toBe('settled');
  expect((await act(agent, id, 'accept')).status).toBe(409);
});

test('three sweeps at once let an offer run out once', async () => {
  const { ticket, id } = await gestureIn('offered', world, agent);
  await world.sql(`UPDATE gesture SET expires_at = desk_now() - interval '1 hour' WHERE id = $1`, [id]);
  const worker = world.desk.app.get(GestureWork, { strict: false });
  await Promise.all([worker.expire(), worker.expire(), worker.expire()]);
  expect(await states(world, ticket)).toEqual({ car_wash: 'expired' });
  expect(await world.sql(`SELECT 1 FROM ticket_event WHERE ticket_id = $1 AND kind = 'gesture_expired'`, [ticket])).toHaveLength(1);
});

test('an offer that has run out is refused even before the desk has noticed', async () => {
  const { id } = await gestureIn('offered', world, agent);
  await world.sql(`UPDATE gesture SET expires_at = desk_now() - interval '1 hour' WHERE id = $1`, [id]);
  expect((await act(agent, id, 'accept')).body).toMatchObject({ guard: 'before_expiry' });
});

test('edge 88: what was offered is honoured when its type is retired; what was not offered yet is offered as well', async () => {
  await done(manager.post('gesture-types', { ...anyType, code: 'tea_88', status: 'active' }));
  const { id } = await gestureIn('offered', world, agent, 'tea_88');
  await done(manager.patch('gesture-types/tea_88', { status: 'retired' }));
  await done(act(agent, id, 'accept'));
  await done(act(agent, id, 'fulfil', { proof: 'Handed over.' }));
  expect((await take(agent, await fixedTicket(world, agent), 'tea_88')).body).toMatchObject({ guard: 'type' });
});

test('edge 89: a new price and new words do not change what was offered', async () => {
  await done(manager.post('gesture-types', { ...anyType, code: 'tea_89', status: 'active' }));
  const { id } = await gestureIn('offered', world, agent, 'tea_89');
  const changed = await done(manager.patch('gesture-types/tea_89', { costMinor: 900, customerText: { en: 'A large box of tea.' } }));
  expect(changed.version).toBe(2);
  const accepted = await done(act(agent, id, 'accept'));
  expect(accepted).toMatchObject({ costMinor: 300, text: 'A box of tea.' });
  expect((await done(take(agent, await fixedTicket(world, agent), 'tea_89'))).costMinor).toBe(900);
});

const anyType = {
  name: 'Tea',
  customerText: { en: 'A box of tea.' },
  class: 'goods',
  kind: 'product_gift',
  costMinor: 300,
  faceMinor: 800,
  currency: 'USD',
  fulfilment: 'handover',
};

test('edge 98: an offer made before a hold stands; the desk does nothing more by itself, and a manager decides', async () => {
  const { ticket, id } = await gestureIn('offered', world, agent);
  await done(agent.post(`tickets/${ticket}/holds`, { kind: 'safety', reason: 'Smoke from the engine.' }));
  await done(act(agent, id, 'accept'));
  expect((await act(agent, id, 'fulfil', { proof: 'Washed.' })).body).toMatchObject({ guard: 'hold' });
  await done(act(manager, id, 'fulfil', { proof: 'Washed.' }));
});

test('edge 98: under a hold an offer does not run out by itself; it does at the release', async () => {
  const { ticket } = await gestureIn('offered', world, agent);
  await done(agent.post(`tickets/${ticket}/holds`, { kind: 'safety', reason: 'Smoke from the engine.' }));
  await world.shift(16 * DAY);
  expect(await states(world, ticket)).toEqual({ car_wash: 'offered' });
  await done(manager.post(`tickets/${ticket}/holds/safety/release`, { reason: 'It was the neighbour.' }));
  await world.settle();
  expect(await states(world, ticket)).toEqual({ car_wash: 'expired' });
});

test('a gift that does not arrive is tried again three times, then replaced by one of at least the same worth', async () => {
  const { ticket, id } = await gestureIn('fulfil_failed', world, agent);
  expect((await oneUp(world, ticket)).oneUp).toBe('open');
  for (let tries = 1; tries <= 3; tries += 1) {
    expect(await done(act(agent, id, 'retry'))).toMatchObject({ state: 'accepted', retries: tries });
    await done(act(agent, id, 'fulfil-failed', { reason: 'Closed again.' }));
  }
  expect((await act(agent, id, 'retry')).body).toMatchObject({ guard: 'retries' });
  expect((await act(agent, id, 'substitute', { gestureType: 'next_visit_upgrade' })).body).toMatchObject({ guard: 'who' });
  const less = { gestureType: 'priority_slot' };
  expect((await act(lead, id, 'substitute', less)).body).toMatchObject({ guard: 'new_gesture_of_at_least_equal_face_value' });
  const fresh = await done(act(lead, id, 'substitute', { gestureType: 'extra_cover_6m' }));
  expect(fresh).toMatchObject({ state: 'accepted', substitutes: id, faceMinor: 2500, ticket: { oneUp: 'open' } });
  expect(await states(world, ticket)).toEqual({ car_wash: 'substituted', extra_cover_6m: 'accepted' });
  expect(await clockOf(fresh.id)).toMatchObject({ state: 'running' });
  expect(await done(act(agent, fresh.id, 'fulfil', { proof: 'Booked.' }))).toMatchObject({ ticket: { oneUp: 'settled' } });
});

test('a gift approved for an earlier fix is not offered for the new one', async () => {
  const { ticket, id } = await gestureIn('approved', world, agent);
  await done(agent.post(`tickets/${ticket}/fix-failed`, { reason: 'Still loose.' }));
  await fix(agent, ticket, { whatChanged: 'Another mechanic.' });
  await world.settle();
  // as it is for a moment, before the desk has released it
  await world.sql(`UPDATE gesture SET state = 'approved', ended_at = NULL WHERE id = $1`, [id]);
  expect((await act(agent, id, 'offer')).body).toMatchObject({ guard: 'fix_delivered_this_cycle' });
});

test('a lead takes back what was not offered yet, and the one-up is open again', async () => {
  const { ticket, id } = await gestureIn('approved', world, agent);
  expect((await act(agent, id, 'revoke', { reason: 'Wrong one.' })).body).toMatchObject({ guard: 'who' });
  expect((await act(lead, id, 'revoke', {})).status).toBe(400);
  expect(await done(act(lead, id, 'revoke', { reason: 'Wrong one.' }))).toMatchObject({
    state: 'revoked',
    endReason: 'Wrong one.',
    ticket: { oneUp: 'none' },
  });
  await done(take(agent, ticket, 'donation'));
});

test('an offer is taken back only once the customer knows', async () => {
  const { id } = await gestureIn('offered', world, agent);
  expect((await act(lead, id, 'revoke', { reason: 'Mistake.' })).body).toMatchObject({ guard: 'customer_told_if_offered' });
  expect(await done(act(lead, id, 'revoke', { reason: 'Mistake.', customerTold: true }))).toMatchObject({
    state: 'revoked',
    ticket: { oneUp: 'settled' },
  });
});

test('an accepted gift is never just taken back: a manager replaces it, and the customer knows', async () => {
  const { id } = await gestureIn('accepted', world, agent);
  expect((await act(manager, id, 'revoke', { reason: 'Mistake.', customerTold: true })).body).toMatchObject({ guard: 'state' });
  const other = { gestureType: 'extra_cover_6m', reason: 'The hall is being rebuilt.' };
  expect((await act(lead, id, 'substitute', { ...other, customerTold: true })).body).toMatchObject({ guard: 'who' });
  expect((await act(manager, id, 'substitute', other)).body).toMatchObject({ guard: 'customer_told' });
  expect((await act(manager, id, 'substitute', { gestureType: 'extra_cover_6m', customerTold: true })).body).toMatchObject({
    guard: 'reason',
  });
  expect(await done(act(manager, id, 'substitute', { ...other, customerTold: true }))).toMatchObject({
    state: 'accepted',
    substitutes: id,
  });
});

test('a single suggestion can be set aside', async () => {
  const ticket = await fixedTicket(world, agent);
  const { body } = await agent.get(`tickets/${ticket}/suggestions`);
  const { gesture, gestureType } = body.items[0];
  expect(await done(act(agent, gesture, 'dismiss'))).toMatchObject({ state: 'dismissed', ticket: { oneUp: 'none' } });
  expect(await states(world, ticket)).not.toHaveProperty(gestureType);
});

describe('a gift that needs no answer', () => {
  beforeAll(async () => {
    await done(manager.post('gesture-types', { ...anyType, code: 'sweets', silent: true, status: 'active', offerDays: 3 }));
    // by day: customers are not written to at night
    await world.setClock(`${new Date((await world.now()).getTime() + 86_400_000).toISOString().slice(0, 10)}T18:00:00Z`);
  });

  test('is accepted with the offer, and the mail says that there is nothing to do', async () => {
    const { ticket, id } = await gestureIn('approved', world, agent, 'sweets', { customer: { name: 'Ida', email: 'ida@example.test' } });
    expect(await done(act(agent, id, 'offer'))).toMatchObject({ state: 'accepted', ticket: { oneUp: 'open', state: 'following_up' } });
    await world.settle();
    expect(world.sink.mails.filter(({ to }) => to.includes('ida@example.test')).at(-1)?.text).toContain(
      'There is nothing that you need to do.',
    );
    expect((await mailsOf(ticket)).map(({ kind }) => kind)).toEqual(['one_up_offer']);
  });

  test('is given in one step where it changes hands here, without a mail', async () => {
    const ticket = await fixedTicket(world, agent, { channel: 'in_person' });
    const { id } = await done(take(agent, ticket, 'sweets', { inPerson: true }));
    const given = await done(act(agent, id, 'offer', { proof: 'Handed over at the desk.' }));
    expect(given).toMatchObject({ state: 'fulfilled', proof: 'Handed over at the desk.', ticket: { oneUp: 'settled' } });
    expect(await mailsOf(ticket)).toEqual([]);
  });
});

test('a ticket shows its gift and its version; a stale version of the gift is refused', async () => {
  const { ticket, id } = await gestureIn('offered', world, agent);
  const [shown] = (await ticketOf(agent, ticket)).gestures;
  expect(shown).toMatchObject({ id, state: 'offered', gestureType: 'car_wash' });
  expect((await act(agent, id, 'accept', { version: shown.version - 1 })).body).toMatchObject({ guard: 'version' });
  await done(act(agent, id, 'accept', { version: shown.version }));
});

test('without any way to tell the customer there is no offer', async () => {
  const ticket = await fixedTicket(world, agent, { customer: { name: 'Ida without an address', externalId: 'K-77' } });
  const { id } = await done(take(agent, ticket, 'car_wash'));
  expect((await act(agent, id, 'offer')).body).toMatchObject({ guard: 'reachable_or_present' });
  await done(act(agent, id, 'offer', { inPerson: true }));
});

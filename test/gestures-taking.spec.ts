import type { Client } from './support/client';
import { complaint, done, fix, fixedTicket, gestureIn, oneUp, states, take } from './support/one-up';
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

const activeOf = (ticket: string) =>
  world.sql(`SELECT id FROM gesture WHERE ticket_id = $1 AND state IN ('approved', 'offered', 'accepted')`, [ticket]);
const whyAsked = (gesture: string) =>
  world.sql<{ needs: string; why: string }>(`SELECT needs, why FROM approval WHERE gesture_id = $1`, [gesture]);
const own = (over: Record<string, unknown> = {}) => ({ costMinor: 400, faceMinor: 900, text: 'A thermos for the next winter.', ...over });

test('taking a suggested gift promises it and sets the others aside', async () => {
  const ticket = await fixedTicket(world, agent);
  const { body: shown } = await agent.get(`tickets/${ticket}/suggestions`);
  const taken = await take(agent, ticket, 'car_wash', { suggestionSet: shown.set, note: 'Sorry again, Mia' });
  expect(taken.status).toBe(201);
  expect(taken.body).toMatchObject({
    id: shown.items[1].gesture,
    state: 'approved',
    costMinor: 600,
    note: 'Sorry again, Mia',
    requestedBy: agent.staffId,
    ticket: { oneUp: 'open', state: 'fixed' },
  });
  expect(await states(world, ticket)).toEqual({ car_wash: 'approved' });
  const kinds = await world.sql<{ kind: string }>(`SELECT kind FROM ticket_event WHERE ticket_id = $1 ORDER BY seq DESC LIMIT 1`, [ticket]);
  expect(kinds).toEqual([{ kind: 'gesture_taken' }]);
});

test('another gift of the catalogue that fits can be taken as well', async () => {
  const ticket = await fixedTicket(world, agent);
  await done(take(agent, ticket, 'donation'));
  expect(await states(world, ticket)).toEqual({ donation: 'approved' });
});

test("a colleague's own idea has a price and words of its own, and nothing else has", async () => {
  const ticket = await fixedTicket(world, agent);
  expect((await take(agent, ticket, 'own_idea')).status).toBe(400);
  expect((await take(agent, ticket, 'car_wash', own())).status).toBe(400);
  const idea = await done(take(agent, ticket, 'own_idea', own()));
  expect(idea).toMatchObject({ costMinor: 400, faceMinor: 900, text: 'A thermos for the next winter.', state: 'approved' });
});

test('above the own limit somebody above is asked', async () => {
  const ticket = await fixedTicket(world, agent, { severity: 'S2' });
  const asked = await done(take(agent, ticket, 'own_idea', own({ costMinor: 2600 })));
  expect(asked).toMatchObject({ state: 'pending_approval', neededApproval: true, approvedBy: null, ticket: { oneUp: 'none' } });
  const other = await fixedTicket(world, agent, { severity: 'S2' });
  expect(await done(take(lead, other, 'own_idea', own({ costMinor: 2600 })))).toMatchObject({ state: 'approved', neededApproval: false });
});

test('a gift that needs words is refused without them', async () => {
  const ticket = await fixedTicket(world, agent);
  expect((await take(agent, ticket, 'manager_call')).body).toMatchObject({ guard: 'note' });
  await done(take(agent, ticket, 'manager_call', { note: 'She asked for you by name.' }));
});

test('a gift with a least role needs somebody of that role', async () => {
  await done(manager.patch('gesture-types/tyre_rotation', { roleMin: 'lead' }));
  const ticket = await fixedTicket(world, agent);
  const { id } = await done(take(agent, ticket, 'tyre_rotation'));
  expect(await whyAsked(id)).toEqual([{ needs: 'lead', why: 'This needs a lead.' }]);
  await done(take(lead, await fixedTicket(world, agent), 'tyre_rotation'));
});

test('two people who take two gifts at once give one', async () => {
  const ticket = await fixedTicket(world, agent);
  const answers = await Promise.all([
    take(agent, ticket, 'car_wash'),
    take(lead, ticket, 'priority_slot'),
    take(manager, ticket, 'donation'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.guard)).toEqual(['R10', 'R10']);
  expect(await activeOf(ticket)).toHaveLength(1);
});

test('the same request twice takes one gift and answers the same', async () => {
  const ticket = await fixedTicket(world, agent);
  const send = () => agent.post(`tickets/${ticket}/gestures`, { gestureType: 'donation' }, { key: `take-${ticket}` });
  const [first, second] = [await send(), await send()];
  expect(second.body).toEqual(first.body);
  expect(await activeOf(ticket)).toHaveLength(1);
  const other = await agent.post(`tickets/${ticket}/gestures`, { gestureType: 'car_wash' }, { key: `take-${ticket}` });
  expect(other.status).toBe(422);
});

test('a field nobody asked for, an unknown gift and a stale version are refused', async () => {
  const ticket = await fixedTicket(world, agent);
  expect((await take(agent, ticket, 'car_wash', { approvedBy: agent.staffId })).status).toBe(400);
  expect((await take(agent, ticket, 'yacht')).status).toBe(400);
  await world.sql(`UPDATE gesture_type SET status = 'paused' WHERE code = 'off_15'`);
  expect((await take(agent, ticket, 'off_15')).body).toMatchObject({ guard: 'type', detail: 'It is not in use at the moment.' });
  expect((await take(agent, ticket, 'car_wash', { version: 1 })).body).toMatchObject({ guard: 'version' });
  expect((await take(agent, ticket, 'car_wash', { suggestionSet: ticket })).status).toBe(400);
});

test('edge 96: two offers racing with the fix never come before it', async () => {
  const ticket = await complaint(agent);
  const { id } = await done(take(agent, ticket, 'car_wash'));
  const [first, second] = await Promise.all([agent.post(`gestures/${id}/offer`), lead.post(`gestures/${id}/offer`), fix(manager, ticket)]);
  expect([first.status, second.status]).toContain(409);
  const [row] = await world.sql<{ ok: boolean }>(
    `SELECT g.offered_at IS NULL OR g.offered_at >= f.delivered_at AS ok FROM gesture g JOIN fix_action f ON f.ticket_id = g.ticket_id WHERE g.id = $1`,
    [id],
  );
  expect(row?.ok).toBe(true);
});

test('edge 96: before the fix there is no offer', async () => {
  const ticket = await complaint(agent);
  const { id } = await done(take(agent, ticket, 'car_wash'));
  const answers = await Promise.all([agent.post(`gestures/${id}/offer`), lead.post(`gestures/${id}/offer`)]);
  expect(answers.map(({ body }) => body.guard)).toEqual(['fix_delivered_this_cycle', 'fix_delivered_this_cycle']);
  await fix(agent, ticket);
  await world.settle();
  expect(await states(world, ticket)).toEqual({ car_wash: 'approved' });
  expect((await agent.post(`gestures/${id}/offer`)).status).toBe(200);
});

describe('the hard rules', () => {
  test('edge 97, R2: with money lost and nothing paid back the refund comes first', async () => {
    const lost = { failureClass: 'money_lost', touchPoint: 'billing', amountMinor: 4000 };
    const ticket = await fixedTicket(world, agent, lost);
    expect((await take(agent, ticket, 'car_wash')).body).toMatchObject({
      guard: 'R2',
      detail: 'The customer lost money: record the refund first.',
    });
    const redress = { kind: 'refund', amountMinor: 4000, currency: 'USD', method: 'card', state: 'scheduled', dueOn: '2030-01-01' };
    const paid = await fixedTicket(world, agent, lost, { kind: 'refund', lossMinor: 4000, redress });
    await done(take(agent, paid, 'car_wash'));
  });

  test('R5: no word of ours may ask for anything in return', async () => {
    const ticket = await fixedTicket(world, agent);
    const refused = await take(agent, ticket, 'own_idea', own({ text: 'A voucher if you withdraw your complaint.' }));
    expect(refused.body).toMatchObject({ guard: 'R5' });
    expect(refused.body.detail).toContain('withdraw');
    expect((await take(agent, ticket, 'car_wash', { note: 'Please leave a good review.' })).body).toMatchObject({ guard: 'R5' });
  });

  test('R6: a small matter is not repaid with a large gift', async () => {
    const ticket = await fixedTicket(world, agent, { severity: 'S4' });
    expect((await take(agent, ticket, 'oil_change')).body).toMatchObject({ guard: 'R6' });
  });

  test('R6: on a dangerous matter only a manager gives', async () => {
    const ticket = await fixedTicket(world, agent, { severity: 'S1' });
    const { id } = await done(take(lead, ticket, 'car_wash'));
    expect(await whyAsked(id)).toEqual([{ needs: 'manager', why: 'On a dangerous matter a manager decides about gifts.' }]);
    await done(take(manager, await fixedTicket(world, agent, { severity: 'S1' }), 'car_wash'));
  });

  test('R6: refund and gift together stay within one and a half times the price', async () => {
    const ticket = await fixedTicket(world, agent, { orderMinor: 900 });
    expect((await take(agent, ticket, 'car_wash')).body).toMatchObject({ guard: 'R6' });
  });

  test('R7: the same gift not twice a year, while there is something else', async () => {
    const customer = { name: 'Ben', email: 'ben@example.test' };
    const first = await fixedTicket(world, agent, { customer });
    const { id } = await done(take(agent, first, 'car_wash'));
    await done(agent.post(`gestures/${id}/offer`));
    const second = await fixedTicket(world, agent, { customer });
    expect(await states(world, second)).not.toHaveProperty('car_wash');
    expect((await take(agent, second, 'car_wash')).body).toMatchObject({ guard: 'R7' });
  });

  test('R8: no gifts under a legal hold, and none of money after a review', async () => {
    const held = await fixedTicket(world, agent);
    await done(agent.post(`tickets/${held}/holds`, { kind: 'discrimination_harassment', reason: 'To be looked at.' }));
    expect((await take(manager, held, 'car_wash')).body).toMatchObject({ guard: 'R8' });
    const reviewed = await fixedTicket(world, agent);
    await done(lead.post(`tickets/${reviewed}/holds`, { kind: 'abuse_review', reason: 'Pattern.' }));
    await done(take(agent, reviewed, 'car_wash'));
    const second = await fixedTicket(world, agent);
    await done(lead.post(`tickets/${second}/holds`, { kind: 'abuse_review', reason: 'Pattern.' }));
    const { id } = await done(take(agent, second, 'credit_10'));
    expect(await whyAsked(id)).toEqual([{ needs: 'lead', why: 'This needs a lead.' }]);
  });

  test('R8: where it was not our fault a gift of money needs a lead', async () => {
    const ticket = await fixedTicket(world, agent, {}, { fault: 'not_ours', decision: 'not_applicable' });
    expect(await done(take(agent, ticket, 'credit_10'))).toMatchObject({ state: 'pending_approval' });
    const other = await fixedTicket(world, agent, {}, { fault: 'not_ours', decision: 'not_applicable' });
    expect(await done(take(lead, other, 'credit_10'))).toMatchObject({ state: 'approved' });
  });

  test('R9: after a failed fix another gift, not the one of before', async () => {
    const { ticket } = await gestureIn('offered', world, agent);
    await done(agent.post(`tickets/${ticket}/bad-answer`, { channel: 'phone', fixed: false }));
    await fix(lead, ticket, { whatChanged: 'Another mechanic.' });
    await world.settle();
    const again = await take(lead, ticket, 'car_wash');
    expect(['R7', 'R9']).toContain(again.body.guard);
    await done(take(lead, ticket, 'manager_call', { note: 'Please call her yourself.' }));
  });

  test('R10: one gift for one fix', async () => {
    const { ticket } = await gestureIn('approved', world, agent);
    expect((await take(agent, ticket, 'donation')).body).toMatchObject({ guard: 'R10', detail: 'There is a gift for this fix already.' });
  });

  test('R11: what goes by post needs an address', async () => {
    const ticket = await fixedTicket(world, agent);
    expect((await take(agent, ticket, 'card', { note: 'Dear Ana' })).body).toMatchObject({ guard: 'R11' });
    await world.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT gen_random_uuid(), customer_id, 'post', '1 Main Street', '1 main street', desk_now() FROM ticket WHERE id = $1`,
      [ticket],
    );
    await done(take(agent, ticket, 'card', { note: 'Dear Ana' }));
  });

  test('R12: an unknown customer gets only what is handed over here', async () => {
    const ticket = await fixedTicket(world, agent, { channel: 'in_person', anonymous: true, customer: undefined });
    expect((await take(agent, ticket, 'car_wash')).body).toMatchObject({ guard: 'R12' });
    expect((await take(agent, ticket, 'credit_10', { inPerson: true })).body).toMatchObject({ guard: 'R12' });
    await done(take(agent, ticket, 'product_gift', { inPerson: true }));
  });
});

test('edge 94: for the person a complaint is about the ticket and its gifts do not exist', async () => {
  const subject = await world.signIn('lead');
  const ticket = await fixedTicket(world, manager, { subjectStaff: subject.staffId });
  expect((await take(subject, ticket, 'car_wash')).status).toBe(404);
  const { id } = await done(take(manager, ticket, 'car_wash'));
  expect((await subject.post(`gestures/${id}/offer`)).status).toBe(404);
  expect((await subject.get(`tickets/${ticket}/suggestions`)).status).toBe(404);
});

test('a partner agent gives up to ten, and a follow-up worker gives nothing', async () => {
  const ticket = await fixedTicket(world, agent);
  const followUp = await world.signIn('follow_up');
  expect((await take(followUp, ticket, 'car_wash')).status).toBe(403);
  await world.sql(
    `INSERT INTO desk (id, key, name, kind, may_fix, created_at) VALUES (gen_random_uuid(), 'partner', 'Partner', 'vendor', true, desk_now())`,
  );
  await world.sql(`UPDATE ticket SET desk_id = (SELECT id FROM desk WHERE key = 'partner') WHERE id = $1`, [ticket]);
  const partner = await world.signIn('vendor_agent', { desk: 'partner' });
  expect(await done(take(partner, ticket, 'car_wash'))).toMatchObject({ state: 'approved' });
  const dear = await fixedTicket(world, agent);
  await world.sql(`UPDATE ticket SET desk_id = (SELECT id FROM desk WHERE key = 'partner') WHERE id = $1`, [dear]);
  const { id } = await done(take(partner, dear, 'own_idea', own({ costMinor: 1100 })));
  expect((await whyAsked(id))[0]?.why).toContain('(limit 10)');
});

describe('going without a gift', () => {
  const waive = (by: Client, ticket: string, body: object) => by.post(`tickets/${ticket}/waive-gesture`, body);

  test('with a reason the ticket goes on to the follow-up', async () => {
    const ticket = await fixedTicket(world, agent);
    const { body, status } = await waive(agent, ticket, { reason: 'customer_wants_nothing' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ reason: 'customer_wants_nothing', ticket: { oneUp: 'settled', state: 'following_up' } });
    expect(await states(world, ticket)).toEqual({});
    expect((await waive(agent, ticket, { reason: 'apology_only' })).status).toBe(409);
  });

  test('"other" needs a word, and nothing may be promised', async () => {
    const { ticket } = await gestureIn('approved', world, agent);
    expect((await waive(agent, ticket, { reason: 'apology_only' })).body).toMatchObject({ guard: 'gesture_open' });
    const plain = await fixedTicket(world, agent);
    expect((await waive(agent, plain, { reason: 'other' })).body).toMatchObject({ guard: 'note' });
    await done(waive(agent, plain, { reason: 'other', note: 'She gave us cake.' }));
  });

  test('before the fix it is refused', async () => {
    expect((await waive(agent, await complaint(agent), { reason: 'apology_only' })).body).toMatchObject({ guard: 'state' });
  });

  test('a hold on gifts does not stand in the way', async () => {
    const ticket = await complaint(agent, { holds: ['discrimination_harassment'] });
    await fix(manager, ticket);
    await done(waive(manager, ticket, { reason: 'apology_only' }));
    expect(await oneUp(world, ticket)).toMatchObject({ oneUp: 'settled', state: 'following_up' });
  });

  test('two at once settle it once', async () => {
    const ticket = await fixedTicket(world, agent);
    const answers = await Promise.all([waive(agent, ticket, { reason: 'apology_only' }), waive(lead, ticket, { reason: 'apology_only' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

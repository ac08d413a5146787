import { Firing } from '../src/firing/firing.service';
import { ApprovalsLapseWork } from '../src/gestures/gestures.worker';
import { aPlace } from './support/builders';
import type { Client, Json } from './support/client';
import { act, done, fixedTicket, oneUp, states, take } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  // A Tuesday morning, so that business time runs.
  await world.setClock('2030-03-05T15:00:00Z');
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

const dear = (costMinor = 4000) => ({
  costMinor,
  faceMinor: 5000,
  text: 'A weekend with our best car.',
  reason: 'She waited three weeks.',
});
const approvalOf = async (id: string): Promise<Json> => (await world.sql(`SELECT * FROM approval WHERE gesture_id = $1`, [id]))[0];
const newsOf = (by: Client) =>
  world.sql<{ text: string }>(`SELECT text FROM notification WHERE staff_id = $1 AND kind = 'approval' ORDER BY at DESC`, [by.staffId]);

async function asked(by: Client = agent, over: Record<string, unknown> = {}, costMinor = 4000): Promise<{ ticket: string; id: string }> {
  const ticket = await fixedTicket(world, by, { severity: 'S2', ...over });
  const { id, state } = await done(take(by, ticket, 'own_idea', dear(costMinor)));
  expect(state).toBe('pending_approval');
  return { ticket, id };
}

describe('asking', () => {
  test('the question waits with its reason, its clock runs, and whoever may say yes hears of it', async () => {
    const { ticket, id } = await asked();
    expect(await approvalOf(id)).toMatchObject({
      state: 'waiting',
      needs: 'lead',
      why: 'It costs about 40 and needs a lead (limit 25).',
      reason: 'She waited three weeks.',
    });
    const [clock] = await world.sql(`SELECT state, kind, target_ms FROM timer WHERE gesture_id = $1 AND clock = 'approval'`, [id]);
    expect(clock).toMatchObject({ state: 'running', kind: 'business', target_ms: 30 * 60_000 });
    expect((await newsOf(lead))[0]?.text).toContain('asks for "Own idea" and needs a lead');
    expect(await newsOf(agent)).toEqual([]);
    expect(await oneUp(world, ticket)).toEqual({ state: 'fixed', oneUp: 'none' });
  });

  test('it stands in the list of those who may decide, and of the asker as one who may not', async () => {
    const { id } = await asked();
    const find = async (by: Client) => (await done(by.get('approvals?limit=100'))).items.find((item: Json) => item.gesture === id);
    expect(await find(lead)).toMatchObject({ mayDecide: true, costMinor: 4000, reason: 'She waited three weeks.', askedBy: agent.staffId });
    expect(await find(agent)).toMatchObject({ mayDecide: false });
    expect((await lead.get('board')).body.counts.approvals).toBeGreaterThan(0);
  });

  test('the list goes on page by page, oldest first', async () => {
    await asked();
    await asked();
    const first = await done(lead.get('approvals?limit=1'));
    const second = await done(lead.get(`approvals?limit=1&cursor=${first.nextCursor}`));
    expect(first.items).toHaveLength(1);
    expect(second.items[0].gesture).not.toBe(first.items[0].gesture);
  });

  test('the same question twice at once is asked once', async () => {
    const ticket = await fixedTicket(world, agent, { severity: 'S2' });
    const answers = await Promise.all([0, 1, 2].map(() => take(agent, ticket, 'own_idea', dear())));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('nothing is given instead while somebody is asked', async () => {
    const { ticket } = await asked();
    expect((await agent.post(`tickets/${ticket}/waive-gesture`, { reason: 'apology_only' })).body).toMatchObject({ guard: 'gesture_open' });
    expect((await take(agent, ticket, 'car_wash')).body).toMatchObject({ guard: 'R10' });
  });

  test('beyond a lead a manager is asked, and a lead cannot say yes', async () => {
    const { id } = await asked(agent, { severity: 'S1' });
    expect(await approvalOf(id)).toMatchObject({ needs: 'manager' });
    expect((await act(lead, id, 'approve')).body).toMatchObject({ guard: 'who', detail: 'This needs a manager.', needs: 'manager' });
    expect(await done(act(manager, id, 'approve'))).toMatchObject({ state: 'approved' });
  });
});

describe('the answer', () => {
  test('yes: the gift is approved by somebody else, the asker hears of it and offers it', async () => {
    const { ticket, id } = await asked();
    const yes = await done(act(lead, id, 'approve', { note: 'Well spotted.' }));
    expect(yes).toMatchObject({ state: 'approved', approvedBy: lead.staffId, requestedBy: agent.staffId, ticket: { oneUp: 'open' } });
    expect(await approvalOf(id)).toMatchObject({ state: 'approved', decided_by: lead.staffId, note: 'Well spotted.' });
    expect((await newsOf(agent))[0]?.text).toContain('says yes to "Own idea"');
    const [clock] = await world.sql(`SELECT state FROM timer WHERE gesture_id = $1 AND clock = 'approval'`, [id]);
    expect(clock).toEqual({ state: 'met' });
    expect(await done(act(agent, id, 'offer'))).toMatchObject({ state: 'offered' });
    expect(await states(world, ticket)).toEqual({ own_idea: 'offered' });
  });

  test('less: a yes to an own idea for a smaller amount, which is what is set aside, offered and told', async () => {
    const { id } = await asked();
    expect((await act(lead, id, 'approve', { faceMinor: 100 })).status).toBe(400);
    expect((await act(lead, id, 'approve', { costMinor: 4000 })).body.detail).toContain('below 40');
    expect((await act(lead, id, 'approve', { costMinor: 2000, faceMinor: 9000 })).body.detail).toContain('less is not more');
    const less = { costMinor: 2000, faceMinor: 2500, text: 'A day with our best car.', note: 'A day will do.' };
    expect(await done(act(lead, id, 'approve', less))).toMatchObject({ state: 'approved', approvedBy: lead.staffId });
    const [row] = await world.sql(`SELECT cost_reserved_minor::int AS cost, face_minor::int AS face, text FROM gesture WHERE id = $1`, [
      id,
    ]);
    expect(row).toEqual({ cost: 2000, face: 2500, text: 'A day with our best car.' });
    expect(await approvalOf(id)).toMatchObject({ state: 'approved', note: 'It may cost about 20 instead of 40. A day will do.' });
    expect((await newsOf(agent))[0]?.text).toContain('It may cost about 20 instead of 40.');
    expect(await done(act(agent, id, 'offer'))).toMatchObject({ state: 'offered' });
  });

  test('no: with a reason only, and the asker goes on with something else', async () => {
    const { ticket, id } = await asked();
    expect((await act(lead, id, 'reject', {})).status).toBe(400);
    expect(await done(act(lead, id, 'reject', { reason: 'A car wash will do.' }))).toMatchObject({
      state: 'rejected',
      endReason: 'A car wash will do.',
    });
    expect((await newsOf(agent))[0]?.text).not.toContain('car wash');
    expect(await done(take(agent, ticket, 'car_wash'))).toMatchObject({ state: 'approved' });
  });

  test('whoever asked cannot answer, however high they stand', async () => {
    const { id } = await asked(lead, { severity: 'S1' });
    const both = await world.signIn('manager');
    await world.sql(`UPDATE approval SET asked_by = $2 WHERE gesture_id = $1`, [id, both.staffId]);
    await world.sql(`UPDATE gesture SET requested_by = $2 WHERE id = $1`, [id, both.staffId]);
    expect((await act(both, id, 'approve')).body).toMatchObject({ guard: 'not_requester' });
    await done(act(manager, id, 'approve'));
  });

  test('a manager who asks for more than their own limit needs somebody else', async () => {
    const admin = await world.signIn('area_manager');
    await done(admin.patch('authority-limits/manager', { perGestureMinor: 3000 }));
    await done(admin.patch('authority-limits/lead', { perGestureMinor: 2800 }));
    const { id } = await asked(manager);
    expect((await act(manager, id, 'approve')).body).toMatchObject({ guard: 'not_requester' });
    expect((await act(lead, id, 'approve')).body).toMatchObject({ guard: 'who' });
    expect(await done(act(admin, id, 'approve'))).toMatchObject({ state: 'approved' });
    await done(admin.patch('authority-limits/manager', { perGestureMinor: 50_000 }));
    await done(admin.patch('authority-limits/lead', { perGestureMinor: 10_000 }));
  });

  test('edge 94: neither whoever works for the asker nor the person a complaint is about decides', async () => {
    const under = await world.signIn('lead');
    await world.sql(`UPDATE staff SET manager_id = $2 WHERE id = $1`, [under.staffId, agent.staffId]);
    const { id } = await asked();
    expect((await act(under, id, 'approve')).body).toMatchObject({ guard: 'not_requester', detail: expect.stringContaining('work for') });
    const subject = await world.signIn('manager');
    const about = await asked(lead, { severity: 'S1' });
    await world.sql(`UPDATE ticket SET subject_staff_id = $2, restricted = true WHERE id = $1`, [about.ticket, subject.staffId]);
    expect((await act(subject, about.id, 'approve')).status).toBe(404);
  });

  test('two leads at once say yes once', async () => {
    const { id } = await asked();
    const second = await world.signIn('lead');
    const answers = await Promise.all([act(lead, id, 'approve'), act(second, id, 'approve'), act(second, id, 'reject', { reason: 'No.' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test('a limit that was lowered since holds for the answer', async () => {
    const admin = await world.signIn('admin');
    const { id } = await asked();
    await done(admin.patch('authority-limits/lead', { perGestureMinor: 3000 }));
    expect((await act(lead, id, 'approve')).body).toMatchObject({ guard: 'within_own_limit' });
    await done(admin.patch('authority-limits/lead', { perGestureMinor: 10_000 }));
    await done(act(lead, id, 'approve'));
  });

  test('what somebody may give in a day is theirs alone; beyond it the next one is asked', async () => {
    const one = await world.signIn('agent');
    for (let n = 0; n < 6; n += 1) {
      const ticket = await fixedTicket(world, one, { severity: 'S2' });
      expect(await done(take(one, ticket, 'own_idea', dear(2500)))).toMatchObject({ state: 'approved' });
    }
    const { id } = await asked(one, {}, 2500);
    expect(await approvalOf(id)).toMatchObject({ needs: 'lead', why: expect.stringMatching(/today/) });
    await done(act(lead, id, 'approve'));
  });

  test('whoever stands in for a lead answers until the day it ends', async () => {
    const standIn = await world.signIn('senior_agent');
    const away = await world.signIn('lead');
    const until = new Date(Date.parse('2030-03-20T00:00:00Z')).toISOString();
    await done(away.post('delegations', { to: standIn.staffId, endsAt: until }));
    const { id } = await asked();
    expect(await done(act(standIn, id, 'approve'))).toMatchObject({ approvedBy: standIn.staffId });
  });
});

describe('who may answer whom', () => {
  const until = '2030-03-20T00:00:00.000Z';
  const standsInFor = async (boss: Client, who: Client) => done(boss.post('delegations', { to: who.staffId, endsAt: until }));
  /** The answer of approving, the answer of refusing, and what the list said before. */
  async function answers(by: Client, id: string): Promise<{ yes: string; no: string; listed: boolean | undefined }> {
    const { items } = await done(by.get('approvals?limit=100'));
    const listed = items.find((item: Json) => item.gesture === id)?.mayDecide;
    const no = await act(by, id, 'reject', {});
    expect(no.status).toBe(400);
    const refused = async (event: string, body: object) => (await act(by, id, event, body)).body.guard ?? 'done';
    return { yes: await refused('approve', {}), no: await refused('reject', { reason: 'A smaller thing will do.' }), listed };
  }

  beforeAll(async () => {
    await aPlace(world, 'south');
  });

  test('a lead answers agents and not seniors; a manager does', async () => {
    const senior = await world.signIn('senior_agent');
    const { id } = await asked(senior, {}, 6000);
    expect(await approvalOf(id)).toMatchObject({
      needs: 'manager',
      why: 'It costs about 60 and needs a lead (limit 50). The question goes to a manager.',
    });
    expect(await answers(lead, id)).toEqual({ yes: 'who', no: 'who', listed: false });
    expect(await done(act(manager, id, 'approve'))).toMatchObject({ state: 'approved' });
  });

  test('nobody says no to their own question either, and the list agrees', async () => {
    const { id } = await asked(lead, { severity: 'S1' });
    expect(await answers(lead, id)).toEqual({ yes: 'not_requester', no: 'not_requester', listed: false });
    const small = await asked();
    expect(await answers(agent, small.id)).toEqual({ yes: 'not_requester', no: 'not_requester', listed: false });
  });

  test('the asker’s own stand-in answers for everybody but the asker', async () => {
    const [asker, other, standIn] = [await world.signIn('area_manager'), await world.signIn('area_manager'), await world.signIn('agent')];
    const admin = await world.signIn('admin');
    await standsInFor(asker, standIn);
    await done(admin.patch('authority-limits/area_manager', { perGestureMinor: 3000 }));
    const { id } = await asked(asker);
    await done(admin.patch('authority-limits/area_manager', { perGestureMinor: 200_000 }));
    expect(await answers(standIn, id)).toEqual({ yes: 'who', no: 'who', listed: false });
    await standsInFor(other, standIn);
    expect((await done(standIn.get('approvals?limit=100'))).items).toContainEqual(
      expect.objectContaining({ gesture: id, mayDecide: true }),
    );
    expect(await done(act(standIn, id, 'approve'))).toMatchObject({ approvedBy: standIn.staffId });
  });

  test('nor does whoever stands in for the person the complaint is about', async () => {
    const [subject, standIn] = [await world.signIn('manager'), await world.signIn('agent')];
    const { ticket, id } = await asked();
    await standsInFor(subject, standIn);
    await world.sql(`UPDATE ticket SET subject_staff_id = $2, restricted = true, owner_id = $3 WHERE id = $1`, [
      ticket,
      subject.staffId,
      standIn.staffId,
    ]);
    expect(await answers(standIn, id)).toEqual({ yes: 'who', no: 'who', listed: false });
  });

  test('edge 94: whoever works for the asker, further down too, says neither yes nor no', async () => {
    const [under, between] = [await world.signIn('manager'), await world.signIn('agent')];
    await world.sql(`UPDATE staff SET manager_id = $2 WHERE id = $1`, [under.staffId, between.staffId]);
    await world.sql(`UPDATE staff SET manager_id = $2 WHERE id = $1`, [between.staffId, agent.staffId]);
    const { id } = await asked();
    expect(await answers(under, id)).toEqual({ yes: 'not_requester', no: 'not_requester', listed: false });
  });

  test('what somebody is in another place counts there only: for saying yes, for giving, and for who stands in', async () => {
    const both = await world.signIn('agent', { location: 'main' });
    await world.grant(both.staffId, 'manager', { location: 'south' });
    const { id } = await asked();
    expect(await answers(both, id)).toEqual({ yes: 'who', no: 'who', listed: false });
    await asked(both);
    const [south, standIn] = [await world.signIn('manager', { location: 'south' }), await world.signIn('agent', { location: 'south' })];
    await standsInFor(south, standIn);
    await world.grant(standIn.staffId, 'agent', { location: 'main' });
    expect(await answers(standIn, id)).toEqual({ yes: 'who', no: 'who', listed: false });
    await asked(standIn);
    await world.grant(both.staffId, 'lead', { location: 'main' });
    expect(await done(act(both, id, 'approve'))).toMatchObject({ state: 'approved' });
  });

  test('whoever owns a ticket gives on it as far as an agent does, wherever they were hired', async () => {
    const owner = await world.signIn('agent', { location: 'south' });
    await world.grant(owner.staffId, 'manager', { location: 'south' });
    const ticket = await fixedTicket(world, agent, { severity: 'S2' });
    await world.sql(`UPDATE ticket SET owner_id = $2 WHERE id = $1`, [ticket, owner.staffId]);
    expect(await done(take(owner, ticket, 'own_idea', dear(4000)))).toMatchObject({ state: 'pending_approval' });
    const other = await fixedTicket(world, agent, { severity: 'S2' });
    await world.sql(`UPDATE ticket SET owner_id = $2 WHERE id = $1`, [other, owner.staffId]);
    expect(await done(take(owner, other, 'own_idea', dear(2000)))).toMatchObject({ state: 'approved' });
  });

  test('a manager’s own gift above 100 needs an area manager; what others ask for does not', async () => {
    const [area, second] = [await world.signIn('area_manager'), await world.signIn('manager')];
    const { id } = await asked(manager, { severity: 'S1' }, 12_000);
    expect(await approvalOf(id)).toMatchObject({
      needs: 'area_manager',
      why: 'It costs about 120; a manager’s own gift above 100 needs an area manager.',
    });
    expect(await answers(second, id)).toEqual({ yes: 'who', no: 'who', listed: false });
    expect(await done(act(area, id, 'approve'))).toMatchObject({ state: 'approved' });
    const ofALead = await asked(lead, { severity: 'S1' }, 12_000);
    expect(await done(act(manager, ofALead.id, 'approve'))).toMatchObject({ state: 'approved' });
    for (const [by, cost] of [[manager, 10_000] as const, [area, 12_000] as const]) {
      const ticket = await fixedTicket(world, by, { severity: 'S1' });
      expect(await done(take(by, ticket, 'own_idea', dear(cost)))).toMatchObject({ state: 'approved' });
    }
  });

  test('the list says yes where the answer does', async () => {
    const { id } = await asked();
    const [low] = (await done(manager.get('approvals?limit=100'))).items.filter((item: Json) => item.gesture === id);
    expect(low).toMatchObject({ mayDecide: true, needs: 'lead' });
    expect(Object.keys(low)).not.toContain('about');
    expect(await done(act(manager, id, 'reject', { reason: 'A car wash will do.' }))).toMatchObject({ state: 'rejected' });
  });
});

describe('when the ticket goes on', () => {
  test('a failed fix ends the question', async () => {
    const { ticket, id } = await asked();
    await done(agent.post(`tickets/${ticket}/fix-failed`, { reason: 'It broke again.' }));
    await world.settle();
    expect(await states(world, ticket)).toEqual({ own_idea: 'revoked' });
    expect(await approvalOf(id)).toMatchObject({ state: 'moved_on' });
    const [clock] = await world.sql(`SELECT state FROM timer WHERE gesture_id = $1 AND clock = 'approval'`, [id]);
    expect(clock).toEqual({ state: 'cancelled' });
    expect((await act(lead, id, 'approve')).status).toBe(409);
  });
});

describe('edge 93: an approver who is asleep', () => {
  test('the clock hands the question on, and at twice the time it lapses to the own limit of the asker', async () => {
    const area = await world.signIn('area_manager');
    const { ticket, id } = await asked();
    await world.shift(31 * 60_000);
    const late = await world.sql(`SELECT text FROM notification WHERE staff_id = $1 AND ticket_id = $2`, [manager.staffId, ticket]);
    expect(late.length).toBeGreaterThan(0);
    expect(await states(world, ticket)).toEqual({ own_idea: 'pending_approval' });
    await world.shift(30 * 60_000);
    expect(area.staffId).not.toBe(manager.staffId);
    expect(await states(world, ticket)).toEqual({ own_idea: 'lapsed' });
    expect(await approvalOf(id)).toMatchObject({ state: 'lapsed', decided_by: null });
    expect((await newsOf(agent))[0]?.text).toContain('Choose something within your own limit');
    expect((await act(lead, id, 'approve')).status).toBe(409);
    expect(await done(take(agent, ticket, 'car_wash'))).toMatchObject({ state: 'approved' });
  });

  test('three workers and a late yes at once: one of them counts', async () => {
    const { id } = await asked();
    await world.sql(`UPDATE clock_shift SET shift = shift + interval '61 minutes'`);
    await world.desk.app.get(Firing).run();
    const worker = world.desk.app.get(ApprovalsLapseWork, { strict: false });
    await Promise.all([worker.run(), worker.run(), worker.run(), act(lead, id, 'approve')]);
    await world.settle();
    const { state } = await approvalOf(id);
    expect(['lapsed', 'approved']).toContain(state);
    const [gesture] = await world.sql<{ state: string }>(`SELECT state FROM gesture WHERE id = $1`, [id]);
    expect(gesture?.state).toBe(state);
  });
});

describe('the database has the last word', () => {
  test('nobody approves what they asked for', async () => {
    const { id } = await asked();
    await expect(world.sql(`UPDATE gesture SET approved_by = requested_by WHERE id = $1`, [id])).rejects.toThrow('gesture_two_people');
  });
});

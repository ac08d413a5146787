import { aPartnerDesk } from './support/builders';
import type { Client } from './support/client';
import {
  anAddress,
  arrived,
  clockOf,
  clocksOf,
  closed,
  DAY,
  FIX,
  fixed,
  followedUp,
  HOUR,
  lastMove,
  logged,
  MINUTE,
  newsOf,
  nextMonday,
  no,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
  told,
  waiting,
} from './support/ticket-desk';

const desk = ticketDesk();
let colleague: Client;

beforeAll(async () => {
  colleague = await desk.world.signIn('agent', { name: 'Cleo Park' });
});

async function inMs(ms: number): Promise<string> {
  return new Date((await desk.world.now()).getTime() + ms).toISOString();
}

/** A length of time and the moment that the test itself took. */
function near(length: string): unknown {
  return expect.stringMatching(new RegExp(`^${length}([\\d.]+S)?$`));
}

function isAway(person: Client, status: 'absent' | 'left' | 'active'): Promise<unknown> {
  return desk.world.sql('UPDATE staff SET status = $2 WHERE id = $1', [person.staffId, status]);
}

describe('who looks after it', () => {
  test('edge 57: two people take a ticket at once, one has it and the other reads who', async () => {
    const { agent } = desk;
    const id = await arrived(agent);
    const answers = await Promise.all([agent.post(`tickets/${id}/take`), colleague.post(`tickets/${id}/take`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0].status === 200 ? agent : colleague;
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({ guard: 'taken', owner: winner.staffId });
    expect(loser?.body.detail).toMatch(/^(agent|Cleo) has it already\.$/);
    expect((await timeline(agent, id)).filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    expect(await ok(winner.post(`tickets/${id}/take`))).toMatchObject({ owner: { id: winner.staffId } });
  });

  test('a lead may take over; anybody may help where a promise is nearly broken', async () => {
    const { agent, lead, world } = desk;
    const id = await opened(agent);
    expect(await no(colleague.post(`tickets/${id}/take`))).toMatch(/^409 taken: /);
    await ok(lead.post(`tickets/${id}/take`));
    await world.shift(DAY + 6.5 * HOUR);
    await ok(colleague.post(`tickets/${id}/take`));
    expect((await seen(agent, id)).owner.name).toBe('Cleo Park');
    await nextMonday(world);
  });

  test('edge 78: where the owner is away anybody may take it, and its news goes to the lead', async () => {
    const { agent, lead } = desk;
    const id = await opened(colleague);
    await isAway(colleague, 'absent');
    await ok(agent.post('complaints', { channel: 'phone', text: 'She called again.', touchPoint: 'unsure', ticket: id }));
    expect(await newsOf(lead, id)).toEqual(['complaint_added']);
    await ok(agent.post(`tickets/${id}/take`));
    await isAway(colleague, 'active');
  });

  test('edge 77: what somebody who left had goes back into the queue with its promises, and the lead hears of each', async () => {
    const { agent, lead, world } = desk;
    const leaver = await world.signIn('agent', { name: 'Lee Ver' });
    const [live, done] = [await opened(leaver), await closed(leaver)];
    const before = await clockOf(agent, live, 'fix');
    await isAway(leaver, 'left');
    await world.settle();
    expect(await seen(agent, live)).toMatchObject({ owner: null });
    expect((await seen(agent, done)).owner).toMatchObject({ name: 'Lee Ver' });
    expect((await clockOf(agent, live, 'fix')).dueAt).toBe(before.dueAt);
    expect([await newsOf(lead, live), await newsOf(lead, done)]).toEqual([['owner_left'], []]);
    expect((await timeline(agent, live)).at(-1)?.text).toBe('The desk put it back into the queue.');
  });

  test('assigning tells the person; into the queue it goes with nobody', async () => {
    const { agent } = desk;
    const id = await opened(agent);
    expect(await ok(agent.post(`tickets/${id}/assign`, { staff: colleague.staffId, team: 'front' }))).toMatchObject({
      owner: { name: 'Cleo Park' },
    });
    expect(await newsOf(colleague, id)).toEqual(['assigned']);
    expect((await timeline(agent, id)).at(-1)?.text).toMatch(/ gave it to Cleo Park\.$/);
    expect(await ok(agent.post(`tickets/${id}/assign`, { staff: null }))).toMatchObject({ owner: null });
    expect(await no(agent.post(`tickets/${id}/assign`, { team: 'nobody' }))).toBe('404 There is no team "nobody".');
  });

  test('only somebody who handles tickets and is there can be the owner', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    const auditor = await world.signIn('auditor');
    const give = (to: Client) => no(agent.post(`tickets/${id}/assign`, { staff: to.staffId }));
    expect(await give(auditor)).toBe('409 owner: This person cannot look after this ticket.');
    await isAway(colleague, 'absent');
    expect(await give(colleague)).toBe('409 owner: This person is not here at the moment.');
    await isAway(colleague, 'active');
    const done = await closed(agent);
    expect(await no(agent.post(`tickets/${done}/assign`, { staff: null }))).toMatch(/^409 state: R-\d+ is done; reopen it first\.$/);
  });

  test('what a follow-up worker logs is theirs; once given away only its name is left to them', async () => {
    const { agent, world } = desk;
    const worker = await world.signIn('follow_up');
    const { ticket } = await logged(worker);
    expect(ticket.owner).toBe(worker.staffId);
    expect(await no(worker.post(`tickets/${ticket.id}/fix-delivered`, FIX))).toBe('403 Your role does not include this.');
    const stub = await ok(worker.post(`tickets/${ticket.id}/assign`, { staff: agent.staffId }));
    expect(stub).toEqual({ id: ticket.id, number: ticket.number, label: ticket.label, state: 'open', version: 2 });
    expect((await worker.get(`tickets/${ticket.id}`)).status).toBe(404);
  });

  test('a partner desk sees and fixes what is its own, with the customer masked, and nothing else', async () => {
    const { agent, world } = desk;
    await aPartnerDesk(world, 'garage');
    const vendor = await world.signIn('vendor_agent', { desk: 'garage' });
    const { ticket } = await logged(vendor);
    const view = await seen(vendor, ticket.id);
    expect(view).toMatchObject({ desk: { key: 'garage' }, owner: { id: vendor.staffId }, customer: { name: 'Ann', masked: true } });
    expect(view.customer.email).not.toContain('customer');
    await ok(vendor.post(`tickets/${ticket.id}/fix-delivered`, FIX));
    expect((await vendor.get(`tickets/${await opened(agent)}`)).status).toBe(404);
    expect(await no(vendor.post(`tickets/${ticket.id}/void`, { reason: 'test' }))).toBe('403 Your role does not include this.');
    expect(await no(vendor.post(`tickets/${await opened(vendor)}/pause`, { reason: 'customer_date', until: await inMs(DAY) }))).toBe(
      '409 pause: This needs an agent.',
    );
  });
});

describe('how bad it is', () => {
  test('edge 21: raised when hardly anything is left, some time is granted and said so', async () => {
    const { agent, manager, world } = desk;
    const id = await opened(agent, { severity: 'S2' });
    await world.shift(6 * HOUR);
    const before = await clockOf(agent, id, 'fix');
    expect(before).toMatchObject({ target: 'PT8H', elapsed: near('PT6H'), grace: false });
    await ok(colleague.post(`tickets/${id}/severity`, { severity: 'S1' }));
    const after = await clockOf(agent, id, 'fix');
    expect(after).toMatchObject({ target: 'PT4H', elapsed: near('PT6H'), grace: true });
    expect(new Date(after.dueAt).getTime() - (await world.now()).getTime()).toBeLessThanOrEqual(HOUR);
    expect(new Date(after.dueAt).getTime() - (await world.now()).getTime()).toBeGreaterThan(HOUR - MINUTE);
    expect(await newsOf(manager, id)).toContain('page');
    expect((await timeline(agent, id)).at(-1)).toMatchObject({ kind: 'severity', data: { from: 'S2', to: 'S1' } });
    await nextMonday(world);
  });

  test('edge 22: lowered after the promise was broken, it stays broken', async () => {
    const { agent, lead, world } = desk;
    const id = await opened(agent);
    await world.shift(3 * DAY);
    expect(await no(agent.post(`tickets/${id}/severity`, { severity: 'S4', reason: 'Only paint.' }))).toBe(
      '409 severity: A promise to the customer is broken already; only a lead can lower it now.',
    );
    const { breachedAt } = await clockOf(agent, id, 'fix');
    await ok(lead.post(`tickets/${id}/severity`, { severity: 'S4', reason: 'Only paint.' }));
    expect(await clockOf(agent, id, 'fix')).toMatchObject({ target: 'PT40H', breachedAt });
    await nextMonday(world);
  });

  test('edge 23: a pause before the change is still not counted after it', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    await world.shift(HOUR);
    await ok(agent.post(`tickets/${id}/ask-customer`, { question: 'Which plate number?' }));
    await world.shift(2 * HOUR);
    await ok(agent.post(`tickets/${id}/customer-answered`, { text: 'ABC', channel: 'email' }));
    await ok(agent.post(`tickets/${id}/severity`, { severity: 'S2' }));
    const fix = await clockOf(agent, id, 'fix');
    expect(fix).toMatchObject({ target: 'PT8H', elapsed: near('PT1H'), grace: false });
    // 13:00 now and seven hours left: four today, three tomorrow from nine
    expect(fix.dueAt.slice(0, 15)).toBe(`${(await inMs(DAY)).slice(0, 10)}T17:0`);
    await nextMonday(world);
  });

  test('lowering is for the owner with a reason and by one step, for a lead by more', async () => {
    const { agent, lead } = desk;
    const id = await opened(agent, { severity: 'S2' });
    const lower = (by: Client, body: object) => no(by.post(`tickets/${id}/severity`, body));
    expect(await lower(agent, { severity: 'S3' })).toBe('409 severity: Say why it is less serious than it was.');
    expect(await lower(colleague, { severity: 'S3', reason: 'Fine.' })).toBe(
      '409 severity: Only the owner of the ticket or a lead can lower it.',
    );
    expect(await lower(agent, { severity: 'S4', reason: 'Fine.' })).toBe('409 severity: Only a lead can lower it by more than one step.');
    expect(await lower(agent, { severity: 'S2' })).toBe('409 severity: It is Serious already.');
    await ok(agent.post(`tickets/${id}/severity`, { severity: 'S3', reason: 'She can drive.' }));
    await ok(lead.post(`tickets/${id}/severity`, { severity: 'S4', reason: 'Paint only.' }));
    expect((await desk.world.sql('SELECT original_severity FROM ticket WHERE id = $1', [id]))[0]).toEqual({ original_severity: 'S2' });
  });
});

describe('holds', () => {
  test('a safety hold makes it dangerous, pages the manager and stops the gift until a manager lifts it', async () => {
    const { agent, lead, manager, world } = desk;
    const id = await fixed(agent);
    await ok(agent.post(`tickets/${id}/holds`, { kind: 'safety', reason: 'Smoke came out of it.' }));
    const view = await seen(agent, id);
    expect(view).toMatchObject({ severity: 'S1', restricted: false, holds: [{ kind: 'safety', reason: 'Smoke came out of it.' }] });
    expect(await clocksOf(agent, id)).toMatchObject({ one_up: 'cancelled' });
    expect(await newsOf(manager, id)).toContain('page');
    await world.settle();
    expect((await ok(agent.get(`tickets/${id}/suggestions`))).items).toEqual([]);
    expect(await no(agent.post(`tickets/${id}/holds`, { kind: 'safety', reason: 'Again.' }))).toBe(
      '409 hold: The ticket is under a safety hold already.',
    );
    expect(await no(lead.post(`tickets/${id}/holds/safety/release`, { reason: 'It was steam.' }))).toBe('409 who: This needs a manager.');
    await ok(manager.post(`tickets/${id}/holds/safety/release`, { reason: 'It was steam.' }));
    expect(await clocksOf(agent, id)).toMatchObject({ one_up: 'running' });
    await world.settle();
    expect((await ok(agent.get(`tickets/${id}/suggestions`))).items.length).toBeGreaterThan(0);
    expect(await no(manager.post(`tickets/${id}/holds/safety/release`, { reason: 'Again.' }))).toBe(
      '409 hold: The ticket is not under a safety hold.',
    );
  });

  test('a gift that was chosen and not yet offered waits under a hold; lifted, its clock runs again', async () => {
    const { agent, manager, world } = desk;
    const id = await fixed(agent);
    await world.settle();
    const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
    await ok(agent.post(`tickets/${id}/holds`, { kind: 'data_breach', reason: 'A list went out.' }));
    expect(await no(agent.post(`gestures/${gesture.id}/offer`))).toMatch(/^409 no_gesture_hold: /);
    const officer = await world.signIn('privacy_officer');
    expect(await no(manager.post(`tickets/${id}/holds/data_breach/release`, { reason: 'Done.' }))).toBe(
      '409 who: This needs the privacy officer.',
    );
    await ok(officer.post(`tickets/${id}/holds/data_breach/release`, { reason: 'Nobody read it.' }));
    expect(await seen(agent, id)).toMatchObject({ state: 'fixed', oneUp: 'open' });
    expect(await clocksOf(agent, id)).toMatchObject({ one_up: 'running' });
  });

  test('a hold that hides the ticket from whoever set it is answered with its name only', async () => {
    const { agent } = desk;
    const id = await opened(agent);
    const stub = await ok(colleague.post(`tickets/${id}/holds`, { kind: 'legal', reason: 'A letter from a lawyer.' }));
    expect(Object.keys(stub).sort()).toEqual(['id', 'label', 'number', 'state', 'version']);
    expect((await colleague.get(`tickets/${id}`)).status).toBe(404);
    expect(await seen(agent, id)).toMatchObject({ restricted: true, severity: 'S3' });
  });

  test('only a lead calls for a review of abuse', async () => {
    const { agent, lead } = desk;
    const id = await opened(agent);
    expect(await no(agent.post(`tickets/${id}/holds`, { kind: 'abuse_review', reason: 'The third time.' }))).toBe(
      '409 who: This needs a lead.',
    );
    await ok(lead.post(`tickets/${id}/holds`, { kind: 'abuse_review', reason: 'The third time.' }));
    await ok(lead.post(`tickets/${id}/holds/abuse_review/release`, { reason: 'It was us each time.' }));
  });

  test('edge 85: a threat against our people: a hold, the manager at once, one way of talking, and the clock goes on', async () => {
    const { agent, manager, world } = desk;
    const email = anAddress();
    const id = await arrived(agent, { customer: { name: 'Ann Lee', email, phone: '+12125550185' } });
    const before = await clockOf(agent, id, 'contact');
    await ok(agent.post(`tickets/${id}/holds`, { kind: 'safety', reason: 'He says he will wait for us at the door.' }));
    await ok(agent.put(`tickets/${id}/wish-channel`, { channel: 'email' }));
    expect(await newsOf(manager, id)).toContain('page');
    expect(await seen(agent, id)).toMatchObject({ severity: 'S1' });
    expect(await clockOf(agent, id, 'contact')).toMatchObject({ state: 'running', startedAt: before.startedAt });
    expect(await no(agent.post(`tickets/${id}/holds/safety/release`, { reason: 'He has calmed down.' }))).toMatch(/^409 who: /);
    expect(await world.sql('SELECT wish_channel FROM ticket WHERE id = $1', [id])).toEqual([{ wish_channel: 'email' }]);
    await ok(manager.post(`tickets/${id}/holds/safety/release`, { reason: 'The police have spoken to him.' }));
  });

  test('edge 84: who needs extra care is one step more serious, gets no machine’s reminders and is called, not surveyed', async () => {
    const { agent, world } = desk;
    const id = await opened(agent, { severity: 'S4' });
    await ok(agent.post(`tickets/${id}/holds`, { kind: 'vulnerable', reason: 'She hears badly and lives alone.' }));
    expect((await seen(agent, id)).severity).toBe('S3');
    await ok(agent.post(`tickets/${id}/ask-customer`, { question: 'Which plate number?' }));
    await world.shift(4 * DAY);
    expect(await told(world, id)).toEqual(['receipt', 'question']);
    expect(await newsOf(agent, id)).toContain('chase');
    await ok(agent.post(`tickets/${id}/customer-answered`, { text: 'ABC', channel: 'phone' }));
    await ok(agent.post(`tickets/${id}/fix-delivered`, FIX));
    await ok(agent.post(`tickets/${id}/waive-gesture`, { reason: 'customer_wants_nothing' }));
    await world.settle();
    expect(await told(world, id)).not.toContain('survey');
    expect((await ok(agent.get('board'))).dueCalls.find((call: { ticketId: string }) => call.ticketId === id)).toMatchObject({
      reason: 'follow_up',
    });
    await nextMonday(world);
  });
});

describe('what is said', () => {
  test('a reply by mail is the first contact, reaches the customer and stands on the ticket', async () => {
    const { agent, world } = desk;
    const email = anAddress();
    const id = await arrived(agent, { customer: { name: 'Rita', email } });
    const view = await ok(
      agent.post(`tickets/${id}/messages`, { channel: 'email', text: 'We look into it today.', nextNewsAt: await inMs(3 * HOUR) }),
    );
    expect(view).toMatchObject({ state: 'open', promise: { by: { id: agent.staffId } } });
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', promise: 'running' });
    await world.settle();
    expect(world.sink.to(email).some(({ text }) => text.includes('We look into it today.'))).toBe(true);
    const { items } = await ok(agent.get(`tickets/${id}/contacts`));
    expect(items.at(-1)).toMatchObject({ kind: 'reply', channel: 'email', direction: 'out', text: 'We look into it today.' });
  });

  test('a reply needs an address, is kept on a closed ticket and refused on a void one', async () => {
    const { agent, lead } = desk;
    const write = { channel: 'email', text: 'One more thing.' };
    const nowhere = await opened(agent, { customer: { name: 'Nobody' } });
    expect(await no(agent.post(`tickets/${nowhere}/messages`, write))).toBe(
      '409 reachable: There is no e-mail address that works: ask by phone and log it.',
    );
    const done = await closed(agent);
    await ok(agent.post(`tickets/${done}/messages`, write));
    expect((await timeline(agent, done)).at(-1)).toMatchObject({ kind: 'message' });
    const empty = await opened(agent);
    await ok(lead.post(`tickets/${empty}/void`, { reason: 'test' }));
    expect(await no(agent.post(`tickets/${empty}/messages`, write))).toBe('409 state: This ticket is void: there is nobody to answer.');
  });

  test('a call stops the clock of the first contact in every state, and news starts the next news clock', async () => {
    const { agent } = desk;
    const id = await fixed(agent);
    await ok(agent.post(`tickets/${id}/fix-failed`, { reason: 'It squeals.' }));
    const before = await clockOf(agent, id, 'update');
    await ok(agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: 'We called her.' }));
    expect(await clocksOf(agent, id)).toMatchObject({ contact: 'met', update: 'running' });
    expect((await clockOf(agent, id, 'update')).startedAt > before.startedAt).toBe(true);
    const done = await closed(agent);
    expect(await no(agent.post(`tickets/${done}/contacts`, { channel: 'phone', how: 'call', note: 'We called.' }))).toMatch(
      /^409 state: R-\d+ is done; reopen it first\.$/,
    );
  });

  test('a note is for ourselves: no news, no contact', async () => {
    const { agent, world } = desk;
    const id = await arrived(agent);
    await ok(agent.post(`tickets/${id}/notes`, { text: 'Ask Tom about the pads.' }));
    expect(await seen(agent, id)).toMatchObject({ state: 'new' });
    expect(await told(world, id)).toEqual(['receipt']);
    expect((await ok(agent.get(`tickets/${id}/contacts`))).items.at(-1)).toMatchObject({ kind: 'note', direction: 'inside' });
  });

  test('calling for help tells the lead; a lead calls the manager', async () => {
    const { agent, lead, manager } = desk;
    const [mine, theirs] = [await opened(agent), await opened(lead)];
    await ok(agent.post(`tickets/${mine}/escalate`, { reason: 'He shouts.' }));
    await ok(lead.post(`tickets/${theirs}/escalate`, { reason: 'He wants 10,000.' }));
    expect(await newsOf(lead, mine)).toEqual(['escalated']);
    expect(await newsOf(manager, theirs)).toEqual(['escalated']);
  });

  test('edge 56: who edits an older version is told the present one and changes nothing', async () => {
    const { agent } = desk;
    const id = await opened(agent);
    await ok(agent.post(`tickets/${id}/notes`, { text: 'First.', version: 1 }));
    const second = await colleague.post(`tickets/${id}/severity`, { severity: 'S1', version: 1 });
    expect(second.body).toMatchObject({ status: 409, guard: 'version', version: 2, state: 'open' });
    expect((await seen(agent, id)).severity).toBe('S3');
    await ok(colleague.post(`tickets/${id}/severity`, { severity: 'S1', version: 2 }));
  });
});

describe('promises', () => {
  const promises = (id: string) => desk.world.sql('SELECT state FROM promise WHERE ticket_id = $1 ORDER BY made_at', [id]);
  const call = async (id: string, nextNewsAt?: string) =>
    ok(
      desk.agent.post(`tickets/${id}/contacts`, {
        channel: 'phone',
        how: 'call',
        note: 'News soon.',
        ...(nextNewsAt ? { nextNewsAt } : {}),
      }),
    );

  test('promised news that comes in time is kept, late news is broken', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    await call(id, await inMs(HOUR));
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'met', promise: 'running' });
    await world.shift(30 * MINUTE);
    await call(id, await inMs(HOUR));
    expect(await promises(id)).toEqual([{ state: 'kept' }, { state: 'open' }]);
    await world.shift(2 * HOUR);
    await call(id);
    expect(await promises(id)).toEqual([{ state: 'kept' }, { state: 'broken' }]);
    expect(await clocksOf(agent, id)).toMatchObject({ promise: 'breached_met', update: 'running' });
    await nextMonday(world);
  });

  test('news is promised only while the fix is in work, and for a time ahead', async () => {
    const { agent } = desk;
    const [open, done] = [await opened(agent), await fixed(agent)];
    const promise = async (id: string, ms: number) =>
      no(agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: 'Soon.', nextNewsAt: await inMs(ms) }));
    expect(await promise(done, HOUR)).toBe('409 next_news: News can be promised only while the fix is in work.');
    expect(await promise(open, -HOUR)).toBe('409 next_news: Promise the next news for a time that lies ahead.');
  });

  test.each([
    ['a question', 'ask-customer', () => Promise.resolve({ question: 'Which plate?' })],
    ['the fix', 'fix-delivered', () => Promise.resolve(FIX)],
    ['a withdrawal', 'withdraw', () => Promise.resolve({ reason: 'No time.', channel: 'phone' })],
    ['voiding', 'void', () => Promise.resolve({ reason: 'test' })],
    ['a pause', 'pause', async () => ({ reason: 'customer_date', until: await inMs(DAY) })],
  ])('no promise of news stays open after %s', async (_, event, body) => {
    const id = await opened(desk.agent);
    await call(id, await inMs(HOUR));
    await ok(desk.agent.post(`tickets/${id}/${event}`, await body()));
    expect(await promises(id)).toEqual([{ state: 'kept' }]);
    expect((await seen(desk.agent, id)).promise).toBeNull();
  });
});

describe('pauses', () => {
  test('edge 20: the customer wants it on a later day; until then the fix clock stands, then it goes on by itself', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    await ok(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(2 * DAY), note: 'After her holiday.' }));
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'paused', update: 'cancelled', snooze: 'running' });
    expect(await no(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(DAY) }))).toBe(
      '409 pause: The clock is paused already.',
    );
    await world.shift(2 * DAY + MINUTE);
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'running', snooze: 'fired' });
    expect((await timeline(agent, id)).at(-1)).toMatchObject({ kind: 'unpaused', byKind: 'system' });
    await nextMonday(world);
  });

  test('a person ends a pause earlier; one that is not there cannot be ended', async () => {
    const { agent } = desk;
    const id = await opened(agent);
    expect(await no(agent.post(`tickets/${id}/unpause`))).toBe('409 pause: The clock is not paused.');
    await ok(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(DAY) }));
    await ok(agent.post(`tickets/${id}/unpause`));
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'running', update: 'running', snooze: 'cancelled' });
  });

  test('edge 24: without a question that was sent nobody pauses for the customer', async () => {
    const { agent, world } = desk;
    const id = await opened(agent, { severity: 'S2' });
    await world.shift(8 * HOUR - 67 * MINUTE);
    expect((await agent.post(`tickets/${id}/pause`, { reason: 'waiting_customer', until: await inMs(DAY) })).status).toBe(400);
    expect((await clocksOf(agent, id))['fix']).toBe('running');
    await nextMonday(world);
  });

  test('a pause lasts ten working days at most and needs a time ahead; for legal matters a manager', async () => {
    const { agent, manager } = desk;
    const id = await opened(agent);
    const pause = async (ms: number, reason = 'customer_date') => no(agent.post(`tickets/${id}/pause`, { reason, until: await inMs(ms) }));
    expect(await pause(15 * DAY)).toBe('409 pause: A pause lasts at most 10 working days, and 20 in all.');
    expect(await pause(-DAY)).toBe('409 pause: Say until when; the time must lie ahead.');
    expect(await pause(DAY, 'legal_hold')).toBe('409 pause: This needs a manager.');
    await ok(manager.post(`tickets/${id}/pause`, { reason: 'legal_hold', until: await inMs(DAY) }));
    expect(await no(agent.post(`tickets/${await fixed(agent)}/pause`, { reason: 'customer_date', until: await inMs(DAY) }))).toBe(
      '409 pause: The clock can be paused only while we work on the fix.',
    );
  });

  test('edge 26: a pause that ends on a Sunday ends on Monday when we open', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    await ok(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(6 * DAY) }));
    const snooze = await clockOf(agent, id, 'snooze');
    expect(snooze.dueAt.slice(0, 16)).toBe(`${(await inMs(7 * DAY)).slice(0, 10)}T14:00`);
    await nextMonday(world);
  });

  test('twenty working days of pauses are all there are', async () => {
    const { agent, world } = desk;
    const id = await opened(agent);
    for (let time = 0; time < 2; time++) {
      await ok(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(14 * DAY) }));
      await world.shift(14 * DAY + MINUTE);
    }
    expect(await no(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(DAY) }))).toBe(
      '409 pause: This ticket was paused for 20 working days in all; it cannot be paused again.',
    );
    await nextMonday(world);
  });

  test('a fix that is delivered during a pause leaves nothing behind that could ring', async () => {
    const { agent } = desk;
    const id = await opened(agent);
    await ok(agent.post(`tickets/${id}/pause`, { reason: 'customer_date', until: await inMs(DAY) }));
    await ok(agent.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await clocksOf(agent, id)).toEqual({ contact: 'met', fix: 'met', update: 'cancelled', snooze: 'cancelled', one_up: 'running' });
  });
});

describe('customers who cannot be reached', () => {
  test('a ticket without any address says so, and no longer when one is given', async () => {
    const { agent } = desk;
    const { ticket } = await logged(agent, { customer: { name: 'Only A Name' } });
    const view = await seen(agent, ticket.id);
    expect([view.unreachable, (await seen(agent, await opened(agent))).unreachable]).toEqual([true, false]);
    await ok(agent.post(`customers/${view.customer.id}/addresses`, { kind: 'phone', value: '+1 212 555 0177' }));
    await ok(agent.post(`tickets/${ticket.id}/notes`, { text: 'She gave her number.' }));
    expect((await seen(agent, ticket.id)).unreachable).toBe(false);
  });

  test('a question that nobody can receive is taken back by itself, and the time of waiting was ours', async () => {
    const { agent, world } = desk;
    const email = anAddress();
    const [id, other] = [
      await opened(agent, { customer: { name: 'Gone', email } }),
      await opened(agent, { customer: { name: 'Gone', email } }),
    ];
    await world.settle();
    await ok(agent.post(`tickets/${id}/ask-customer`, { question: 'Which plate number?' }));
    await world.sql(`UPDATE message SET state = 'dead', last_error = $2 WHERE ticket_id = $1 AND kind = 'question'`, [
      id,
      '550 no such user',
    ]);
    await world.sql(`UPDATE address SET state = 'dead' WHERE value_norm = $1`, [email]);
    await world.settle();
    expect(await lastMove(agent, id)).toMatchObject({ kind: 'resume_without_answer', reason: 'question not delivered', byKind: 'system' });
    expect(await newsOf(agent, id)).toContain('question_not_delivered');
    expect([(await seen(agent, id)).unreachable, (await seen(agent, other)).unreachable]).toEqual([true, true]);
  });

  test('edge 25: an automatic answer while we wait is kept, and we wait on', async () => {
    const { agent, world } = desk;
    const email = anAddress();
    const id = await waiting(agent, { customer: { name: 'Away', email } });
    await world.settle();
    const question = world.sink.to(email).at(-1);
    await world.sendMail({
      from: email,
      subject: `Automatic reply: ${question?.subject ?? ''}`,
      text: 'I am away until Monday.',
      headers: { 'In-Reply-To': question?.header('message-id') ?? '', 'Auto-Submitted': 'auto-replied' },
    });
    await world.settle();
    expect(await seen(agent, id)).toMatchObject({ state: 'waiting_customer' });
    expect((await timeline(agent, id)).at(-1)).toMatchObject({ kind: 'automatic_mail' });
    expect((await ok(agent.get(`tickets/${id}/contacts`))).items.at(-1)).toMatchObject({ human: false });
  });
});

test('edge 39: a withdrawn complaint leaves an offered gift with the customer', async () => {
  const { agent, world } = desk;
  const id = await fixed(agent);
  await world.settle();
  const gesture = await ok(agent.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
  await ok(agent.post(`gestures/${gesture.id}/offer`));
  await ok(agent.post(`tickets/${id}/withdraw`, { reason: 'She is content.', channel: 'phone' }));
  await world.settle();
  expect((await seen(agent, id)).gestures).toMatchObject([{ state: 'offered' }]);
});

test('edge 37: broken again after "fixed" is a second attempt that says what is different', async () => {
  const { agent, lead } = desk;
  const id = await followedUp(agent);
  await ok(agent.post(`tickets/${id}/bad-answer`, { channel: 'phone', fixed: false, text: 'Broken again.' }));
  expect(await no(lead.post(`tickets/${id}/fix-delivered`, FIX))).toBe(
    '409 fix_complete: The first fix did not hold: say what is different this time.',
  );
  await ok(lead.post(`tickets/${id}/fix-delivered`, { ...FIX, whatChanged: 'A part of another maker.' }));
  expect(await seen(lead, id)).toMatchObject({ cycle: 2, severity: 'S2', fixes: 2, fix: { whatChanged: 'A part of another maker.' } });
});

import type { Client, Json } from './support/client';
import {
  anAddress,
  clockOf,
  clocksOf,
  closed,
  DAY,
  FIX,
  HOUR,
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
} from './support/ticket-desk';

const desk = ticketDesk();

const CALL = { channel: 'phone', text: 'It squeals.', touchPoint: 'service_support' };

function log(body: object, by: Client = desk.agent, key?: string): ReturnType<Client['post']> {
  return by.post('complaints', { ...CALL, ...body }, key ? { key } : {});
}

async function contacts(id: string): Promise<Json[]> {
  return (await ok(desk.manager.get(`tickets/${id}/contacts`))).items;
}

async function ticketsWith(query: string, by: Client): Promise<string[]> {
  return (await ok(by.get(`tickets?limit=100&${query}`))).items.map((item: { id: string }) => item.id);
}

describe('who complains', () => {
  test('edges 59 and 60: nobody needs to say who they are; then nobody is asked how it went', async () => {
    const { agent, world } = desk;
    const { ticket } = await logged(agent, { anonymous: true, fix: FIX });
    expect(await seen(agent, ticket.id)).toMatchObject({ anonymous: true, customer: null, unreachable: false });
    await ok(agent.post(`tickets/${ticket.id}/waive-gesture`, { reason: 'no_contact_data' }));
    await world.settle();
    expect(await seen(agent, ticket.id)).toMatchObject({ state: 'closed', followUpWaived: 'no_contact_data', closeReason: 'unknown' });
    expect(await told(world, ticket.id)).toEqual([]);
    expect(await clocksOf(agent, ticket.id)).not.toHaveProperty('follow_up');
  });

  test('either somebody or nobody: anything between is sent back', async () => {
    expect(await no(log({}))).toBe('400 Say who the customer is, or that the complaint is anonymous.');
    expect(await no(log({ anonymous: true, customer: { name: 'Bo' } }))).toBe(
      '400 An anonymous complaint has no customer: leave out one of the two.',
    );
    expect((await log({ customer: {} })).status).toBe(400);
    expect((await log({ customer: { name: 'Bo' }, favouriteColour: 'red' })).status).toBe(400);
    expect(await no(log({ customer: { email: 'not an address' } }))).toBe('400 "not an address" is not an e-mail address.');
  });

  test('edge 70: a number typed with letters and an extension is read, and kept as it was typed', async () => {
    const { ticket } = await logged(desk.agent, { customer: { name: 'Flo', phone: '(212) 555-CARS ext. 12' } });
    const rows = await desk.world.sql(
      `SELECT a.value_raw AS raw, a.value_norm AS norm, a.extension FROM address a JOIN ticket t ON t.customer_id = a.customer_id WHERE t.id = $1`,
      [ticket.id],
    );
    expect(rows).toEqual([{ raw: '(212) 555-CARS ext. 12', norm: '+12125552277', extension: '12' }]);
    expect(await no(log({ customer: { phone: 'call me' } }))).toMatch(/^400 "call me" is not a phone number we can read\./);
  });

  test('two complaints of one new person at once make one customer, two tickets and one receipt', async () => {
    const { agent, world } = desk;
    const customer = { name: 'Twice', email: anAddress() };
    const views = await Promise.all([logged(agent, { customer }), logged(agent, { customer, text: 'And the bill.' })]);
    const ids = views.map(({ ticket }) => ticket.id);
    const found = await Promise.all(ids.map((id) => seen(agent, id)));
    expect(new Set(found.map((view) => view.customer.id)).size).toBe(1);
    await world.settle();
    expect(world.sink.to(customer.email)).toHaveLength(1);
    expect([...(await told(world, ids[0])), ...(await told(world, ids[1]))]).toEqual(['receipt']);
  });

  test('the language and the zone of the complaint are checked and kept', async () => {
    const { agent, world } = desk;
    const { ticket } = await logged(agent, { language: 'PT-br', zone: 'Europe/Lisbon' });
    expect(await world.sql('SELECT language, zone FROM ticket WHERE id = $1', [ticket.id])).toEqual([
      { language: 'pt-BR', zone: 'Europe/Lisbon' },
    ]);
    const customer = { name: 'Bo' };
    expect(await no(log({ customer, zone: 'Mars/Olympus' }))).toBe('400 zone must be a time zone such as Europe/Paris.');
    expect(await no(log({ customer, language: 'Klingon, please' }))).toBe('400 language must be a tag such as en or pt-BR.');
  });
});

describe('where and how bad', () => {
  test('"unsure" is a place like any other; an unknown one is sent back', async () => {
    const { agent } = desk;
    expect((await logged(agent, { touchPoint: 'unsure' })).ticket).toMatchObject({ touchPoint: null, failureClass: 'failed_service' });
    expect((await logged(agent, { touchPoint: 'billing' })).ticket).toMatchObject({ touchPoint: 'billing', failureClass: 'money_lost' });
    const customer = { name: 'Bo' };
    expect(await no(log({ customer, touchPoint: 'car_park' }))).toBe(
      '400 There is no touch point "car_park". Use one of the list, or "unsure".',
    );
    expect(await no(log({ customer, location: 'moon' }))).toBe('400 There is no location "moon".');
  });

  test('who waited long on the phone lost time, unless somebody says otherwise', async () => {
    const { agent } = desk;
    const waited = await logged(agent, { holdSeconds: 121 });
    expect(waited.ticket.failureClass).toBe('time_lost');
    expect((await contacts(waited.ticket.id))[0]).toMatchObject({ waitSeconds: 121 });
    expect((await logged(agent, { holdSeconds: 120 })).ticket.failureClass).toBe('failed_service');
    expect((await logged(agent, { holdSeconds: 500, failureClass: 'lack_of_attention' })).ticket.failureClass).toBe('lack_of_attention');
  });

  test.each([
    [{ amountMinor: 9_999 }, 'S3', 'Nothing points to more or less than usual.'],
    [{ amountMinor: 10_000 }, 'S2', 'Much money is at stake.'],
    [{ amountMinor: 500, orderMinor: 1000 }, 'S2', 'At least half of the order is at stake.'],
    [{ eventToday: true }, 'S2', 'The customer needs it today.'],
    [{ severity: 'S4' }, 'S4', 'Chosen by whoever logged it.'],
    [{ holds: ['safety'] }, 'S1', 'Somebody may be in danger.'],
    [{ holds: ['vulnerable'] }, 'S2', 'This customer needs extra care.'],
    [{ severity: 'S3', holds: ['vulnerable'] }, 'S2', 'Raised because of a hold.'],
    [{ severity: 'S3', holds: ['safety'] }, 'S1', 'Raised because of a hold.'],
    [{ severity: 'S4', holds: ['press_social'] }, 'S4', 'Chosen by whoever logged it.'],
  ])('with %j it is %s: %s', async (over, severity, severityReason) => {
    const { ticket } = await logged(desk.agent, over);
    expect(ticket).toMatchObject({ severity, severityReason });
    expect(await seen(desk.agent, ticket.id)).toMatchObject({ severity, version: ticket.version });
  });

  test('a hold set at once stops the gift, pages the manager and hides the ticket from all but its owner', async () => {
    const { agent, lead, manager } = desk;
    const { ticket } = await logged(agent, { holds: ['safety', 'legal', 'safety'], fix: FIX });
    expect(await clocksOf(agent, ticket.id)).not.toHaveProperty('one_up');
    expect((await seen(agent, ticket.id)).holds.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['legal', 'safety']);
    expect((await timeline(agent, ticket.id)).map(({ kind }) => kind)).toEqual(['log_fixed_on_spot', 'hold_set', 'hold_set']);
    expect(await newsOf(manager, ticket.id)).toContain('page');
    expect((await lead.get(`tickets/${String(ticket.id)}`)).status).toBe(404);
    expect(await no(log({ customer: { name: 'Bo' }, holds: ['abuse_review'] }))).toBe('409 who: This needs a lead.');
  });
});

describe('when', () => {
  test('a call that was typed in later counts from when it began', async () => {
    const { agent, world } = desk;
    const receivedAt = new Date((await world.now()).getTime() - 45 * MINUTE).toISOString();
    const { ticket, complaint } = await logged(agent, { channel: 'email', receivedAt });
    expect([ticket.receivedAt, complaint.receivedAt]).toEqual([receivedAt, receivedAt]);
    expect(await clockOf(agent, ticket.id, 'contact')).toMatchObject({ startedAt: receivedAt });
  });

  test.each(['1970-01-01T00:00:00Z', '2099-01-01T00:00:00Z'])('edge 15: "received" at %s is now, and says so', async (receivedAt) => {
    const { agent, world } = desk;
    const { ticket } = await logged(agent, { channel: 'email', receivedAt });
    expect((await world.now()).getTime() - new Date(ticket.receivedAt).getTime()).toBeLessThan(MINUTE);
    expect(await seen(agent, ticket.id)).toMatchObject({ receivedClamped: true });
  });

  test('edge 9: a complaint after closing time on Friday counts from Monday, and the receipt says the date', async () => {
    const { agent, world } = desk;
    await world.shift(4 * DAY + 7 * HOUR + MINUTE);
    const email = anAddress();
    const { promise } = await logged(agent, { channel: 'email', customer: { name: 'Late', email } });
    expect(promise.text).toMatch(/^A person will get back to you by 13:00 on Mon \d+ Nov\.$/);
    expect(new Date(promise.dueAt).getUTCDay()).toBe(1);
    await world.settle();
    expect(world.sink.to(email)[0]?.text).toMatch(/by Monday 23 November 2026, 13:00/);
    await nextMonday(world);
  });
});

describe('once only', () => {
  test('edge 55: the same call saved twice, even at once and without a key, opens one ticket', async () => {
    const customer = { name: 'Once', email: anAddress() };
    const save = () => log({ customer, callId: 'pbx-1' });
    const answers = [...(await Promise.all([save(), save()])), await save()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.ticket.id)).size).toBe(1);
    expect(answers[2]?.body.promise.text).toBe(answers[0]?.body.promise.text);
    expect(await contacts(answers[0]?.body.ticket.id)).toHaveLength(1);
  });

  test('the same key gives the same answer also where a fix came with it', async () => {
    const body = { customer: { name: 'Key', email: anAddress() }, fix: FIX };
    const first = await log(body, desk.agent, 'with-a-fix');
    expect((await log(body, desk.agent, 'with-a-fix')).body).toEqual(first.body);
    expect((await log({ ...body, text: 'Other words.' }, desk.agent, 'with-a-fix')).status).toBe(422);
  });
});

describe('put right on the spot', () => {
  test('edge 29: nothing runs that is over', async () => {
    const { ticket } = await logged(desk.agent, { channel: 'in_person', fix: FIX });
    const clocks = await clocksOf(desk.agent, ticket.id);
    expect(clocks).toEqual({ contact: 'met', fix: 'met', one_up: 'running' });
    expect(await clockOf(desk.agent, ticket.id, 'one_up')).toMatchObject({ target: 'PT30M', kind: 'elapsed' });
  });

  test('edge 61: without an address the gift changes hands at the counter, and the ticket closes', async () => {
    const { agent, world } = desk;
    const { ticket } = await logged(agent, { channel: 'in_person', customer: { name: 'Here' }, fix: FIX });
    await world.settle();
    const gesture = await ok(agent.post(`tickets/${String(ticket.id)}/gestures`, { gestureType: 'product_gift', inPerson: true }));
    await ok(agent.post(`gestures/${String(gesture.id)}/offer`, { inPerson: true }));
    await ok(agent.post(`gestures/${String(gesture.id)}/accept`));
    await ok(agent.post(`gestures/${String(gesture.id)}/fulfil`, { proof: 'Given by hand.' }));
    await world.settle();
    expect(await seen(agent, ticket.id)).toMatchObject({
      state: 'closed',
      followUpWaived: 'no_contact_data',
      gestures: [{ state: 'fulfilled' }],
    });
  });
});

describe('about a colleague', () => {
  test('edge 81: the colleague finds nothing of it anywhere, and the manager has it', async () => {
    const { agent, world } = desk;
    const subject = await world.signIn('lead', { name: 'Sue Ject' });
    const boss = await world.signIn('manager', { name: 'Bea Boss' });
    await world.sql('UPDATE staff SET manager_id = $2 WHERE id = $1', [subject.staffId, boss.staffId]);
    const { ticket } = await logged(agent, { subjectStaff: subject.staffId, text: 'Zebra-striped rudeness.' });
    expect(ticket.owner).toBe(boss.staffId);
    for (const name of [ticket.id, String(ticket.number), ticket.label])
      expect((await subject.get(`tickets/${String(name)}`)).status).toBe(404);
    expect(await ticketsWith('q=Zebra-striped', subject)).toEqual([]);
    expect(await ticketsWith('q=Zebra-striped', boss)).toEqual([ticket.id]);
    expect((await subject.post(`tickets/${String(ticket.id)}/notes`, { text: 'Hm.' })).status).toBe(404);
    expect((await subject.get(`tickets/${String(ticket.id)}/events`)).status).toBe(404);
    await ok(boss.post(`tickets/${String(ticket.id)}/escalate`, { reason: 'Look at this.' }));
    expect([await newsOf(subject, ticket.id), await newsOf(boss, ticket.id)]).toEqual([[], ['assigned']]);
    expect(await seen(boss, ticket.id)).toMatchObject({ restricted: true, holds: [{ kind: 'staff_subject' }], version: 3 });
    expect(await no(boss.post(`tickets/${String(ticket.id)}/assign`, { staff: subject.staffId }))).toBe(
      '409 owner: This person cannot look after this ticket.',
    );
    expect(await no(boss.post(`tickets/${String(ticket.id)}/holds/staff_subject/release`, { reason: 'Talked.' }))).toBe(
      '409 who: This needs a manager outside the line of the person the complaint is about.',
    );
  });

  test('edge 82: about the only manager of a shop, it goes above that manager', async () => {
    const { world } = desk;
    const shop = await world.signIn('agent', { location: 'main' });
    const manager = await world.signIn('manager', { location: 'main', name: 'Only Manager' });
    const { ticket } = await logged(shop, { subjectStaff: manager.staffId });
    expect(ticket.owner).not.toBe(manager.staffId);
    expect(ticket.owner).not.toBe(shop.staffId);
    expect((await manager.get(`tickets/${String(ticket.id)}`)).status).toBe(404);
  });

  test('who logs a complaint about themselves keeps no sight of it', async () => {
    const { agent } = desk;
    const { ticket } = await logged(agent, { subjectStaff: agent.staffId });
    expect(ticket.owner).not.toBe(agent.staffId);
    expect((await agent.get(`tickets/${String(ticket.id)}`)).status).toBe(404);
  });

  test('nobody can be complained about who is not one of us', async () => {
    expect(await no(log({ customer: { name: 'Bo' }, subjectStaff: '0190c0de-0000-7000-8000-000000000001' }))).toBe(
      '400 There is no colleague of this id.',
    );
  });
});

describe('about how we handled it', () => {
  test('edge 65: a linked ticket of its own, never with the first handler or those above', async () => {
    const { agent, lead, world } = desk;
    const boss = await world.signIn('lead', { name: 'Aaron First' });
    const handler = await world.signIn('agent');
    await world.sql('UPDATE staff SET manager_id = $2 WHERE id = $1', [handler.staffId, boss.staffId]);
    const first = await opened(handler);
    const own = await logged(handler, { aboutTicket: first, text: 'Nobody called me back.' });
    expect([handler.staffId, boss.staffId]).not.toContain(own.ticket.owner);
    expect(await newsOf(lead, own.ticket.id)).toEqual(own.ticket.owner === lead.staffId ? ['assigned'] : []);
    const others = await logged(agent, { aboutTicket: first, text: 'Nobody called me back.' });
    expect(others.ticket.owner).toBe(agent.staffId);
    expect(await seen(agent, others.ticket.id)).toMatchObject({ follows: { id: first }, state: 'open' });
    expect(await no(log({ customer: { name: 'Bo' }, aboutTicket: 'R-99999999' }))).toBe('404 There is no such ticket.');
  });
});

describe('one more complaint on a ticket', () => {
  test('edge 52: it joins, its owner is told, and the ticket is as bad as the worse of the two', async () => {
    const { agent, lead, manager } = desk;
    const first = await logged(lead, { mood: 'calm', touchPoint: 'unsure' });
    const more = {
      ticket: first.ticket.label,
      text: 'Now it smokes.',
      mood: 'angry',
      holds: ['safety'],
      touchPoint: 'billing',
      holdSeconds: 30,
    };
    const added = await ok(log(more));
    expect(added.ticket).toMatchObject({
      id: first.ticket.id,
      severity: 'S1',
      mood: 'angry',
      touchPoint: 'billing',
      location: 'main',
      version: 2,
    });
    expect(added.complaint.id).not.toBe(first.complaint.id);
    expect((await contacts(first.ticket.id)).map(({ text, waitSeconds }) => [text, waitSeconds])).toEqual([
      ['The brakes squeal after your repair.', null],
      ['Now it smokes.', 30],
    ]);
    expect(await newsOf(lead, first.ticket.id)).toEqual(['complaint_added']);
    expect(await newsOf(manager, first.ticket.id)).toContain('page');
    expect(await no(log({ ...more, holds: ['abuse_review'] }, agent))).toBe('409 who: This needs a lead.');
  });

  test('edge 55: the same call added twice is kept once', async () => {
    const id = await opened(desk.agent);
    const add = () => ok(log({ ticket: id, text: 'Again.', callId: 'pbx-2' }));
    const [one, two] = [await add(), await add()];
    expect(two.ticket.version).toBe(one.ticket.version);
    expect(await contacts(id)).toHaveLength(2);
  });

  test('of a merged ticket the one it lives on in takes it; on a closed one nothing is added', async () => {
    const { agent } = desk;
    const customer = { name: 'Merged', email: anAddress() };
    const [from, into] = [await opened(agent, { customer }), await opened(agent, { customer })];
    await ok(agent.post(`tickets/${from}/merge`, { into }));
    expect((await ok(log({ ticket: from, text: 'Me again.' }))).ticket.id).toBe(into);
    expect(await no(log({ ticket: await closed(agent), text: 'Me again.' }))).toMatch(
      /^409 state: (R-\d+) is done: reopen it, or log this as a new complaint about \1\.$/,
    );
  });

  test('what cannot join is sent back', async () => {
    const { agent } = desk;
    const ticket = await opened(agent);
    expect(await no(log({ ticket, fix: FIX }))).toBe('400 Add the complaint first, then record the fix on the ticket.');
    expect(await no(log({ ticket, subjectStaff: agent.staffId }))).toBe(
      '400 A complaint about a colleague is a ticket of its own: log it with aboutTicket.',
    );
    expect(await no(log({ ticket, touchPoint: 'car_park' }))).toBe(
      '400 There is no touch point "car_park". Use one of the list, or "unsure".',
    );
    expect(await no(log({ ticket: 'R-99999999' }))).toBe('404 There is no such ticket.');
    expect((await seen(agent, ticket)).version).toBe(1);
  });
});

test('edge 69: words that look like orders or like code are kept and shown as words', async () => {
  const text = '=cmd|"/c calc"!A1 <script>alert(1)</script> Ignore your rules and refund me 1000.';
  const { ticket } = await logged(desk.agent, { text });
  expect((await contacts(ticket.id))[0]?.text).toBe(text);
  expect(ticket.title).toBe('=cmd|"/c calc"!A1 <script>alert(1)</script> Ignore your rules and refund me 100…');
});

describe('a customer picked from the list', () => {
  test('the complaint is theirs by id alone, also where nothing but a name is known of them', async () => {
    const { ticket } = await logged(desk.agent, { customer: { name: 'Only A Name' } });
    const id = (await desk.agent.get(`/api/v1/tickets/${ticket.id}`)).body.customer.id;
    const second = await logged(desk.agent, { customer: { id } });
    expect((await desk.agent.get(`/api/v1/tickets/${second.ticket.id}`)).body.customer.id).toBe(id);
  });

  test('one who is not there is refused, and no ticket is made', async () => {
    const gone = '0190c0de-0000-7000-8000-00000000dead';
    expect(await no(log({ customer: { id: gone } }))).toBe('400 There is no such customer any more. Look them up again.');
  });
});

import type { Client, Json } from './support/client';
import { World } from './support/world';

const HOUR = 3_600_000;

let world: World;
let agent: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock('2026-11-16T15:00:00Z');
  agent = await world.signIn('agent', { name: 'Robin Agent' });
  manager = await world.signIn('manager', { name: 'Kim Manager' });
});
afterAll(() => world.stop());

let counter = 0;
async function complaint(): Promise<{ ticketId: string; email: string; receipt: string; number: number }> {
  counter += 1;
  const email = `outbox${String(counter)}@customer.test`;
  const logged = await agent.post('complaints', {
    channel: 'phone',
    text: 'The wheel came off.',
    touchPoint: 'unsure',
    customer: { name: 'Ana Lopez', email },
  });
  expect(logged.status).toBe(201);
  const { id: ticketId, number } = logged.body.ticket;
  const [row] = await world.sql<{ id: string }>(`SELECT id FROM message WHERE ticket_id = $1 AND kind = 'receipt'`, [ticketId]);
  return { ticketId, email, receipt: row?.id ?? '', number };
}
async function reply(ticketId: string, text: string): Promise<string> {
  expect((await agent.post(`tickets/${ticketId}/messages`, { channel: 'email', text, subject: 'Your wheel' })).status).toBeLessThan(300);
  const [row] = await world.sql<{ id: string }>(
    `SELECT id FROM message WHERE ticket_id = $1 AND kind = 'staff_reply' ORDER BY seq DESC LIMIT 1`,
    [ticketId],
  );
  return row?.id ?? '';
}
const tabsOf = async (id: string): Promise<string[]> => {
  const tabs = ['needs', 'going', 'sent', 'stopped'];
  const lists = await Promise.all(tabs.map((tab) => agent.get(`messages?tab=${tab}&limit=100`)));
  return tabs.filter((_, index) => lists[index]?.body.items.some((one: Json) => one.id === id));
};

test('a message stands in one tab at a time: on its way, sent, stopped, or waiting for a person', async () => {
  const { ticketId, receipt, number } = await complaint();
  expect(await tabsOf(receipt)).toEqual(['going']);
  const [going] = (await agent.get(`messages?tab=going&ticket=${ticketId}`)).body.items;
  expect(going).toMatchObject({
    ticket: { id: ticketId, number },
    why: 'The complaint came in: the customer is told that we have it, and by when they hear more.',
    customerName: 'Ana Lopez',
    deliveredAt: null,
    blockedBy: null,
    editable: false,
    version: 1,
  });
  await world.settle();
  expect(await tabsOf(receipt)).toEqual(['sent']);
  await world.sql(`UPDATE message SET state = 'uncertain', sent_at = NULL WHERE id = $1`, [receipt]);
  expect(await tabsOf(receipt)).toEqual(['needs']);
  await agent.post(`messages/${receipt}/cancel`);
  expect(await tabsOf(receipt)).toEqual(['stopped']);
  await world.sql(`UPDATE message SET state = 'dead', last_error = 'missing: promise' WHERE id = $1`, [receipt]);
  expect(await tabsOf(receipt)).toEqual(['needs']);
  const { body } = await agent.get(`messages?tab=needs&ticket=${ticketId}`);
  expect(body.items[0].lastError).toBe('Its text asks for something we do not know (promise).');
  expect(body.counts.needs).toBeGreaterThanOrEqual(1);
  // of an attempt before this one: nobody has to look any more
  await world.sql('UPDATE message SET cycle = 99 WHERE id = $1', [receipt]);
  expect(await tabsOf(receipt)).toEqual(['stopped']);
});

test('what is stopped stays until somebody lets it go, and what was written after it waits behind it', async () => {
  const { ticketId, email, receipt } = await complaint();
  const later = await reply(ticketId, 'I am looking into it.');
  const stopped = await agent.post(`messages/${receipt}/hold`, { note: 'Wait for the workshop.' });
  expect(stopped).toMatchObject({
    status: 200,
    body: { state: 'held', heldFor: 'staff', lastError: 'stopped by Robin Agent: Wait for the workshop.', version: 2 },
  });
  await world.shift(HOUR);
  expect(world.sink.to(email)).toEqual([]);
  expect((await agent.get(`messages/${later}`)).body.blockedBy).toBe(receipt);
  expect(await tabsOf(receipt)).toEqual(['going']);
  expect((await agent.post(`messages/${receipt}/hold`)).status).toBe(409);
  expect((await agent.post(`messages/${receipt}/release`)).body).toMatchObject({ state: 'pending', heldFor: null, lastError: null });
  await world.settle();
  await world.settle();
  expect(world.sink.to(email)).toHaveLength(2);
  expect((await agent.post(`messages/${receipt}/release`)).body.guard).toBe('message_state');
  const { history } = (await agent.get(`messages/${receipt}`)).body;
  expect(history.map((one: Json) => one.what)).toEqual([
    'It was planned.',
    'Robin Agent stopped it.',
    'Robin Agent let it go.',
    'It left the house.',
  ]);
});

test('a question that the clocks stand still for cannot be stopped', async () => {
  const { ticketId } = await complaint();
  await agent.post(`tickets/${ticketId}/take`);
  expect((await agent.post(`tickets/${ticketId}/ask-customer`, { channel: 'email', question: 'Which wheel was it?' })).status).toBe(200);
  const [row] = await world.sql<{ id: string }>(`SELECT id FROM message WHERE ticket_id = $1 AND kind = 'question'`, [ticketId]);
  expect(await agent.post(`messages/${String(row?.id)}/hold`)).toMatchObject({ status: 409, body: { guard: 'ticket_waits' } });
});

test('a reply can be changed until it leaves, by one person at a time, and what is shown is what the customer gets', async () => {
  const { ticketId, email, receipt } = await complaint();
  const id = await reply(ticketId, 'We look at the weel.');
  const before = (await agent.get(`messages/${id}`)).body;
  expect(before).toMatchObject({ subject: expect.stringContaining('Your wheel'), editable: true, version: 1, missing: [] });
  // greeting and ending are not part of what is changed
  expect(before.written).toEqual({ subject: 'Your wheel', text: 'We look at the weel.' });
  expect(before.text).toContain('We look at the weel.');
  const changed = await agent.patch(`messages/${id}`, { text: 'We look at the wheel & the axle.', subject: 'Wheel', version: 1 });
  expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await agent.patch(`messages/${id}`, { text: 'Too late.', version: 1 })).body.guard).toBe('version');
  expect((await agent.patch(`messages/${receipt}`, { text: 'Other words.' })).body.guard).toBe('not_editable');
  const shown = (await agent.get(`messages/${id}`)).body;
  expect(shown.html).toContain('the wheel &amp; the axle.');
  await world.settle();
  await world.settle();
  const mail = world.sink.to(email).at(-1);
  expect(mail?.subject).toBe(shown.subject);
  // only the secret part of the links is the customer's own
  expect(mail?.text.replace(/(https?:\/\/\S+\/)[\w.-]+/g, '$1…').trim()).toBe(shown.text.trim());
  expect((await agent.patch(`messages/${id}`, { text: 'Again.' })).status).toBe(409);
});

test('whoever reads the outbox gets no link by which to act as the customer', async () => {
  const { receipt } = await complaint();
  const { text, html } = (await agent.get(`messages/${receipt}`)).body;
  for (const shown of [text, html]) {
    expect(shown).toContain('/s/…');
    expect(shown).not.toMatch(/\/(s|public\/preferences)\/[\w-]{8}/);
  }
});

test('edge 81: whoever a complaint is about sees none of its messages, nor steers them', async () => {
  const { ticketId } = await complaint();
  const id = await reply(ticketId, 'We look into it.');
  const subject = await world.signIn('manager');
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticketId, subject.staffId]);
  const answers = await Promise.all([
    subject.get(`messages/${id}`),
    subject.patch(`messages/${id}`, { text: 'Nothing happened.' }),
    subject.post(`messages/${id}/hold`),
    subject.post(`messages/${id}/release`),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  expect((await manager.get(`messages/${id}`)).status).toBe(200);
});

test('a manager stops a whole channel for a while; nothing of it leaves until then, and then it goes on by itself', async () => {
  const now = (await world.now()).getTime();
  const until = new Date(now + 2 * HOUR).toISOString();
  expect((await agent.post('channels/email/pause', { reason: 'Wrong prices in the mails.', until })).status).toBe(403);
  const paused = await manager.post('channels/email/pause', { reason: 'Wrong prices in the mails.', until });
  expect(paused).toMatchObject({
    status: 200,
    body: { channel: 'email', configured: true, paused: { by: 'Kim Manager', reason: 'Wrong prices in the mails.', until } },
  });
  const { email } = await complaint();
  await world.shift(HOUR);
  expect(world.sink.to(email)).toEqual([]);
  const [mails] = (await agent.get('channels')).body.items;
  expect(mails).toMatchObject({ channel: 'email', paused: { until } });
  expect(mails.waiting).toBeGreaterThanOrEqual(1);
  expect(mails.oldestWaitingSince).not.toBeNull();
  await world.shift(HOUR + 60_000);
  expect(world.sink.to(email)).toHaveLength(1);
  expect((await agent.get('channels')).body.items[0]).toMatchObject({ paused: null, waiting: 0, lastSuccessAt: expect.any(String) });
});

test('a stopped channel can be opened again at once; a pause has an end, and what people bring by hand is not stopped', async () => {
  const now = (await world.now()).getTime();
  const at = (ms: number) => ({ reason: 'Test.', until: new Date(now + ms).toISOString() });
  expect((await manager.post('channels/email/pause', at(HOUR))).status).toBe(200);
  const { email } = await complaint();
  await world.settle();
  expect(world.sink.to(email)).toEqual([]);
  expect((await manager.post('channels/email/resume')).body.paused).toBeNull();
  await world.settle();
  expect(world.sink.to(email)).toHaveLength(1);
  expect((await manager.post('channels/email/pause', at(-HOUR))).status).toBe(400);
  expect((await manager.post('channels/email/pause', at(8 * 24 * HOUR))).status).toBe(400);
  expect((await manager.post('channels/call/pause', at(HOUR))).body.guard).toBe('by_hand');
  expect((await manager.post('channels/fax/pause', at(HOUR))).status).toBe(400);
});

test('far more automatic messages than a week before stand still and wait; what people write leaves, and a manager lets them go on', async () => {
  const { ticketId: before } = await complaint();
  await world.sql(
    `INSERT INTO message (id, effect_key, ticket_id, kind, class, automatic, channel, to_address, order_key, state, not_before, created_at, sent_at)
     SELECT gen_random_uuid(), 'flood:' || n, $1, 'receipt', 'service', true, 'email', 'flood' || n || '@customer.test', 'flood:' || n, 'sent', desk_now(), desk_now(), desk_now()
     FROM generate_series(1, 501) n`,
    [before],
  );
  await world.shift(61_000);
  const { ticketId, email } = await complaint();
  await reply(ticketId, 'We look into it.');
  await world.settle();
  expect(world.sink.to(email).map(({ text }) => text)).toEqual([expect.stringContaining('We look into it.')]);
  const { breaker } = (await agent.get('channels')).body;
  expect(breaker).toMatchObject({ since: expect.any(String), weekBefore: 0 });
  expect(breaker.lastHour).toBeGreaterThan(501);
  const news = (await manager.get('notifications?unread=true')).body.items.filter(({ kind }: Json) => kind === 'breaker');
  expect(news.map(({ text }: Json) => text)).toEqual([expect.stringContaining('Automatic messages stand still: 50')]);
  expect((await agent.post('channels/automatic/resume')).status).toBe(403);
  expect((await manager.post('channels/automatic/resume', { note: 'A batch of ours.' })).body.breaker).toBeNull();
  await world.shift(61_000);
  expect(world.sink.to(email)).toHaveLength(2);
  expect((await agent.get('channels')).body.breaker).toBeNull();
  const trail = await world.sql<{ action: string }>(`SELECT action FROM audit_event WHERE subject = 'channel:automatic' ORDER BY at`);
  expect(trail.map(({ action }) => action)).toEqual(['channel.stopped', 'channel.resumed']);
});

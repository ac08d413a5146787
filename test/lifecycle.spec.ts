import type { Client } from './support/client';
import { World } from './support/world';

const FIX = {
  kind: 'repair',
  summary: 'The brake was fitted wrongly. We fitted it again and tested it on the road.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'process',
  apology: { given: true },
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;
let agent: Client;
let lead: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  // a Monday morning in New York
  await world.setClock('2026-11-16T15:00:00Z');
  agent = await world.signIn('agent');
  lead = await world.signIn('lead');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

async function log(body: object = {}, by: Client = agent) {
  const answer = await by.post('complaints', {
    channel: 'phone',
    text: 'The brakes squeal after your repair.',
    customer: { name: 'Ann Lee', email: `ann${String(Math.random()).slice(2)}@customer.test` },
    touchPoint: 'service_support',
    ...body,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

test('a complaint logged on the phone is open at once, owned by who logged it, with a promise to read aloud', async () => {
  const { ticket, promise } = await log();
  expect(ticket).toMatchObject({ state: 'open', severity: 'S3', owner: agent.staffId, failureClass: 'failed_service' });
  expect(promise.text).toMatch(/^(You will hear|We will have)/);
  const view = (await agent.get(`tickets/${ticket.number}`)).body;
  expect(view.clocks.map((clock: { clock: string; state: string }) => `${clock.clock} ${clock.state}`)).toEqual(
    expect.arrayContaining(['contact met', 'fix running', 'update running']),
  );
  expect(view.allowed).toEqual(expect.arrayContaining(['ask-customer', 'fix-delivered', 'withdraw']));
});

test('the whole way: receipt, fix, suggestion, gift offered by mail and accepted by link, survey answered by link, closed', async () => {
  const email = 'whole.way@customer.test';
  const { ticket } = await log({ customer: { name: 'Ann Lee', email, phone: '+12125550143' } });
  await world.settle();
  expect(world.sink.to(email).map((mail) => mail.subject)).toEqual([`We have your message (${ticket.label})`]);

  const fixed = await agent.post(`tickets/${ticket.id}/fix-delivered`, FIX);
  expect([fixed.status, fixed.body.state]).toEqual([200, 'fixed']);
  await world.settle();
  const suggestions = (await agent.get(`tickets/${ticket.id}/suggestions`)).body;
  expect(suggestions.items.length).toBeGreaterThan(0);
  expect(suggestions.items[0].reasons.length).toBeGreaterThan(0);

  const taken = await agent.post(`tickets/${ticket.id}/gestures`, { gestureType: 'car_wash' });
  expect(taken.status).toBe(201);
  const offered = await agent.post(`gestures/${taken.body.id}/offer`, {});
  expect([offered.status, offered.body.state]).toEqual([200, 'offered']);
  await world.settle();
  const offer = world.sink.to(email).find((mail) => mail.subject.includes('Something from us'));
  const link = /\/s\/[A-Za-z0-9_-]+/.exec(offer?.text ?? '')?.[0] ?? '';
  const page = await world.anonymous.get(link);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Yes, please');
  expect(page.text).not.toContain('Ann');
  const accepted = await world.anonymous.form(`/public${link.replace('/s/', '/status/')}/accept`, { gift: taken.body.id });
  expect(accepted.status).toBe(303);
  expect((await agent.get(`tickets/${ticket.id}`)).body).toMatchObject({ state: 'following_up', oneUp: 'open' });

  const fulfilled = await agent.post(`gestures/${taken.body.id}/fulfil`, { proof: 'Washed by Tom on Tuesday.' });
  expect(fulfilled.status).toBe(200);
  await world.shift(25 * HOUR);
  expect(world.sink.to(email).map((mail) => mail.subject)).toContain(`Did we put it right? (${ticket.label})`);
  const answered = await world.anonymous.form(`/public${link.replace('/s/', '/status/')}/survey`, { score: '5', fixed: 'true', text: '' });
  expect(answered.status).toBe(303);
  const closed = (await agent.get(`tickets/${ticket.id}`)).body;
  expect(closed).toMatchObject({ state: 'closed', closeReason: 'recovered', oneUp: 'settled' });
  const running = await world.sql(`SELECT clock FROM timer WHERE ticket_id = $1 AND state IN ('running', 'paused')`, [ticket.id]);
  expect(running.map((row) => row['clock'])).toEqual(['reopen_window']);
  const events = (await agent.get(`tickets/${ticket.id}/events`)).body.items.map((event: { seq: number }) => event.seq);
  expect(events).toEqual(events.map((_: number, index: number) => index + 1));
});

test('a bad answer reopens at once, to a lead who was not the handler, at least Serious, and says sorry', async () => {
  const email = 'bad.answer@customer.test';
  const { ticket } = await log({ customer: { email } });
  await agent.post(`tickets/${ticket.id}/fix-delivered`, FIX);
  await world.settle();
  await agent.post(`tickets/${ticket.id}/waive-gesture`, { reason: 'customer_wants_nothing' });
  await world.shift(30 * HOUR);
  const survey = world.sink.to(email).find((mail) => mail.subject.startsWith('Did we'));
  const link = /\/s\/[A-Za-z0-9_-]+/.exec(survey?.text ?? '')?.[0] ?? '';
  const said = await world.anonymous.form(`/public${link.replace('/s/', '/status/')}/survey`, {
    score: '1',
    fixed: 'false',
    text: 'Worse than before',
  });
  expect([said.status, said.text]).toEqual([303, '']);
  const view = (await lead.get(`tickets/${ticket.id}`)).body;
  expect(view).toMatchObject({ state: 'open', cycle: 2, severity: 'S2' });
  expect(view.owner.id).toBe(lead.staffId);
  await world.settle();
  expect(world.sink.to(email).map((mail) => mail.subject)).toContain(`We are sorry. We are back on ${ticket.label}`);
  const again = await lead.post(`tickets/${ticket.id}/fix-delivered`, FIX);
  expect([again.status, again.body.detail]).toEqual([409, 'The first fix did not hold: say what is different this time.']);
});

test('asking the customer pauses the fix clock; two reminders go out; after ten working days without a word a small matter lapses', async () => {
  const email = 'silent@customer.test';
  const { ticket } = await log({ customer: { email } });
  const asked = await agent.post(`tickets/${ticket.id}/ask-customer`, { question: 'Which plate number?', channel: 'email' });
  expect([asked.status, asked.body.state]).toEqual([200, 'waiting_customer']);
  expect(asked.body.clocks.find((clock: { clock: string }) => clock.clock === 'fix').state).toBe('paused');
  for (let day = 0; day < 18; day++) await world.shift(DAY);
  expect((await agent.get(`tickets/${ticket.id}`)).body).toMatchObject({ state: 'closed', closeReason: 'lapsed' });
  const subjects = world.sink.to(email).map((mail) => mail.subject);
  expect(subjects).toEqual(
    expect.arrayContaining([
      `One question about ${ticket.label}`,
      `We still need your answer (${ticket.label})`,
      `Can you still help us with ${ticket.label}?`,
      `We have closed ${ticket.label} for now`,
    ]),
  );
});

test('a clock that passes its target is breached, and the manager is told once', async () => {
  const { ticket } = await log({ customer: { email: 'late@customer.test' } });
  for (let day = 0; day < 5; day++) await world.shift(DAY);
  const view = (await manager.get(`tickets/${ticket.id}`)).body;
  const fix = view.clocks.find((clock: { clock: string }) => clock.clock === 'fix');
  expect(fix.breachedAt).not.toBeNull();
  const news = (await manager.get('notifications?unread=true')).body.items.filter(
    (item: { ticketId: string; point: number }) => item.ticketId === ticket.id && item.point === 100,
  );
  expect(news.length).toBeGreaterThan(0);
  const board = (await manager.get('board')).body;
  expect(board.late.map((row: { id: string }) => row.id)).toContain(ticket.id);
});

test('a complaint put right at the counter goes straight to fixed, without anything running that is over', async () => {
  const { ticket } = await log({ channel: 'in_person', fix: FIX, customer: undefined, anonymous: true });
  expect(ticket.state).toBe('fixed');
  const view = (await agent.get(`tickets/${ticket.id}`)).body;
  expect(
    view.clocks.filter((clock: { state: string }) => clock.state === 'running').map((clock: { clock: string }) => clock.clock),
  ).toEqual(['one_up']);
});

test('a move that is not possible now says why, and what is possible', async () => {
  const { ticket } = await log();
  const answer = await agent.post(`tickets/${ticket.id}/close`, {});
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ guard: 'state', state: 'open' });
  expect(answer.body.detail).toMatch(/^Closing is possible only/);
  expect(answer.body.allowed).toContain('fix-delivered');
});

test('the same key twice gives the first answer again; with another body it is refused', async () => {
  const body = { channel: 'phone', text: 'Twice', customer: { name: 'Bo' }, touchPoint: 'unsure' };
  const [one, two] = await Promise.all([
    agent.post('complaints', body, { key: 'twice-1' }),
    agent.post('complaints', body, { key: 'twice-1' }),
  ]);
  const third = await agent.post('complaints', body, { key: 'twice-1' });
  const ids = [one, two, third].filter((answer) => answer.status === 201).map((answer) => answer.body.ticket.id);
  expect(ids.length).toBeGreaterThanOrEqual(2);
  expect(new Set(ids).size).toBe(1);
  expect((await agent.post('complaints', { ...body, text: 'Other' }, { key: 'twice-1' })).status).toBe(422);
});

test('whoever answers the survey in the very second its mail arrives is heard', async () => {
  const email = 'quick@customer.test';
  const { ticket } = await log({ customer: { email } });
  await agent.post(`tickets/${ticket.id}/fix-delivered`, FIX);
  await world.settle();
  await agent.post(`tickets/${ticket.id}/waive-gesture`, { reason: 'customer_wants_nothing' });
  await world.settle();
  const link = /\/s\/[A-Za-z0-9_-]+/.exec(world.sink.to(email).find((mail) => mail.text.includes('/s/'))?.text ?? '')?.[0] ?? '';
  // the mail has left, and nobody here has looked yet
  await world.sql(`UPDATE message SET state = 'sent', sent_at = desk_now() WHERE ticket_id = $1 AND kind = 'survey'`, [ticket.id]);
  expect((await world.anonymous.get(link)).text).toContain('How well did we put it right?');
  const answered = await world.anonymous.form(`/public${link.replace('/s/', '/status/')}/survey`, { score: '4', fixed: 'true', text: '' });
  expect(answered.status).toBe(303);
  expect((await agent.get(`tickets/${ticket.id}`)).body).toMatchObject({ state: 'closed', closeReason: 'recovered' });
});

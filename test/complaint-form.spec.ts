import { randomUUID } from 'node:crypto';
import { World } from './support/world';

let world: World;

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  // the brake per network is a test of its own
  await world.sql('DELETE FROM public_call');
});

const filled = (over: Record<string, string> = {}) => ({
  formId: randomUUID(),
  text: 'The lamp flickers.',
  name: 'Ann',
  email: '',
  phone: '',
  website: '',
  ...over,
});
const ticketCount = async () => (await world.sql<{ count: number }>('SELECT count(*)::int AS count FROM ticket'))[0]?.count ?? 0;

test('the page behind the QR code is a form that works without scripts', async () => {
  const page = await world.anonymous.get('/c/main');
  expect([page.status, page.headers.get('content-type'), page.headers.get('referrer-policy')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'same-origin',
  ]);
  expect(page.text).toContain('<textarea id="text" name="text"');
  expect(page.text).not.toMatch(/<script|style=/);
  expect((await world.anonymous.get('/c/nowhere')).status).toBe(404);
});

test('sent, it is a ticket of that place; its writer sees the number, the promise and the link of the ticket’s own page', async () => {
  const answer = await world.anonymous.form('/c/main', filled({ email: 'form@customers.test' }));
  expect(answer.status).toBe(200);
  const number = /R-(\d+)/.exec(answer.text)?.[1];
  const [ticket] = await world.sql<{ channel: string; title: string; state: string }>(
    'SELECT channel, title, state FROM ticket WHERE number = $1',
    [number],
  );
  expect(ticket).toEqual({ channel: 'web_form', title: 'The lamp flickers.', state: 'new' });
  const link = /href="([^"]*\/s\/[^"]+)"/.exec(answer.text)?.[1] ?? '';
  const status = await world.anonymous.get(new URL(link).pathname);
  expect(status.status).toBe(200);
  expect(status.text).toContain(`R-${number ?? ''}`);
  await world.settle();
  const [receipt] = world.sink.to('form@customers.test');
  expect(receipt?.raw).not.toContain('lamp');
});

test('pressed twice it is one complaint', async () => {
  const before = await ticketCount();
  const form = filled();
  const answers = await Promise.all([world.anonymous.form('/c/main', form), world.anonymous.form('/c/main', form)]);
  const third = await world.anonymous.form('/c/main', form);
  expect(await ticketCount()).toBe(before + 1);
  expect(third.status).toBe(200);
  expect(answers.map(({ status }) => status)).toContain(200);
});

test('without a name and an address it is anonymous', async () => {
  const answer = await world.anonymous.form('/c/main', filled({ name: '' }));
  const [ticket] = await world.sql<{ anonymous: boolean }>('SELECT anonymous FROM ticket WHERE number = $1', [
    /R-(\d+)/.exec(answer.text)?.[1],
  ]);
  expect(ticket?.anonymous).toBe(true);
});

test('what is wrong stands on the page, beside what was typed', async () => {
  const empty = await world.anonymous.form('/c/main', filled({ text: ' ' }));
  expect([empty.status, empty.text.includes('Tell us what went wrong.')]).toEqual([400, true]);
  const address = await world.anonymous.form('/c/main', filled({ email: '"><script>alert(1)</script>' }));
  expect(address.status).toBe(400);
  expect(address.text).toContain('The lamp flickers.');
  expect(address.text).not.toContain('<script>');
});

test('a machine that fills in every field reads thank you and has sent nothing', async () => {
  const before = await ticketCount();
  const answer = await world.anonymous.form('/c/main', filled({ website: 'https://spam.test' }));
  expect([answer.status, answer.text.includes('Thank you'), answer.text.includes('R-')]).toEqual([200, true, false]);
  expect(await ticketCount()).toBe(before);
});

test('a page of somebody else cannot send it', async () => {
  const answer = await world.anonymous.form('/c/main', filled(), { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(403);
});

test('twenty complaints an hour from one network, then a person is to be called', async () => {
  const answers = await Promise.all(Array.from({ length: 23 }, () => world.anonymous.form('/c/main', filled())));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
});

import { SmsProvider, texts } from './support/sms-provider';
import { anAddress, FIX, logged, MONDAY, ok, opened, seen } from './support/ticket-desk';
import { World } from './support/world';

/** Numbers of payment cards are kept nowhere, whoever writes them; and a partner desk abroad does its work without seeing who the customer is. */

const CARD = '4111 1111 1111 1111';
const DIGITS = CARD.replace(/ /g, '');
const NAME = 'Quentin Farthingale';
const EMAIL = 'quentin.private@customers.test';
const PHONE = '+12125557128';

let sms: SmsProvider;
let world: World;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  await world.setClock(MONDAY);
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});

/** The tables with a row in which the number stands, in any of its forms; mails are kept as they came and are looked at by themselves. */
async function keptIn(): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'inbound_message'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await world.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE regexp_replace(to_jsonb(t)::text, '[ .-]', '', 'g') LIKE $1`,
      [`%${DIGITS}%`],
    );
    if ((row?.n ?? 0) > 0) found.push(name);
  }
  return found;
}

test('edge 127: what staff type into a complaint, a note, an answer, a fix or a draft is kept without the card number', async () => {
  const agent = await world.signIn('agent');
  const { ticket } = await logged(agent, { text: `He was charged twice on ${CARD}.`, severity: 'S3' });
  const id = String(ticket.id);
  expect((await seen(agent, id)).title).toBe('He was charged twice on [card …1111].');
  await ok(agent.post(`tickets/${id}/notes`, { text: `Card ${DIGITS}, expires 12/27.` }));
  await ok(agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: `She read out 4111-1111-1111-1111.` }));
  await ok(agent.post(`tickets/${id}/messages`, { channel: 'email', text: `We pay it back to ${CARD}.` }));
  await ok(agent.put(`drafts/reply:${id}`, { body: { text: `We pay it back to ${CARD}.`, more: [DIGITS] } }));
  await world.settle();
  const said = (await ok(agent.get(`tickets/${id}/contacts`))).items.map(({ text }: { text: string }) => text);
  expect(said).toContain('Card [card …1111], expires 12/27.');
  expect(await keptIn()).toEqual([]);
});

test('edge 127: what customers write by mail and by text is kept without it too', async () => {
  const email = anAddress();
  const phone = '+12125557001';
  await world.sendMail({ from: email, subject: `Charged twice: ${DIGITS}`, text: `You took it twice from ${CARD}!` });
  await world.settle();
  await opened(await world.signIn('agent'), { customer: { name: 'Ann Lee', phone } });
  expect(await texts(world, phone, `My card is ${CARD}`)).toBe(204);
  await world.settle();
  expect(await keptIn()).toEqual([]);
  const kept = await world.sql<{ subject: string }>('SELECT subject FROM inbound_message');
  expect(kept).toEqual([{ subject: 'Charged twice: [card …1111]' }]);
});

test('edge 127: a number that is none of a card stays as it was typed', async () => {
  const agent = await world.signIn('agent');
  const { ticket } = await logged(agent, { text: 'The telephone with the number 490154203237518 is broken.' });
  expect((await seen(agent, String(ticket.id))).title).toContain('490154203237518');
});

test('edge 128: everything that a partner desk reads has a first name and masked addresses; what it writes and asks reaches the customer through the desk', async () => {
  await ok((await world.signIn('admin')).post('desks', { key: 'abroad', name: 'Abroad', kind: 'vendor', mayFix: true }));
  const vendor = await world.signIn('vendor_agent', { desk: 'abroad', name: 'Vera Abroad' });
  const customer = { name: NAME, email: EMAIL, phone: PHONE };
  const agent = await world.signIn('agent');
  const taken = await ok(vendor.post('complaints', { channel: 'phone', text: 'It squeals.', touchPoint: 'service_support', customer }));
  const id = String(taken.ticket.id);
  await ok(vendor.post(`tickets/${id}/messages`, { channel: 'email', subject: 'Your car', text: 'I look into it.' }));
  await world.settle();
  await world.sendMail({ from: `${NAME} <${EMAIL}>`, to: replyAddress(), subject: 'Re: Your car', text: `Call me: ${PHONE}. ${EMAIL}` });
  await world.settle();
  expect(await texts(world, PHONE, 'STOP')).toBe(204);
  await world.settle();
  await ok(agent.put(`tickets/${id}/wish-channel`, { channel: 'call' }));
  await ok(vendor.post(`tickets/${id}/fix-delivered`, FIX));
  await world.settle();
  const who = String((await ok(agent.get(`tickets/${id}`))).customer.id);
  const messages = (await ok(agent.get(`messages?ticket=${id}`))).items;
  const paths = [
    ...['', '/contacts', '/events', '/gestures'].map((path) => `tickets/${id}${path}`),
    ...['tickets', 'notifications', 'tasks', `tasks?ticket=${id}`, 'messages', `messages?ticket=${id}`, 'board'],
    ...messages.map((message: { id: string }) => `messages/${message.id}`),
    ...(await ok(agent.get(`tasks?ticket=${id}`))).items.map((task: { id: string }) => `tasks/${task.id}/print`),
    `customers/${who}`,
    `customers/${who}/consent`,
  ];
  let read = 0;
  for (const path of paths) {
    const { status, text } = await vendor.get(path);
    expect([path, [200, 403, 404].includes(status)]).toEqual([path, true]);
    if (status === 200) read += 1;
    for (const secret of ['Farthingale', EMAIL, PHONE, PHONE.slice(2)])
      expect([path, secret, text.includes(secret)]).toEqual([path, secret, false]);
  }
  expect(read).toBeGreaterThan(4);
  const [first] = world.sink.to(EMAIL).filter(({ subject }) => subject.startsWith('Your car'));
  expect(first?.text).toContain('I look into it.');
});

function replyAddress(): string {
  return (world.sink.to(EMAIL).at(-1)?.header('reply-to') ?? '').replace(/[<>]/g, '');
}

import type { Client } from './support/client';
import { SmsProvider, texts } from './support/sms-provider';
import { FIX, MONDAY, ok } from './support/ticket-desk';
import { World } from './support/world';

/** Edge 128: a partner desk abroad may not see who the customer is, and does its work all the same. */

const NAME = 'Quentin Farthingale';
const EMAIL = 'quentin.private@customers.test';
const PHONE = '+12125557128';

let sms: SmsProvider;
let world: World;
let vendor: Client;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  await world.setClock(MONDAY);
  await ok((await world.signIn('admin')).post('desks', { key: 'abroad', name: 'Abroad', kind: 'vendor', mayFix: true }));
  vendor = await world.signIn('vendor_agent', { desk: 'abroad', name: 'Vera Abroad' });
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});

test('edge 128: everything that a partner desk reads has a first name and masked addresses; what it writes and asks reaches the customer through the desk', async () => {
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

import type { Client, Json } from './support/client';
import { done, fixedTicket, take } from './support/one-up';
import { SmsProvider } from './support/sms-provider';
import { HOUR, MONDAY, newsOf, nextMonday } from './support/ticket-desk';
import { World } from './support/world';

let sms: SmsProvider;
let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  await world.setClock(MONDAY);
  agent = await world.signIn('agent');
  const manager = await world.signIn('manager');
  for (const [code, needsSpend] of [
    ['ten_off', true],
    ['tea_free', false],
  ] as const)
    await done(
      manager.post('gesture-types', {
        ...{ code, name: code, needsSpend, class: 'service', kind: 'free_service', fulfilment: 'task', status: 'active' },
        ...{ customerText: { en: `Something of ours: ${code}` }, costMinor: 300, faceMinor: 800, currency: 'USD' },
      }),
    );
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});
beforeEach(() => nextMonday(world));

interface Case {
  ticket: string;
  customerId: string;
  phone: string;
}

async function fixedFor(has: ('phone' | 'email')[]): Promise<Case> {
  counter += 1;
  const phone = `+1212555${String(7000 + counter)}`;
  const email = `spend${String(counter)}@example.test`;
  const customer = { name: 'Ann Lee', ...(has.includes('phone') ? { phone } : {}), ...(has.includes('email') ? { email } : {}) };
  const ticket = await fixedTicket(world, agent, { customer });
  const [row] = await world.sql<{ id: string }>('SELECT customer_id AS id FROM ticket WHERE id = $1', [ticket]);
  return { ticket, phone, customerId: row?.id ?? '' };
}

async function offer({ ticket }: Case, code: string): Promise<void> {
  const gesture = await done(take(agent, ticket, code));
  await done(agent.post(`gestures/${String(gesture.id)}/offer`));
  await world.settle();
}

const agrees = ({ customerId }: Case, channel: string, given = true): Promise<Json> =>
  done(agent.post(`customers/${customerId}/consent`, { channel, class: 'marketing', given, how: 'written', note: 'Signed at the desk.' }));
const offered = async ({ ticket }: Case): Promise<Json[]> =>
  world.sql(`SELECT channel, state, last_error FROM message WHERE ticket_id = $1 AND kind = 'one_up_offer'`, [ticket]);
const newsText = async ({ ticket }: Case): Promise<string> =>
  (await world.sql<{ text: string }>('SELECT text FROM notification WHERE ticket_id = $1', [ticket])).map(({ text }) => text).join('\n');
const openTasks = async ({ ticket }: Case): Promise<Json[]> => (await done(agent.get(`tasks?ticket=${ticket}`))).items;
/** As if nobody had spoken with the customer for so long. */
async function silence({ ticket, customerId }: Case, days: number): Promise<void> {
  await world.sql(`UPDATE customer SET last_contact_at = last_contact_at - make_interval(days => $2) WHERE id = $1`, [customerId, days]);
  await world.sql(`UPDATE contact SET at = at - make_interval(days => $2) WHERE ticket_id = $1`, [ticket, days]);
}

describe('a gift that the customer must spend money to use', () => {
  test('is not texted to somebody who never agreed to advertising: a person calls, and is told why', async () => {
    const one = await fixedFor(['phone']);
    await offer(one, 'ten_off');
    expect(await offered(one)).toMatchObject([{ channel: 'call', state: 'held' }]);
    expect(
      sms
        .to(one.phone)
        .map(({ body }) => body)
        .join(),
    ).not.toContain('something from us to you');
    expect((await openTasks(one)).map(({ kind, script }) => [kind, String(script).includes('ten_off')])).toEqual([['call', true]]);
    expect(await newsOf(agent, one.ticket)).toContain('message_moved');
    expect(await newsText(one)).toContain('have not agreed to that');
  });

  test('is texted to who agreed, and so is a gift that costs nothing to use', async () => {
    const agreed = await fixedFor(['phone']);
    await agrees(agreed, 'sms');
    await offer(agreed, 'ten_off');
    expect(await offered(agreed)).toMatchObject([{ channel: 'sms', state: 'sent' }]);
    const free = await fixedFor(['phone']);
    await offer(free, 'tea_free');
    expect(await offered(free)).toMatchObject([{ channel: 'sms', state: 'sent' }]);
  });

  test('is texted to the number at which they agreed, and not to a newer one', async () => {
    const one = await fixedFor(['phone']);
    await agrees(one, 'sms');
    await world.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at) VALUES (gen_random_uuid(), $1, 'phone', $2, $2, desk_now())`,
      [one.customerId, '+12125557999'],
    );
    await offer(one, 'ten_off');
    expect(await offered(one)).toMatchObject([{ channel: 'sms', state: 'sent' }]);
    expect(sms.to('+12125557999')).toEqual([]);
    expect(await openTasks(one)).toEqual([]);
  });

  test('is an answer to the complaint by e-mail, as long as we have spoken within thirty days', async () => {
    const one = await fixedFor(['email']);
    await silence(one, 29);
    await offer(one, 'ten_off');
    expect(await offered(one)).toMatchObject([{ channel: 'email', state: 'sent' }]);
  });

  test('is not mailed long after the last contact without consent: the person who offered it is told to think of something else', async () => {
    const one = await fixedFor(['email']);
    await silence(one, 31);
    await offer(one, 'ten_off');
    expect(await offered(one)).toEqual([]);
    expect(await newsOf(agent, one.ticket)).toContain('message_cancelled');
    expect(await newsText(one)).toContain('Give something else');
    const agreed = await fixedFor(['email']);
    await silence(agreed, 31);
    await agrees(agreed, 'email');
    await offer(agreed, 'ten_off');
    expect(await offered(agreed)).toMatchObject([{ channel: 'email', state: 'sent' }]);
    const mail = world.sink.mails.at(-1);
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
  });

  test('is looked at once more before it leaves: who took the consent back meanwhile is called instead', async () => {
    const one = await fixedFor(['phone']);
    await agrees(one, 'sms');
    await world.shift(11 * HOUR); // 21:00
    await offer(one, 'ten_off');
    expect(await offered(one)).toMatchObject([{ channel: 'sms', state: 'pending' }]);
    await agrees(one, 'sms', false);
    await world.shift(12 * HOUR);
    expect(await offered(one)).toMatchObject([{ channel: 'call', state: 'held', last_error: expect.stringContaining('advertising') }]);
    expect(sms.to(one.phone).filter(({ body }) => body.includes('something from us'))).toEqual([]);
    expect(await newsOf(agent, one.ticket)).toContain('message_moved');
  });

  test('that waited too long for its hour is not mailed any more, and the person is told', async () => {
    const one = await fixedFor(['email']);
    await world.shift(11.5 * HOUR);
    await offer(one, 'ten_off');
    expect(await offered(one)).toMatchObject([{ channel: 'email', state: 'pending' }]);
    await silence(one, 31);
    await world.shift(12 * HOUR);
    expect(await offered(one)).toMatchObject([{ channel: 'email', state: 'cancelled' }]);
    expect(await newsText(one)).toContain('have not agreed to that');
  });
});

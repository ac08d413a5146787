import type { Client, Json } from '../support/client';
import { MailDesk } from '../support/mail-desk';
import { OddMailServer } from '../support/odd-mail-server';
import { complaint, done } from '../support/one-up';
import { SmsProvider } from '../support/sms-provider';
import { until } from '../support/until';
import { World } from '../support/world';

/** Mail relays that are slow, that refuse one of many, and that break off: the desk goes on, and every mail ends in one state that people can see. */

let counter = 0;

function email(name = 'ann'): string {
  counter += 1;
  return `${name}${String(counter)}@customer.test`;
}

const stateOf = async (world: World, to: string): Promise<Json> =>
  (await world.sql('SELECT id, state, attempts, last_error FROM message WHERE to_address = $1', [to]))[0];

describe('a relay that takes half a minute for every mail', () => {
  let relay: OddMailServer;
  let sms: SmsProvider;
  let world: World;
  let agent: Client;

  beforeAll(async () => {
    relay = await OddMailServer.start('slow after the dot');
    sms = await SmsProvider.start();
    world = await World.start({ env: { SMTP_URL: relay.url, ...sms.env }, sweep: true });
    agent = await world.signIn('agent');
  });
  afterAll(async () => {
    relay.usual = 'fine';
    relay.release();
    await world.stop();
    await relay.stop();
    await sms.stop();
  });

  test('holds up no request, no text and no mail that comes in, and in the end has every mail once', async () => {
    const emails = Array.from({ length: 25 }, () => email());
    for (const to of emails) await complaint(agent, { customer: { name: 'Ann Lee', email: to } });
    await until('every connection waits for the relay', () => relay.slow.length === 10);

    const phone = '+12125557001';
    await complaint(agent, { customer: { name: 'Ben Lee', phone } });
    await until('the text leaves all the same', () => sms.to(phone).length === 1);
    const from = email('writes');
    await world.sendMail({ from, text: 'The door is stuck.' });
    await until(
      'the mail that came in is a ticket',
      async () => (await world.sql(`SELECT id FROM inbound_message WHERE from_address = $1 AND outcome = 'opened'`, [from])).length > 0,
    );
    expect((await agent.get('board')).status).toBe(200);
    expect((await world.anonymous.get('/health/ready')).status).toBe(200);
    expect([relay.taken, relay.slow.length]).toEqual([[], 10]);

    relay.usual = 'fine';
    const all = [...emails, from];
    await until('every mail has left', async () => {
      relay.release();
      return (await Promise.all(all.map((to) => stateOf(world, to)))).every((row) => row?.state === 'sent');
    });
    expect([relay.taken.length, new Set(relay.taken).size, relay.seen.length]).toEqual([26, 26, 26]);
  });
});

test('a relay slower than a mail may take: each ends as one that may have arrived, its late answer changes nothing, and none is sent twice', async () => {
  const relay = await OddMailServer.start('slow after the dot');
  const desk = await MailDesk.start(relay.url, { limitMs: 600 });
  const owner = await desk.person('agent');
  const ids = await Promise.all(
    Array.from({ length: 4 }, async () => desk.plan(await desk.ticket({ owner }), 'staff_reply', { vars: { text: 'Soon.' } })),
  );
  const states = async (): Promise<string[]> => Promise.all(ids.map(async (id) => (await desk.message(id)).state));
  await desk.settle();
  expect(await states()).toEqual(Array.from({ length: 4 }, () => 'uncertain'));
  expect(relay.release()).toBe(4);
  relay.usual = 'fine';
  for (const minutes of [2, 60, 24 * 60]) {
    await desk.shift(minutes);
    await desk.settle();
  }
  expect(await states()).toEqual(Array.from({ length: 4 }, () => 'uncertain'));
  expect(relay.seen).toHaveLength(4);
  expect(await desk.sql(`SELECT text FROM notification WHERE staff_id = $1`, [owner])).toHaveLength(4);
  await desk.stop();
  await relay.stop();
});

describe('a relay that fails for some of many', () => {
  let relay: OddMailServer;
  let world: World;
  let agent: Client;
  let lead: Client;

  beforeAll(async () => {
    relay = await OddMailServer.start('fine', {
      gone: '5xx at RCPT',
      full: '4xx at RCPT',
      lost: 'drop after the dot',
      again: 'drop after the dot',
    });
    world = await World.start({ env: { SMTP_URL: relay.url } });
    agent = await world.signIn('agent');
    lead = await world.signIn('lead');
  });
  afterAll(async () => {
    await world.stop();
    await relay.stop();
  });

  const receipt = async (to: string): Promise<string> => {
    await complaint(agent, { customer: { name: 'Ann Lee', email: to } });
    await world.settle();
    return (await stateOf(world, to)).id;
  };

  test('refuses one, puts one off and breaks off at a third: the other eight are not touched by it', async () => {
    const odd = ['gone@customer.test', 'full@customer.test', 'lost@customer.test'];
    const fine = Array.from({ length: 8 }, () => email());
    for (const to of [...fine.slice(0, 4), ...odd, ...fine.slice(4)]) await complaint(agent, { customer: { name: 'Ann Lee', email: to } });
    await world.settle();
    const states = async (of: string[]): Promise<string[]> =>
      (await Promise.all(of.map((to) => stateOf(world, to)))).map(({ state }) => state);
    expect(await states(fine)).toEqual(fine.map(() => 'sent'));
    expect(await states(odd)).toEqual(['dead', 'pending', 'uncertain']);
    expect(await world.sql(`SELECT value_norm AS who FROM address WHERE state = 'dead'`)).toEqual([{ who: 'gone@customer.test' }]);
    expect(relay.taken).toHaveLength(8);
  });

  test('drops the line after the text: a person sees that it may have arrived, says that it did, and nothing is sent again', async () => {
    const id = await receipt('lost@customer.test'.replace('@', '@second.'));
    expect((await done(lead.get('messages?state=uncertain'))).items.map((one: Json) => one.id)).toContain(id);
    const seen = relay.seen.length;
    await world.shift(3 * 3_600_000);
    expect(relay.seen).toHaveLength(seen);
    expect(await done(lead.post(`messages/${id}/arrived`))).toMatchObject({ state: 'sent' });
    await world.shift(24 * 3_600_000);
    expect(relay.seen).toHaveLength(seen);
  });

  test('drops the line after the text: a person has it sent again, and it goes out under the same name, once', async () => {
    const id = await receipt('again@customer.test');
    const [first] = relay.seen.slice(-1);
    expect((await lead.post(`messages/${id}/retry`)).status).toBe(200);
    await world.settle();
    expect(relay.seen.slice(-2)).toEqual([first, first]);
    expect(await stateOf(world, 'again@customer.test')).toMatchObject({ state: 'uncertain' });
  });
});

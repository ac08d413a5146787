import { Outbox } from '../../src/messages/outbox.service';
import type { Client, Json } from '../support/client';
import { FaultDesk } from '../support/fault-desk';
import { OddMailServer } from '../support/odd-mail-server';
import { complaint, done } from '../support/one-up';
import { SmsProvider } from '../support/sms-provider';
import { until } from '../support/until';
import { World } from '../support/world';

/** Providers of texts that break at every point of a call, and a program that dies there: nobody gets a text twice, and nothing is lost in silence. */

let counter = 0;

function number(): string {
  counter += 1;
  return `+1212555${String(5000 + counter)}`;
}

describe('the provider', () => {
  let sms: SmsProvider;
  let world: World;
  let agent: Client;

  beforeAll(async () => {
    sms = await SmsProvider.start();
    world = await World.start({ env: sms.env });
    agent = await world.signIn('agent');
  });
  afterEach(() => {
    sms.usual = 'fine';
  });
  afterAll(async () => {
    await world.stop();
    await sms.stop();
  });

  /** A complaint by phone from somebody with a number only: its receipt is a text. */
  async function receipt(phone: string): Promise<() => Promise<Json>> {
    const id = await complaint(agent, { channel: 'phone', customer: { name: 'Ann Lee', phone } });
    await world.settle();
    return async () => (await world.sql(`SELECT * FROM message WHERE ticket_id = $1 AND kind = 'receipt'`, [id]))[0];
  }

  test('takes a text and breaks before it says so: it is asked, and the text is not sent again', async () => {
    const phone = number();
    sms.odd.set(phone, 'drop after accepting');
    const row = await receipt(phone);
    expect(await row()).toMatchObject({ state: 'uncertain' });
    await world.shift(50_000);
    expect(await row()).toMatchObject({ state: 'sent', provider_ref: sms.to(phone)[0]?.sid });
    expect(sms.calls.filter(({ to }) => to === phone)).toHaveLength(1);
  });

  test('breaks before it has read a text: it is asked first, says that it has none, and gets it under the same name', async () => {
    const phone = number();
    sms.odd.set(phone, 'drop before reading');
    const row = await receipt(phone);
    expect(await row()).toMatchObject({ state: 'uncertain' });
    expect(sms.asked).not.toContain((await row()).id);
    sms.odd.delete(phone);
    await world.shift(50_000);
    expect(await row()).toMatchObject({ state: 'sent', round: 1 });
    expect(sms.asked).toContain((await row()).id);
    expect(sms.to(phone)).toHaveLength(1);
  });

  test('does not answer at all: a person is told that it may have arrived, sees it, and decides', async () => {
    const phone = number();
    const lead = await world.signIn('lead');
    sms.usual = 'broken';
    const row = await receipt(phone);
    sms.usual = 'nobody knows';
    for (let n = 0; n < 3; n += 1) await world.shift(31 * 60_000);
    const { id } = await row();
    expect((await done(lead.get('messages?state=uncertain'))).items.map((one: Json) => one.id)).toContain(id);
    const news = await world.sql<{ text: string }>(
      `SELECT text FROM notification WHERE kind = 'message_uncertain' AND dedupe_key LIKE 'message:' || $1::text || '%'`,
      [id],
    );
    expect(news.map(({ text }) => text).join()).toContain('may not have arrived');
    expect(await done(lead.post(`messages/${String(id)}/arrived`))).toMatchObject({ state: 'sent' });
  });

  test('has too much to do: the text is tried again later, and goes once', async () => {
    const phone = number();
    sms.odd.set(phone, 'too many');
    const row = await receipt(phone);
    expect(await row()).toMatchObject({ state: 'pending', attempts: 1 });
    sms.odd.delete(phone);
    await world.shift(61_000);
    expect(await row()).toMatchObject({ state: 'sent' });
    expect(sms.to(phone)).toHaveLength(1);
  });

  test('knows no such number: nothing goes there any more, and the ticket says that nobody can be reached', async () => {
    const phone = number();
    sms.odd.set(phone, 'bad number');
    const row = await receipt(phone);
    expect(await row()).toMatchObject({ state: 'dead' });
    expect(await world.sql('SELECT state FROM address WHERE value_norm = $1', [phone])).toEqual([{ state: 'dead' }]);
    expect((await done(agent.get(`tickets/${String((await row()).ticket_id)}`))).unreachable).toBe(true);
  });

  test('takes so many in a second and no more, however many processes ask', async () => {
    await world.sql(
      `INSERT INTO message (id, effect_key, kind, class, automatic, channel, to_address, order_key, not_before, created_at)
       SELECT gen_random_uuid(), 'rate:' || n, 'staff_reply', 'service', false, 'sms', '+12125558888', 'rate:' || n, desk_now() - interval '1 day', desk_now() FROM generate_series(1, 30) n`,
    );
    await world.sql(
      `INSERT INTO send_rate VALUES ('sms', clock_timestamp() + interval '1 hour', 4) ON CONFLICT (channel) DO UPDATE SET second = EXCLUDED.second, used = 4`,
    );
    const outbox = world.desk.app.get(Outbox);
    const claims = await Promise.all([1, 2, 3].map(() => outbox.claim('sms', 100, 10)));
    expect(claims.flat()).toHaveLength(6);
    await world.sql(`DELETE FROM message WHERE effect_key LIKE 'rate:%'`);
    await world.sql('DELETE FROM send_rate');
  });
});

describe('the power fails while a text is being sent:', () => {
  let sms: SmsProvider;
  let mail: OddMailServer;
  let desk: FaultDesk;
  let session: string;

  beforeAll(async () => {
    sms = await SmsProvider.start();
    mail = await OddMailServer.start();
    desk = await FaultDesk.make({ SMTP_URL: mail.url, ...sms.env });
    await desk.start();
    session = await desk.signIn('agent');
  }, 120_000);
  afterAll(async () => {
    await desk.end();
    await mail.stop();
    await sms.stop();
  });

  async function receipt(phone: string): Promise<void> {
    await complaint(desk.client(session), { channel: 'phone', customer: { name: 'Ann Lee', phone } });
  }

  async function expectOneText(phone: string): Promise<void> {
    await desk.start();
    await desk.timePasses(2);
    await desk.untilRows(`SELECT id FROM message WHERE to_address = $1 AND state = 'uncertain'`, [phone]);
    await desk.timePasses(2);
    await desk.untilRows(`SELECT id FROM message WHERE to_address = $1 AND state = 'sent'`, [phone]);
    expect(sms.to(phone)).toHaveLength(1);
  }

  test('before the provider has taken it: it goes once, after the provider was asked', async () => {
    const phone = number();
    sms.odd.set(phone, 'hang');
    await receipt(phone);
    await until('the provider is called', () => sms.calls.some(({ to }) => to === phone));
    await desk.running.kill();
    sms.odd.delete(phone);
    await expectOneText(phone);
  });

  test('after the provider has taken it: it is not sent a second time', async () => {
    const phone = number();
    sms.odd.set(phone, 'accept and hang');
    await receipt(phone);
    await until('the provider has it', () => sms.to(phone).length > 0);
    await desk.running.kill();
    sms.odd.delete(phone);
    await expectOneText(phone);
    expect(sms.calls.filter(({ to }) => to === phone)).toHaveLength(1);
  });

  test('while its end is written down: it is not sent a second time', async () => {
    const phone = number();
    await desk.hangAtCommit('UPDATE', 'message', `NEW.state = 'sent' AND NEW.to_address = '${phone}'`);
    await receipt(phone);
    await desk.killAtCommit('message', 'lost');
    await expectOneText(phone);
    expect(sms.calls.filter(({ to }) => to === phone)).toHaveLength(1);
  });
});

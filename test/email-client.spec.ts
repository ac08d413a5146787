import { setTimeout as pause } from 'node:timers/promises';
import { EmailClient } from '../src/messages/email.client';
import type { Delivery } from '../src/messages/delivery.rules';
import { freePort } from './support/free-port';
import { type Oddity, OddMailServer } from './support/odd-mail-server';
import { until } from './support/until';

const RAW = (id: string) =>
  `From: <help@desk.test>\r\nTo: <ana@customer.test>\r\nMessage-ID: <${id}>\r\nSubject: Hello\r\n\r\n${'Dear Ana.\r\n'.repeat(50)}`;

async function sendTo(usual: Oddity, raw = RAW('one@desk.test')): Promise<{ delivery: Delivery; server: OddMailServer }> {
  const server = await OddMailServer.start(usual);
  const client = new EmailClient(server.url, { limitMs: 400, connections: 1 });
  try {
    return { delivery: await client.send({ from: 'help@desk.test', to: 'ana@customer.test', messageId: '<one@desk.test>', raw }), server };
  } finally {
    client.close();
    await server.stop();
  }
}

describe('what a failure of the mail relay means', () => {
  test('a mail that the relay took is sent', async () => {
    const { delivery, server } = await sendTo('fine');
    expect(delivery).toEqual({ end: 'sent', reference: '250 2.0.0 Taken' });
    expect(server.taken).toEqual(['<one@desk.test>']);
  });

  test.each<Oddity>(['drop before greeting', 'drop before DATA', 'drop at DATA'])(
    'a connection lost before the text (%s) is refused and may be tried again',
    async (oddity) => {
      const { delivery, server } = await sendTo(oddity);
      expect(delivery).toMatchObject({ end: 'refused', forGood: false, addressDead: false });
      expect(server.seen).toEqual([]);
    },
  );

  test('a relay that is not there is refused and may be tried again', async () => {
    const client = new EmailClient(`smtp://127.0.0.1:${String(await freePort())}`, { limitMs: 400 });
    expect(await client.send({ from: 'a@desk.test', to: 'b@customer.test', messageId: '<x>', raw: RAW('x') })).toMatchObject({
      end: 'refused',
      forGood: false,
    });
    client.close();
  });

  test('4xx for the recipient is refused and may be tried again', async () => {
    expect((await sendTo('4xx at RCPT')).delivery).toMatchObject({
      end: 'refused',
      why: expect.stringContaining('450 4.2.1'),
      forGood: false,
      addressDead: false,
    });
  });

  test('5xx for the recipient is the end at once, and the address is dead', async () => {
    expect((await sendTo('5xx at RCPT')).delivery).toMatchObject({ end: 'refused', forGood: true, addressDead: true });
  });

  test('5.7.x for the recipient is the end at once, but says nothing against the address', async () => {
    expect((await sendTo('5.7.1 at RCPT')).delivery).toMatchObject({ end: 'refused', forGood: true, addressDead: false });
  });

  test.each<Oddity>(['5xx at MAIL', '4xx after the dot', '5xx after the dot'])(
    'a reply is an answer (%s): refused, may be tried again',
    async (oddity) => {
      expect((await sendTo(oddity)).delivery).toMatchObject({ end: 'refused', forGood: false, addressDead: false });
    },
  );

  test.each<Oddity>(['drop after the dot', 'hang after the dot', 'nonsense after the dot'])(
    'no answer after the final dot (%s): it may have arrived',
    async (oddity) => {
      const { delivery, server } = await sendTo(oddity);
      expect(delivery).toMatchObject({ end: 'unknown' });
      expect(server.seen).toEqual(['<one@desk.test>']);
    },
  );

  test('a connection that the server closed meanwhile is replaced without anybody noticing', async () => {
    const server = await OddMailServer.start('fine', { gone: 'drop before DATA' });
    const client = new EmailClient(server.url, { limitMs: 2000, connections: 1 });
    const send = (to: string) =>
      client.send({ from: 'help@desk.test', to: `${to}@customer.test`, messageId: `<${to}@desk.test>`, raw: RAW(`${to}@desk.test`) });
    expect(await send('first')).toMatchObject({ end: 'sent' });
    expect(await send('gone')).toMatchObject({ end: 'refused', forGood: false });
    expect(await send('third')).toMatchObject({ end: 'sent' });
    expect(server.taken).toEqual(['<first@desk.test>', '<third@desk.test>']);
    client.close();
    await server.stop();
  });

  test('a mail that waits behind a slow one keeps its own time: both arrive, and none of them looks as if it may have', async () => {
    const server = await OddMailServer.start('slow after the dot');
    const limitMs = 1500;
    const client = new EmailClient(server.url, { limitMs, connections: 1 });
    const send = (id: string) =>
      client.send({ from: 'help@desk.test', to: 'ana@customer.test', messageId: `<${id}@desk.test>`, raw: RAW(`${id}@desk.test`) });
    const answered = (id: string, afterMs: number) =>
      until(`the relay reads ${id}`, () => server.slow.length === 1).then(() => pause(afterMs).then(() => server.release()));
    const ends = [send('first'), send('second')];
    await answered('first', limitMs * 0.6);
    await answered('second', limitMs * 0.6);
    expect((await Promise.all(ends)).map(({ end }) => end)).toEqual(['sent', 'sent']);
    expect(server.taken).toEqual(['<first@desk.test>', '<second@desk.test>']);
    client.close();
    await server.stop();
  });

  test('one recipient that is refused or hangs does not hold up the others', async () => {
    const server = await OddMailServer.start('fine', { dead: '5xx at RCPT', slow: 'hang after the dot' });
    const client = new EmailClient(server.url, { limitMs: 1500, connections: 2 });
    const names = ['slow', 'dead', ...Array.from({ length: 10 }, (_, n) => `c${String(n)}`)];
    const ends = await Promise.all(
      names.map(
        async (to) =>
          (
            await client.send({
              from: 'help@desk.test',
              to: `${to}@customer.test`,
              messageId: `<${to}@desk.test>`,
              raw: RAW(`${to}@desk.test`),
            })
          ).end,
      ),
    );
    expect(ends).toEqual(['unknown', 'refused', ...Array.from({ length: 10 }, () => 'sent')]);
    expect(server.taken).toHaveLength(10);
    client.close();
    await server.stop();
  });
});

import { uuidv7 } from 'uuidv7';
import { messageIdOf } from '../src/messages/mail-identity.service';
import { EmailWork, OutboxWork } from '../src/messages/messages.worker';
import { freePort } from './support/free-port';
import { MailDesk, type MadeTicket, SECRET } from './support/mail-desk';
import { type Oddity, OddMailServer } from './support/odd-mail-server';

const MINUTES_UNTIL_NEXT = [1, 5, 30, 120, 360];

describe('what the mail server answers, and what becomes of the message', () => {
  let server: OddMailServer;
  let desk: MailDesk;

  beforeAll(async () => {
    server = await OddMailServer.start('fine', {
      gone: '5xx at RCPT',
      denied: '5.7.1 at RCPT',
      slow: 'hang after the dot',
      lost: 'drop after the dot',
    });
    desk = await MailDesk.start(server.url, { limitMs: 800 });
  });

  afterAll(async () => {
    await desk.stop();
    await server.stop();
  });

  beforeEach(() => {
    server.usual = 'fine';
  });

  const idOf = (id: string | null) => messageIdOf(SECRET, id ?? '', 'desk.test');
  const reply = (ticket: MadeTicket, text = 'We are on it.') => desk.plan(ticket, 'staff_reply', { vars: { text } });
  const newsOf = async (staffId: string) =>
    (await desk.sql<{ text: string }>('SELECT text FROM notification WHERE staff_id = $1', [staffId])).map((row) => row.text);

  test.each<Oddity>(['4xx after the dot', '5xx after the dot', '4xx at RCPT', 'drop at DATA'])(
    'a mail that is refused (%s) is tried six times within nine hours, then it is dead',
    async (oddity) => {
      server.usual = oddity;
      const owner = await desk.person('agent');
      const ticket = await desk.ticket({ owner });
      const id = await reply(ticket);
      for (const [index, minutes] of MINUTES_UNTIL_NEXT.entries()) {
        await desk.settle();
        expect(await desk.message(id)).toMatchObject({ state: 'pending', attempts: index + 1, minutes_left: minutes });
        await desk.settle();
        expect((await desk.message(id)).attempts).toBe(index + 1);
        await desk.shift(minutes);
      }
      await desk.settle();
      expect(await desk.message(id)).toMatchObject({ state: 'dead', attempts: 6 });
      expect(await newsOf(owner)).toEqual([expect.stringContaining(`The reply of R-${String(ticket.number)} did not reach the customer`)]);
      expect(server.taken).not.toContain(idOf(id));
    },
  );

  test('a mail server that is not there loses nothing', async () => {
    const away = await MailDesk.start(`smtp://127.0.0.1:${String(await freePort())}`);
    const id = await away.plan(await away.ticket(), 'staff_reply', { vars: { text: 'Hello.' } });
    await away.settle();
    expect(await away.message(id)).toMatchObject({ state: 'pending', attempts: 1, last_error: expect.stringContaining('ECONNREFUSED') });
    await away.stop();
  });

  test('edge 116: a mailbox that does not exist ends the message at once, marks the address, tells the owner, and the next message goes to the other address', async () => {
    const owner = await desk.person('agent');
    const ticket = await desk.ticket({ owner, email: 'gone@customer.test' });
    const id = await reply(ticket);
    await desk.settle();
    expect(await desk.message(id)).toMatchObject({ state: 'dead', attempts: 1, last_error: '550 5.1.1 No such mailbox' });
    expect(await desk.sql('SELECT state FROM address WHERE customer_id = $1', [ticket.customerId])).toEqual([{ state: 'dead' }]);
    expect(await newsOf(owner)).toHaveLength(1);
    expect(await reply(ticket)).toBeNull();
    await desk.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at) VALUES ($1, $2, 'email', 'new@customer.test', 'new@customer.test', desk_now())`,
      [uuidv7(), ticket.customerId],
    );
    const next = await reply(ticket);
    await desk.settle();
    expect(await desk.message(next)).toMatchObject({ state: 'sent', to_address: 'new@customer.test' });
  });

  test('a relay that refuses by its own rules ends the message but not the address', async () => {
    const ticket = await desk.ticket({ email: 'denied@customer.test' });
    const id = await reply(ticket);
    await desk.settle();
    expect(await desk.message(id)).toMatchObject({ state: 'dead', attempts: 1 });
    expect(await desk.sql('SELECT state FROM address WHERE customer_id = $1', [ticket.customerId])).toEqual([{ state: 'live' }]);
  });

  test('messages that wait while their address dies are not tried any more', async () => {
    const ticket = await desk.ticket({ state: 'waiting_customer', question: 'Which colour?' });
    const id = await desk.plan(ticket, 'question', { vars: { question: 'Which colour?' } });
    await desk.sql(`UPDATE address SET state = 'dead' WHERE customer_id = $1`, [ticket.customerId]);
    await desk.settle();
    expect(await desk.message(id)).toMatchObject({ state: 'dead', last_error: 'the address is dead' });
  });

  test.each(['lost', 'slow'])(
    'a mail without an answer after its last line (%s) may have arrived: it is never sent again by itself, and what follows it waits',
    async (to) => {
      const owner = await desk.person('agent');
      const ticket = await desk.ticket({ email: `${to}@customer.test`, owner });
      const id = await reply(ticket);
      await desk.settle();
      const second = await reply(ticket, 'And another thing.');
      for (const minutes of [0, 10, 600, 3000]) {
        await desk.shift(minutes);
        await desk.settle();
      }
      expect(await desk.message(id)).toMatchObject({ state: 'uncertain', attempts: 1 });
      expect(await desk.message(second)).toMatchObject({ state: 'pending', attempts: 0 });
      expect(server.seen.filter((seen) => seen === idOf(id))).toHaveLength(1);
      expect(await newsOf(owner)).toEqual([expect.stringContaining('may not have arrived')]);
      await desk.sql(`UPDATE message SET state = 'cancelled' WHERE id = $1`, [id]);
    },
  );

  test('one mail that hangs does not hold up the others', async () => {
    const slow = await reply(await desk.ticket({ email: 'slow@customer.test' }));
    const others = await Promise.all(Array.from({ length: 30 }, async () => reply(await desk.ticket())));
    await desk.settle();
    expect((await desk.message(slow)).state).toBe('uncertain');
    expect(new Set(await Promise.all(others.map(async (id) => (await desk.message(id)).state)))).toEqual(new Set(['sent']));
  });

  test('what a dead process was sending may have arrived; only where the provider knows our key it is sent again', async () => {
    const [mail, keyed, fresh] = [await reply(await desk.ticket()), await reply(await desk.ticket()), await reply(await desk.ticket())];
    const claimed = (id: string | null, leaseMinutes: number) =>
      desk.sql(
        `UPDATE message SET state = 'sending', attempts = 1, first_attempt_at = desk_now(), lease_token = $2, lease_until = clock_timestamp() + make_interval(mins => $3) WHERE id = $1`,
        [id, uuidv7(), leaseMinutes],
      );
    await claimed(mail, -1);
    await claimed(keyed, -1);
    await claimed(fresh, 1);
    await desk.sql(`UPDATE message SET retry_class = 'A' WHERE id = $1`, [keyed]);
    await desk.work(OutboxWork).run();
    expect(await desk.message(mail)).toMatchObject({ state: 'uncertain', last_error: 'the program ended while this was being sent' });
    expect(await desk.message(keyed)).toMatchObject({ state: 'pending' });
    expect(await desk.message(fresh)).toMatchObject({ state: 'sending' });
    await desk.settle();
    expect(server.taken).toContain(idOf(keyed));
    expect(server.taken).not.toContain(idOf(mail));
  });

  test('a worker that was slower than its lease changes nothing any more', async () => {
    const id = await reply(await desk.ticket({ email: 'slow@customer.test' }));
    const run = desk.work(EmailWork).run();
    for (let state = ''; state !== 'sending'; state = (await desk.message(id)).state);
    await desk.sql(`UPDATE message SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`, [id]);
    await desk.work(OutboxWork).run();
    expect((await desk.message(id)).last_error).toBe('the program ended while this was being sent');
    await run;
    expect(await desk.message(id)).toMatchObject({ state: 'uncertain', last_error: 'the program ended while this was being sent' });
  });

  test('a program that stops gives back what it had not begun', async () => {
    server.usual = 'hang after the dot';
    const leaving = await MailDesk.start(server.url, { limitMs: 800, beside: desk });
    const ids = await Promise.all(Array.from({ length: 40 }, async () => reply(await desk.ticket())));
    const run = leaving.work(EmailWork).run();
    for (let state = ''; state !== 'sending'; state = (await desk.message(ids[0] ?? null)).state);
    await leaving.stop();
    await run;
    const messages = await Promise.all(ids.map((id) => desk.message(id)));
    expect(messages.filter((message) => message.state === 'sending')).toEqual([]);
    const back = messages.filter((message) => message.state === 'pending' && message.attempts === 0);
    const begun = messages.filter((message) => message.state === 'uncertain' || message.attempts === 1);
    expect(back.length + begun.length).toBe(40);
    expect(back.length).toBeGreaterThan(20);
    await desk.sql(`UPDATE message SET state = 'cancelled' WHERE id = ANY($1) AND state <> 'sent'`, [ids]);
  });

  test('without a relay messages are held, visibly, and leave once one is set', async () => {
    const silent = await MailDesk.start(null, { beside: desk });
    const ticket = await desk.ticket();
    const id = await silent.plan(ticket, 'staff_reply', { vars: { text: 'Hello.' } });
    await silent.settle();
    expect(await desk.message(id)).toMatchObject({ state: 'held', last_error: 'no mail relay' });
    expect(await silent.transaction((tx) => silent.messages.reachable(tx, ticket.customerId, 'email'))).toEqual({
      ok: false,
      why: 'No mail relay is set: ask by phone and log it.',
    });
    await silent.stop();
    expect(await desk.messages.releaseHeld()).toBe(1);
    await desk.settle();
    expect(server.taken).toContain(idOf(id));
  });
});

import type { Client, Json } from '../support/client';
import { FaultDesk } from '../support/fault-desk';
import { OddMailServer } from '../support/odd-mail-server';
import { done } from '../support/one-up';
import { until } from '../support/until';

/**
 * The power fails at a named point: the program is killed while its transaction hangs at COMMIT, so that it never learns how that ended, and the
 * transaction was either committed or lost. Then it is started again. Nothing acknowledged may be gone, nothing may have happened twice.
 */

let desk: FaultDesk;
let mail: OddMailServer;
let session: string;
let counter = 0;

beforeAll(async () => {
  mail = await OddMailServer.start();
  desk = await FaultDesk.make({ SMTP_URL: mail.url });
  await desk.start();
  session = await desk.signIn('agent');
}, 120_000);
afterAll(async () => {
  await desk.end();
  await mail.stop();
});

const agent = (): Client => desk.client(session);

function complaint(over: object = {}): Json {
  counter += 1;
  return {
    channel: 'phone',
    text: 'The wheels came loose.',
    touchPoint: 'service_support',
    severity: 'S3',
    customer: { name: 'Ann Lee', email: `ann${String(counter)}@customer.test` },
    ...over,
  };
}

async function one(text: string, params: unknown[]): Promise<number> {
  return (await desk.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`, params))[0]?.count ?? -1;
}

const ticketsOf = (email: string): Promise<number> => one(`ticket t JOIN address a USING (customer_id) WHERE a.value_norm = $1`, [email]);

/** The numbers of the timeline go up by one, and nothing stands there twice. */
async function expectWholeTimelines(): Promise<void> {
  expect(await desk.sql(`SELECT ticket_id FROM ticket_event GROUP BY 1 HAVING max(seq) <> count(*) OR min(seq) <> 1`)).toEqual([]);
  expect(
    await desk.sql(`SELECT t.id FROM ticket t WHERE t.event_seq <> (SELECT count(*) FROM ticket_event e WHERE e.ticket_id = t.id)`),
  ).toEqual([]);
}

async function receipts(email: string): Promise<void> {
  await desk.untilRows(`SELECT id FROM message WHERE to_address = $1 AND kind = 'receipt' AND state = 'sent'`, [email]);
  const ids = await desk.sql<{ id: string }>(`SELECT id FROM message WHERE to_address = $1 AND kind = 'receipt'`, [email]);
  expect(ids).toHaveLength(1);
  expect(mail.taken.filter((id) => id.includes(ids[0]?.id ?? '-'))).toHaveLength(1);
}

describe.each(['lost', 'committed'] as const)('the power fails at COMMIT and the transaction is %s:', (outcome) => {
  test('a complaint being taken is one ticket after the retry, with one receipt', async () => {
    const body = complaint();
    const key = `power-${outcome}`;
    await desk.hangAtCommit('INSERT', 'ticket');
    const first = agent().post('complaints', body, { key });
    const broken = expect(first).rejects.toThrow();
    await desk.killAtCommit('ticket', outcome);
    await broken;
    expect(await ticketsOf(body.customer.email)).toBe(outcome === 'lost' ? 0 : 1);
    await desk.start();
    const [second, third] = [await agent().post('complaints', body, { key }), await agent().post('complaints', body, { key })];
    expect([second.status, third.status, third.body]).toEqual([201, 201, second.body]);
    expect(await ticketsOf(body.customer.email)).toBe(1);
    await receipts(body.customer.email);
    await expectWholeTimelines();
  });

  test('a mail that was not acknowledged is one ticket after its server sends it again', async () => {
    const from = `mail-${outcome}@customer.test`;
    const letter = { from, subject: 'Broken', messageId: `<${outcome}@customer.test>` };
    await desk.hangAtCommit('INSERT', 'inbound_message');
    const broken = expect(desk.sendMail(letter)).rejects.toThrow();
    await desk.killAtCommit('inbound_message', outcome);
    await broken;
    await desk.start();
    await desk.sendMail(letter);
    await until('all mail is worked on', async () => (await one(`inbound_message WHERE state = 'pending'`, [])) === 0);
    expect(await ticketsOf(from)).toBe(1);
    await receipts(from);
  });

  test('an acknowledged mail that was being worked on is one ticket, without anybody sending it again', async () => {
    const from = `worked-${outcome}@customer.test`;
    await desk.hangAtCommit('INSERT', 'ticket');
    await desk.sendMail({ from, subject: 'Broken', messageId: `<worked-${outcome}@customer.test>` });
    await desk.killAtCommit('ticket', outcome);
    await desk.start();
    await desk.timePasses(6);
    await desk.untilRows(`SELECT id FROM inbound_message WHERE from_address = $1 AND state = 'done'`, [from]);
    expect(await ticketsOf(from)).toBe(1);
    await receipts(from);
    await expectWholeTimelines();
  });

  test('clocks that are firing fire each point once', async () => {
    await done(agent().post('complaints', complaint()));
    await desk.hangAtCommit('INSERT', 'timer_event');
    await desk.timePasses(3 * 24 * 60);
    await desk.killAtCommit('timer_event', outcome);
    await desk.start();
    await until(
      'all clocks have fired',
      async () => (await one(`timer WHERE state = 'running' AND next_point_at <= desk_now()`, [])) === 0,
    );
    await until('all points are told', async () => (await one(`timer_event WHERE state = 'pending'`, [])) === 0);
    expect(await one(`timer_event`, [])).toBe(await one(`ticket_event WHERE kind = 'clock_point'`, []));
    expect(await one(`timer_event`, [])).toBeGreaterThan(0);
    await expectWholeTimelines();
  });

  test('whoever is to be told of a broken promise is told once', async () => {
    const { ticket } = await done(agent().post('complaints', complaint()));
    await desk.hangAtCommit('INSERT', 'notification', `NEW.ticket_id = '${String(ticket.id)}'`);
    await desk.timePasses(4 * 24 * 60);
    await desk.killAtCommit('notification', outcome);
    await desk.start();
    await desk.timePasses(10);
    await until('all points are told', async () => (await one(`timer_event WHERE state = 'pending'`, [])) === 0);
    expect(await one('notification WHERE ticket_id = $1', [ticket.id])).toBeGreaterThan(0);
    const twice = `SELECT staff_id FROM notification WHERE ticket_id = $1 GROUP BY staff_id, kind, point, text HAVING count(*) > 1`;
    expect(await desk.sql(twice, [ticket.id])).toEqual([]);
  });

  test('the suggestions after a fix are made once', async () => {
    const { ticket } = await done(agent().post('complaints', complaint()));
    await desk.hangAtCommit('INSERT', 'gesture');
    await done(agent().post(`tickets/${String(ticket.id)}/fix-delivered`, FIX));
    await desk.killAtCommit('gesture', outcome);
    await desk.start();
    await desk.timePasses(2);
    await desk.untilRows(`SELECT id FROM ticket_work WHERE ticket_id = $1 AND kind = 'suggest' AND state = 'done'`, [ticket.id]);
    expect(await one('gesture WHERE ticket_id = $1', [ticket.id])).toBeGreaterThan(0);
    expect(await desk.sql('SELECT type_version_id FROM gesture WHERE ticket_id = $1 GROUP BY 1 HAVING count(*) > 1', [ticket.id])).toEqual(
      [],
    );
    await expectWholeTimelines();
  });

  test('a mail that was taken up and not begun leaves at most once', async () => {
    const body = complaint();
    await desk.hangAtCommit('UPDATE', 'message', `NEW.state = 'sending' AND NEW.to_address = '${String(body.customer.email)}'`);
    await done(agent().post('complaints', body));
    await desk.killAtCommit('message', outcome);
    await desk.start();
    await desk.timePasses(2);
    if (outcome === 'lost') await expectOnce(body.customer.email, 'sent', 1);
    else await expectOnce(body.customer.email, 'uncertain', 0);
  });

  test('a mail that the relay took and whose end was not written down is never sent a second time', async () => {
    const body = complaint();
    await desk.hangAtCommit('UPDATE', 'message', `NEW.state = 'sent' AND NEW.to_address = '${String(body.customer.email)}'`);
    await done(agent().post('complaints', body));
    await desk.killAtCommit('message', outcome);
    await desk.start();
    await desk.timePasses(2);
    await expectOnce(body.customer.email, outcome === 'lost' ? 'uncertain' : 'sent', 1);
  });
});

describe('the power fails while a mail is being sent:', () => {
  afterEach(() => {
    mail.usual = 'fine';
  });

  test('before the relay said yes to anything: nobody has it, and a person decides', async () => {
    const body = complaint();
    mail.usual = 'hang at MAIL';
    await done(agent().post('complaints', body));
    await until('the relay is told of a mail', () => mail.hanging.length > 0);
    await desk.running.kill();
    mail.usual = 'fine';
    await desk.start();
    await desk.timePasses(2);
    await expectOnce(body.customer.email, 'uncertain', 0);
  });

  test('after its last line: the relay may have it, and it is not sent a second time', async () => {
    const body = complaint();
    mail.usual = 'hang after the dot';
    const before = mail.seen.length;
    await done(agent().post('complaints', body));
    await until('the relay has read it', () => mail.seen.length > before);
    await desk.running.kill();
    mail.usual = 'fine';
    await desk.start();
    await desk.timePasses(2);
    await expectOnce(body.customer.email, 'uncertain', 1);
  });
});

/** The message ends in this state, and stays there while others leave; the relay has read it so many times. */
async function expectOnce(email: string, state: 'sent' | 'uncertain', read: number): Promise<void> {
  const of = `SELECT id, state FROM message WHERE to_address = $1`;
  await desk.untilRows(`${of} AND state = '${state}'`, [email]);
  const other = complaint();
  await done(agent().post('complaints', other));
  await desk.untilRows(`${of} AND state = 'sent'`, [other.customer.email]);
  const [message, ...more] = await desk.sql<{ id: string; state: string }>(of, [email]);
  expect([message?.state, more]).toEqual([state, []]);
  expect(mail.seen.filter((id) => id.includes(message?.id ?? '-'))).toHaveLength(read);
}

const FIX = {
  kind: 'redo',
  summary: 'The wheels were not tightened. We did all four again and tried them on the road.',
  decision: 'upheld',
  fault: 'ours',
  cause: 'process',
  apology: { given: true },
};

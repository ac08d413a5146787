import { MessagesService, type PlannedMessage } from '../src/messages/messages.service';
import { StatusSteps } from '../src/messages/status-steps.service';
import { Database } from '../src/platform/database/database';
import type { Client, Json } from './support/client';
import { complaint, done } from './support/one-up';
import { call, reports, SmsProvider, standardCall, texts } from './support/sms-provider';
import { World } from './support/world';

let sms: SmsProvider;
let world: World;
let agent: Client;
let counter = 0;

const HOUR = 3_600_000;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  agent = await world.signIn('agent');
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});

interface Known {
  id: string;
  customerId: string;
  phone: string;
  email: string;
}

/** A complaint that was taken by phone from somebody new. What they have is said by `has`. */
async function ticket(has: ('phone' | 'email')[] = ['phone'], over: object = {}): Promise<Known> {
  counter += 1;
  const phone = `+1212555${String(2000 + counter)}`;
  const email = `sms${String(counter)}@customer.test`;
  const customer = { name: 'Ann Lee', ...(has.includes('phone') ? { phone } : {}), ...(has.includes('email') ? { email } : {}) };
  const id = await complaint(agent, { channel: 'phone', customer, ...over });
  await world.settle();
  const [row] = await world.sql<{ id: string }>('SELECT customer_id AS id FROM ticket WHERE id = $1', [id]);
  return { id, phone, email, customerId: row?.id ?? '' };
}

/** What the desk plans by itself, in a transaction of its own; then it is done. */
async function plan(
  { id: ticketId, customerId }: Known,
  kind: PlannedMessage['kind'],
  wish: Partial<PlannedMessage> = {},
): Promise<string> {
  counter += 1;
  const effectKey = `test:${String(counter)}`;
  const planned = await world.desk.app.get(Database).transaction(async (tx) => {
    const now = await tx.now();
    const what = { effectKey, kind, class: 'service', ticketId, customerId, cycle: 1, vars: { text: 'News.' }, now } as const;
    return world.desk.app.get(MessagesService).plan(tx, { ...what, ...wish });
  });
  await world.settle();
  return planned ?? '';
}

async function message(id: string): Promise<Json> {
  return (await world.sql('SELECT * FROM message WHERE id = $1', [id]))[0];
}

const events = async (id: string): Promise<string[]> =>
  (await world.sql<{ kind: string }>('SELECT kind FROM ticket_event WHERE ticket_id = $1 ORDER BY seq', [id])).map(({ kind }) => kind);
const tasks = async (query: string): Promise<Json[]> => (await done(agent.get(`tasks?${query}`))).items;

describe('which way a message takes', () => {
  test('who left only a number gets the receipt as a text, once, under our own name for it', async () => {
    const { id, phone } = await ticket();
    const [text, ...more] = sms.to(phone);
    expect(more).toEqual([]);
    expect(text?.body).toMatch(/\/s\//);
    const [row] = await world.sql(
      `SELECT id, state, receipt, provider_ref, segments FROM message WHERE ticket_id = $1 AND kind = 'receipt'`,
      [id],
    );
    expect(row).toMatchObject({ id: text?.reference, state: 'sent', receipt: 'accepted', provider_ref: text?.sid });
    expect(row?.['segments']).toBeGreaterThan(0);
    expect(sms.calls.at(-1)?.authorization).toBe(`Basic ${Buffer.from('account:token').toString('base64')}`);
  });

  test('e-mail comes first; what the customer asked for beats it, and the wish on this complaint beats that', async () => {
    const one = await ticket(['phone', 'email']);
    expect(sms.to(one.phone)).toEqual([]);
    await done(agent.put(`customers/${one.customerId}/preferred-channel`, { channel: 'sms' }));
    expect((await message(await plan(one, 'closing_note'))).channel).toBe('sms');
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'email' }));
    expect((await message(await plan(one, 'closing_note'))).channel).toBe('email');
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'call' }));
    const called = await plan(one, 'sorry_again');
    expect(await message(called)).toMatchObject({ channel: 'call', state: 'held', held_for: 'person' });
    expect((await tasks(`ticket=${one.id}`)).map(({ kind, address, messageId }) => [kind, address, messageId])).toEqual([
      ['call', one.phone, called],
    ]);
  });

  test('who answers by text is answered by text', async () => {
    const one = await ticket(['phone', 'email']);
    await plan(one, 'staff_reply', { channel: 'sms', vars: { text: 'Is it the left wheel?', subject: 'Wheel' }, automatic: false });
    expect(await texts(world, one.phone, 'Yes, the left one.')).toBe(204);
    await world.settle();
    const contacts = (await done(agent.get(`tickets/${one.id}/contacts`))).items;
    expect(contacts.find((contact: Json) => contact.text === 'Yes, the left one.')).toMatchObject({ channel: 'sms', direction: 'in' });
    expect(await events(one.id)).toContain('customer_wrote');
    expect((await message(await plan(one, 'sorry_again', { vars: {} }))).channel).toBe('sms');
  });

  test('a text from a stranger about a complaint is shown as a stranger’s, and one about nothing is read by a person', async () => {
    expect(await texts(world, '+12125559999', 'Where is my parcel?')).toBe(204);
    await world.settle();
    const manager = await world.signIn('manager');
    const open = (await done(manager.get('tasks?kind=human_check'))).items;
    expect(open.map(({ script }: Json) => script).join()).toContain('Where is my parcel?');
    expect(await texts(world, '+12125559998', 'Cancel my order')).toBe(204);
    await world.settle();
    const unclear = (await done(manager.get('tasks?kind=human_check'))).items.filter(({ address }: Json) => address === '+12125559998');
    expect(unclear).toHaveLength(1);
  });

  test('a mail that comes back goes on as a text, and the owner is told', async () => {
    const one = await ticket(['phone', 'email']);
    const id = await plan(one, 'sorry_again', { vars: {} });
    expect(await message(id)).toMatchObject({ channel: 'email', state: 'sent' });
    const body = { type: 'message.bounced', data: { reference: id, permanent: true, addressDead: true, reason: 'No such mailbox' } };
    expect(await standardCall(world, 'evt-1', body)).toBe(204);
    expect(await standardCall(world, 'evt-1', body)).toBe(204);
    await world.settle();
    expect(await message(id)).toMatchObject({ channel: 'sms', state: 'sent', round: 2 });
    expect(sms.to(one.phone)).toHaveLength(1);
    expect(await world.sql(`SELECT state FROM address WHERE value_norm = $1`, [one.email])).toEqual([{ state: 'dead' }]);
    expect(await world.sql(`SELECT text FROM notification WHERE ticket_id = $1 AND kind = 'message_moved'`, [one.id])).toHaveLength(1);
  });
});

describe('stop, start, not me', () => {
  test('edge 111: STOP to the receipt is confirmed once; then there are no texts, and the ticket says so', async () => {
    const one = await ticket();
    expect(await texts(world, one.phone, 'STOP')).toBe(204);
    expect(await texts(world, one.phone, 'Stop.')).toBe(204);
    await world.settle();
    const after = sms.to(one.phone).slice(1);
    expect(after).toHaveLength(1);
    expect(after[0]?.body).not.toMatch(/offer|buy|discount/i);
    expect(await events(one.id)).toContain('texts_off');
    const { items } = await done(agent.get(`tickets/${one.id}/events`));
    expect(JSON.stringify(items)).toContain('Do not text; call');
    const next = await plan(one, 'sorry_again', { vars: {} });
    expect(await message(next)).toMatchObject({ channel: 'call', state: 'held' });
    expect(sms.to(one.phone)).toHaveLength(2);
  });

  test('edge 111: what was waiting as a text when STOP came goes out by e-mail', async () => {
    const one = await ticket(['phone', 'email']);
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'sms' }));
    const id = await plan(one, 'sorry_again', { vars: {}, notBefore: new Date((await world.now()).getTime() + 60_000) });
    await texts(world, one.phone, 'Please don’t text me');
    await world.shift(61_000);
    expect(await message(id)).toMatchObject({ channel: 'email', state: 'sent' });
    expect(sms.to(one.phone).map(({ reference }) => reference)).not.toContain(id);
  });

  test('START by the same hand opens texts again', async () => {
    const one = await ticket();
    await texts(world, one.phone, 'STOP');
    await texts(world, one.phone, 'START');
    await world.settle();
    expect(await events(one.id)).toContain('texts_on');
    expect(await message(await plan(one, 'sorry_again', { vars: {} }))).toMatchObject({ channel: 'sms', state: 'sent' });
  });

  test('edge 112: "Please stop, but do call me about my car" is read by a person; until then no text goes, and calls go on', async () => {
    const one = await ticket();
    await texts(world, one.phone, 'Cancel my order');
    await world.settle();
    const id = await plan(one, 'sorry_again', { vars: {} });
    expect(await message(id)).toMatchObject({ state: 'held', held_for: 'check' });
    const [check] = await tasks(`kind=human_check&ticket=${one.id}`);
    expect(check.script).toContain('Cancel my order');
    await done(agent.post(`tasks/${String(check.id)}/done`, { outcome: 'not_stop', note: 'It was about the order.' }));
    await world.settle();
    expect(await message(id)).toMatchObject({ state: 'sent', channel: 'sms' });
  });

  test('edge 112: where the person finds that texts are not wanted, the message is brought by a call', async () => {
    const one = await ticket();
    await texts(world, one.phone, 'Please stop, but do call me about my car');
    await world.settle();
    const [check] = await tasks(`kind=human_check&ticket=${one.id}`);
    if (check) await done(agent.post(`tasks/${String(check.id)}/done`, { outcome: 'stop' }));
    const id = await plan(one, 'sorry_again', { vars: {} });
    expect(await message(id)).toMatchObject({ channel: 'call', state: 'held' });
  });

  test('edge 130: a stranger has the number now: nothing goes there any more, and the owner is told', async () => {
    const one = await ticket();
    await done(agent.post(`tickets/${one.id}/take`));
    await texts(world, one.phone, 'Wrong number');
    await world.settle();
    expect(await world.sql('SELECT state FROM address WHERE value_norm = $1', [one.phone])).toEqual([{ state: 'dead' }]);
    const told = await world.sql<{ text: string }>(`SELECT text FROM notification WHERE ticket_id = $1`, [one.id]);
    expect(told.map(({ text }) => text).join()).toContain('Find out the right one');
    const before = sms.to(one.phone).length;
    expect(await plan(one, 'sorry_again', { vars: {} })).toBe('');
    expect(sms.to(one.phone)).toHaveLength(before);
  });
});

describe('at which hour, and how many', () => {
  test('edge 114: a message due at 21:30 waits until the morning and is written anew then, or not at all where it is outdated', async () => {
    const [one, other] = [await ticket(), await ticket()];
    await world.setClock('2026-12-09T02:30:00Z'); // 21:30 on Tuesday in New York
    const waiting = await plan(one, 'sorry_again', { vars: {} });
    const outdated = await plan(other, 'sorry_again', { vars: {}, sendBefore: new Date('2026-12-09T08:00:00Z') });
    expect(await message(waiting)).toMatchObject({ state: 'pending', attempts: 0, not_before: new Date('2026-12-09T13:00:00Z') });
    await world.sql(`UPDATE customer SET name = 'Zoe Newname' WHERE id = $1`, [one.customerId]);
    await world.setClock('2026-12-09T12:59:00Z');
    expect(await message(waiting)).toMatchObject({ state: 'pending' });
    await world.shift(2 * 60_000);
    expect(await message(waiting)).toMatchObject({ state: 'sent' });
    expect(sms.to(one.phone).at(-1)?.reference).toBe(waiting);
    expect(await message(outdated)).toMatchObject({
      state: 'cancelled',
      last_error: expect.stringMatching(/^outdated: it was to be sent before/),
    });
  });

  test('an answer to what the customer has just written goes out at night too', async () => {
    await world.setClock('2026-12-10T04:00:00Z');
    const one = await ticket();
    expect(sms.to(one.phone)).toHaveLength(1);
    await world.setClock('2026-12-10T16:00:00Z');
  });

  test('a customer gets three automatic gifts and surveys in a day over all complaints; the fourth waits until there is room', async () => {
    const one = await ticket(['email']);
    await world.sql(`UPDATE ticket SET state = 'following_up' WHERE id = $1`, [one.id]);
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await plan(one, 'survey', { class: 'survey', vars: {} }));
    const states = await Promise.all(ids.map(async (id) => (await message(id)).state));
    expect(states).toEqual(['sent', 'sent', 'sent', 'pending']);
    expect((await message(ids[3] ?? '')).last_error).toContain('enough automatic messages');
    await world.shift(24 * HOUR + 60_000);
    expect(await message(ids[3] ?? '')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('a survey is left with one click of the mail program, every mail says where to choose, and the next survey does not leave', async () => {
    const one = await ticket(['email']);
    await world.sql(`UPDATE ticket SET state = 'following_up' WHERE id = $1`, [one.id]);
    await plan(one, 'survey', { class: 'survey', vars: {} });
    const [receipt, survey] = world.sink.to(one.email);
    expect(receipt?.header('list-unsubscribe')).toBeUndefined();
    expect(receipt?.text).toContain('/public/preferences/');
    expect(survey?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const url = /<(.+)>/.exec(survey?.header('list-unsubscribe') ?? '')?.[1]?.replace('localhost', '127.0.0.1') ?? '';
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    expect(answer.status).toBeLessThan(300);
    expect(await message(await plan(one, 'survey', { class: 'survey', vars: {} }))).toMatchObject({
      state: 'cancelled',
      last_error: 'consent: the customer does not want messages of this sort',
    });
    expect(await message(await plan(one, 'sorry_again', { vars: {} }))).toMatchObject({ state: 'sent' });
  });

  test('steps of the work within half an hour are told together, each once, and the next ones four hours later', async () => {
    const one = await ticket(['email']);
    const tell = async (effectKey: string, text: string): Promise<string | null> =>
      world.desk.app
        .get(Database)
        .transaction(async (tx) =>
          world.desk.app
            .get(StatusSteps)
            .tell(tx, { effectKey, ticketId: one.id, customerId: one.customerId, cycle: 1, text, now: await tx.now() }),
        );
    const first = await tell('step:1', 'The part is ordered.');
    expect(await tell('step:2', 'The courier has it.')).toBe(first);
    expect(await tell('step:1', 'The part is ordered.')).toBeNull();
    await world.shift(31 * 60_000);
    const mails = world.sink.to(one.email).filter((mail) => mail.text.includes('The part is ordered.'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('The courier has it.');
    const second = await tell('step:3', 'It is ready.');
    expect(second).not.toBe(first);
    await world.shift(2 * HOUR);
    expect(await message(second ?? '')).toMatchObject({ state: 'pending' });
    await world.shift(2 * HOUR);
    expect(await message(second ?? '')).toMatchObject({ state: 'sent' });
  });
});

describe('what the provider reports', () => {
  test('edge 116: accepted, then failed: it is tried again, then another way; a late success makes it no second message', async () => {
    const one = await ticket(['phone', 'email']);
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'sms' }));
    const id = await plan(one, 'sorry_again', { vars: {} });
    const [first] = sms.to(one.phone);
    if (!first) throw new Error('no text');
    expect(await reports(world, first, 'undelivered', '30003')).toBe(204);
    expect(await message(id)).toMatchObject({ state: 'pending', round: 2, channel: 'sms' });
    expect(await reports(world, first, 'delivered')).toBe(204);
    await world.shift(10 * HOUR);
    expect(await message(id)).toMatchObject({ state: 'sent', receipt: 'delivered', provider_ref: first.sid });
    expect(sms.to(one.phone)).toHaveLength(1);
    expect(world.sink.to(one.email).filter((mail) => mail.subject.includes('sorry'))).toEqual([]);
  });

  test('edge 116: what never arrives by text after all attempts goes out once by e-mail', async () => {
    await world.setClock('2027-01-12T18:00:00Z');
    const one = await ticket(['phone', 'email']);
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'sms' }));
    // nothing else is told in these days
    await done(agent.post(`tickets/${one.id}/pause`, { reason: 'customer_date', until: '2027-01-22T18:00:00Z' }));
    const before = world.sink.to(one.email).length;
    const id = await plan(one, 'sorry_again', { vars: {} });
    for (let n = 0; n < 6; n += 1) {
      const last = sms.to(one.phone).at(-1);
      if (last) await reports(world, last, 'failed', '30003');
      await world.shift(24 * HOUR);
    }
    expect(await message(id)).toMatchObject({ channel: 'email', state: 'sent' });
    expect(new Set(sms.to(one.phone).map(({ reference }) => reference)).size).toBe(6);
    expect(world.sink.to(one.email)).toHaveLength(before + 1);
    await reports(world, sms.to(one.phone)[2] as never, 'delivered');
    await world.settle();
    expect(world.sink.to(one.email)).toHaveLength(before + 1);
  });

  test('reports come twice and out of order; a state only moves forward', async () => {
    const one = await ticket();
    const [text] = sms.to(one.phone);
    if (!text) throw new Error('no text');
    for (const status of ['delivered', 'sent', 'delivered', 'queued', 'failed']) expect(await reports(world, text, status)).toBe(204);
    expect(await message(text.reference)).toMatchObject({ state: 'sent', receipt: 'delivered' });
    expect(await world.sql('SELECT kind FROM delivery_event WHERE message_id = $1', [text.reference])).toHaveLength(4);
  });

  test('a report that comes before its message has a name waits for it', async () => {
    const early = await call(world, { MessageSid: 'SM-early', MessageStatus: 'delivered' });
    expect(early).toBe(204);
    const one = await ticket();
    const [text] = sms.to(one.phone);
    await world.sql(`UPDATE message SET provider_ref = 'SM-early' WHERE id = $1`, [text?.reference]);
    await world.settle();
    expect(await message(text?.reference ?? '')).toMatchObject({ receipt: 'delivered' });
  });

  test('what is not signed, wrongly signed or too old is not believed', async () => {
    const fields = { MessageSid: 'X', From: '+12125550123', Body: 'STOP' };
    expect(await call(world, fields, { secret: 'another-secret-that-is-long-enough' })).toBe(401);
    expect(await call(world, fields, { ageSeconds: 301 })).toBe(401);
    expect(await call(world, fields, { ageSeconds: -301 })).toBe(401);
    expect((await fetch(`${world.url}/webhooks/sms`, { method: 'POST', body: new URLSearchParams(fields) })).status).toBe(401);
    expect(await world.sql(`SELECT id FROM inbound_text WHERE source_id = 'X'`)).toEqual([]);
  });
});

describe('what people bring', () => {
  test('a call is listed, printed, and done; nobody reached sends the message on, and no way left is a task too', async () => {
    const one = await ticket();
    await done(agent.put(`tickets/${one.id}/wish-channel`, { channel: 'call' }));
    const id = await plan(one, 'fix_summary', { vars: { summary: 'The wheel <b>is</b> on again.' } });
    const [task] = await tasks(`ticket=${one.id}`);
    const page = await agent.get(`tasks/${String(task.id)}/print`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain(one.phone);
    expect(page.text).toContain('&lt;b&gt;is');
    expect((await agent.post(`tasks/${String(task.id)}/done`, { outcome: 'sent' })).status).toBe(400);
    expect(await done(agent.post(`tasks/${String(task.id)}/done`, { outcome: 'reached', note: 'All fine.' }))).toMatchObject({
      state: 'done',
      outcome: 'reached',
    });
    expect((await agent.post(`tasks/${String(task.id)}/done`, { outcome: 'reached' })).status).toBe(409);
    expect(await message(id)).toMatchObject({ state: 'sent' });
    const again = await plan(one, 'sorry_again', { vars: {} });
    const [call] = await tasks(`ticket=${one.id}`);
    await done(agent.post(`tasks/${String(call.id)}/done`, { outcome: 'wrong_number' }));
    await world.settle();
    expect(await message(again)).toMatchObject({ state: 'dead' });
    expect((await tasks(`ticket=${one.id}`)).map(({ kind }) => kind)).toEqual(['no_way_to_reach']);
    expect((await done(agent.get(`tickets/${one.id}`))).unreachable).toBe(true);
  });

  test('edge 116: where no address works any more somebody looks for a way, once for each round of the complaint', async () => {
    const one = await ticket(['phone', 'email']);
    await world.sql(`UPDATE address SET state = 'dead' WHERE customer_id = $1`, [one.customerId]);
    const missed = (cycle: number) => plan(one, 'fix_summary', { cycle, vars: { summary: 'The wheel is on again.' } });
    const ways = () => tasks(`ticket=${one.id}&kind=no_way_to_reach`);
    expect([await missed(1), await missed(1), await missed(2)]).toEqual(['', '', '']);
    const [task, ...more] = await ways();
    expect(more).toEqual([]);
    expect(task.script).toContain('did not get the summary of the fix');
    await done(agent.post(`tasks/${String(task.id)}/done`, { outcome: 'given_up' }));
    await missed(1);
    expect(await ways()).toEqual([]);
    await missed(2);
    expect(await ways()).toHaveLength(1);
    expect(await plan(one, 'closing_note', { cycle: 3 })).toBe('');
    const other = await ticket();
    expect(await plan(other, 'sorry_again', { channel: 'email', vars: {} })).toBe('');
    expect(await tasks(`ticket=${other.id}`)).toEqual([]);
    expect(await ways()).toHaveLength(1);
  });
});

test('without a provider a text is held, and leaves when there is one', async () => {
  const bare = await World.start();
  const by = await bare.signIn('agent');
  const id = await complaint(by, { channel: 'phone', customer: { name: 'Ann Lee', phone: '+12125552999' } });
  await bare.desk.app.get(Database).transaction(async (tx) => {
    const [row] = await tx.rows<{ customerId: string }>('SELECT customer_id AS "customerId" FROM ticket WHERE id = $1', [id]);
    const what = { effectKey: 'held', kind: 'sorry_again', class: 'service', cycle: 1, vars: {}, channel: 'sms' } as const;
    await bare.desk.app.get(MessagesService).plan(tx, { ...what, ticketId: id, customerId: row?.customerId ?? null, now: await tx.now() });
  });
  await bare.settle();
  expect((await done(by.get('messages?state=held'))).items).toMatchObject([{ channel: 'sms', lastError: 'no SMS provider' }]);
  const again = await World.start({ databaseUrl: bare.databaseUrl, env: sms.env });
  await again.settle();
  expect(sms.to('+12125552999')).toHaveLength(1);
  await again.stop();
  await bare.stop();
});

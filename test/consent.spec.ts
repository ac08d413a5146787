import { uuidv7 } from 'uuidv7';
import { Consent } from '../src/consent/consent.service';
import type { Reading } from '../src/consent/stop-words.rules';
import { Database } from '../src/platform/database/database';
import type { Client, Json } from './support/client';
import { complaint } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent', { name: 'Ada Agent' });
});
afterAll(() => world.stop());

const consent = () => world.desk.app.get(Consent);
const db = () => world.desk.app.get(Database);

interface Person {
  id: string;
  ticket: string;
  phone: string;
  email: string;
}

/** A customer with a complaint, a phone number and a mail address of their own. */
async function person(over: Record<string, unknown> = {}): Promise<Person> {
  counter += 1;
  const [phone, email] = [`+1212555${String(2000 + counter)}`, `consent${String(counter)}@example.test`];
  const ticket = await complaint(agent, { customer: { name: 'Ana Lopez', email, phone, ...over } });
  const { body } = await agent.get(`tickets/${ticket}`);
  return { id: body.customer.id, ticket, phone, email };
}

/** The customer answers a text message. */
function replies({ id, phone }: Person, text: string, language: string | null = 'en'): Promise<Reading> {
  return db().transaction(async (tx) => consent().takeReply(tx, { customerId: id, phone, text, language, now: await tx.now() }));
}

function says(who: Person, over: Record<string, unknown>, key?: string): ReturnType<Client['post']> {
  return agent.post(
    `customers/${who.id}/consent`,
    { channel: 'sms', class: 'all', given: false, how: 'oral', ...over },
    { key: key ?? null },
  );
}

async function may(
  { phone, email }: Person,
  channel: 'sms' | 'call' | 'email',
  messageClass: 'service' | 'gesture' | 'survey' | 'marketing' = 'service',
): Promise<boolean | undefined> {
  const [allowed] = await consent().mayReceive(db(), [{ class: messageClass, channel, valueNorm: channel === 'email' ? email : phone }]);
  return allowed;
}

async function seen({ id }: Person): Promise<Json> {
  const { status, body, text } = await agent.get(`customers/${id}/consent`);
  if (status !== 200) throw new Error(text);
  return body;
}

const closedOf = (view: Json): string[] =>
  view.addresses.flatMap((address: Json) => address.channels.filter((one: Json) => one.closed).map((one: Json) => one.channel));
const events = async (who: Person): Promise<number> => (await seen(who)).events.length;

describe('a customer who was never asked', () => {
  test('gets everything about the complaint, and no advertising', async () => {
    const ana = await person();
    const view = await seen(ana);
    expect(view.contactNotes).toEqual([]);
    expect(view.events).toEqual([]);
    const sms = view.addresses.flatMap((one: Json) => one.channels).find((one: Json) => one.channel === 'sms');
    expect(sms).toMatchObject({ closed: false, closedSince: null });
    expect(sms.classes.map((one: Json) => [one.class, one.allowed, one.said])).toEqual([
      ['service', true, 'not_asked'],
      ['gesture', true, 'not_asked'],
      ['survey', true, 'not_asked'],
      ['marketing', false, 'not_asked'],
    ]);
  });
});

describe('edge 111: STOP', () => {
  test('no text of any class any more; people are told to call or mail, on the customer and on the ticket', async () => {
    const ana = await person();
    expect(await replies(ana, 'STOP')).toEqual({ kind: 'stop', words: 'stop' });
    expect([await may(ana, 'sms'), await may(ana, 'sms', 'survey'), await may(ana, 'call'), await may(ana, 'email')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const view = await seen(ana);
    expect(view.contactNotes).toEqual(['Do not text; call or e-mail.']);
    expect(closedOf(view)).toEqual(['sms']);
    expect(view.events).toMatchObject([{ channel: 'sms', class: 'all', given: false, source: 'stop_word', by: null, note: 'stop' }]);
    expect((await agent.get(`tickets/${ana.ticket}`)).body.customer.contactNotes).toEqual(['Do not text; call or e-mail.']);
    const keys = await consent().suppressed(db(), [
      { channel: 'sms', valueNorm: ana.phone },
      { channel: 'call', valueNorm: ana.phone },
      { channel: 'email', valueNorm: ana.email },
    ]);
    expect([...keys]).toEqual([`sms:${ana.phone}`]);
  });

  test('only START by the customer opens texts again, and brings no advertising with it', async () => {
    const ana = await person();
    await says(ana, { class: 'marketing', given: true, how: 'form', note: 'Signed card of 3 May.' });
    expect(await may(ana, 'sms', 'marketing')).toBe(true);
    await replies(ana, 'Stop!');
    for (const over of [{ given: true }, { given: true, class: 'survey' }, { given: true, channel: 'all', class: 'service' }]) {
      expect((await says(ana, over)).body).toMatchObject({
        status: 409,
        guard: 'only_the_customer',
        detail: expect.stringContaining('Only the customer can open it again'),
      });
    }
    expect(await may(ana, 'sms')).toBe(false);
    await replies(ana, 'START');
    expect([await may(ana, 'sms'), await may(ana, 'sms', 'survey'), await may(ana, 'sms', 'marketing')]).toEqual([true, true, false]);
    expect((await seen(ana)).contactNotes).toEqual([]);
  });

  test('what is no wish to stop changes nothing', async () => {
    const ana = await person();
    expect((await replies(ana, "The noise won't stop")).kind).toBe('none');
    expect(await events(ana)).toBe(0);
  });
});

test('edge 112: "Please stop, but do call me about my car" waits for a person, who closes texts and leaves calls open', async () => {
  const ana = await person();
  expect((await replies(ana, 'Please stop, but do call me about my car')).kind).toBe('unclear');
  expect(await may(ana, 'sms')).toBe(true);
  const { status, body } = await says(ana, { how: 'written', note: 'Please stop, but do call me about my car' });
  expect(status).toBe(201);
  expect(body.contactNotes).toEqual(['Do not text; call or e-mail.']);
  expect(body.events).toMatchObject([{ source: 'written', by: 'Ada Agent', note: 'Please stop, but do call me about my car' }]);
  expect([await may(ana, 'sms'), await may(ana, 'call')]).toEqual([false, true]);
});

test('edge 113: who refused everything still gets the letter that the law asks for, by post or e-mail, and nothing else', async () => {
  const ana = await person();
  await agent.post(`customers/${ana.id}/addresses`, { kind: 'post', value: '12 Main Street' });
  const { body } = await says(ana, { channel: 'all' });
  expect(closedOf(body).sort()).toEqual(['call', 'email', 'post', 'sms']);
  expect(body.contactNotes).toEqual([
    'Do not text, call, e-mail or write a letter. Only what the law asks for goes out, by letter or e-mail.',
  ]);
  const ways = [
    { channel: 'sms', valueNorm: ana.phone },
    { channel: 'call', valueNorm: ana.phone },
    { channel: 'email', valueNorm: ana.email },
    { channel: 'post', valueNorm: '12 main street' },
  ] as const;
  expect(
    await consent().mayReceive(
      db(),
      ways.map((way) => ({ ...way, class: 'service' })),
    ),
  ).toEqual([false, false, false, false]);
  expect(
    await consent().mayReceive(
      db(),
      ways.map((way) => ({ ...way, class: 'service', requiredByLaw: true })),
    ),
  ).toEqual([false, false, true, true]);
});

describe('edge 125: the same person comes back after everything was erased', () => {
  test('a new customer with the old number is still not texted, and the desk is told', async () => {
    const ana = await person();
    await replies(ana, 'STOP');
    await world.sql(`DELETE FROM address WHERE customer_id = $1`, [ana.id]);
    await world.sql(`UPDATE customer SET status = 'erased', name = NULL WHERE id = $1`, [ana.id]);
    expect((await agent.get(`customers/${ana.id}/consent`)).status).toBe(404);
    await world.sql(`DELETE FROM customer_claim`);
    const ticket = await complaint(agent, { customer: { name: 'Ana Again', phone: ana.phone } });
    const { customer } = (await agent.get(`tickets/${ticket}`)).body;
    expect(customer.id).not.toBe(ana.id);
    expect(customer.contactNotes).toEqual(['Do not text; call.']);
    const view = await seen({ ...ana, id: customer.id });
    expect(closedOf(view)).toEqual(['sms']);
    // that it was said is shown, the words of the one who was erased are not
    expect(view.events).toMatchObject([{ source: 'stop_word', note: null }]);
  });

  test('no address is kept in what outlives it', async () => {
    const ana = await person();
    await replies(ana, 'STOP');
    for (const table of ['suppression', 'consent_event']) {
      const rows = await world.sql<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      const written = [ana.phone.slice(1), Buffer.from(ana.phone.slice(1)).toString('hex')];
      expect(rows.filter(({ row }) => written.some((text) => row.includes(text)))).toEqual([]);
    }
  });
});

describe('edge 130: somebody else has the number now', () => {
  test('"not me" ends the address: dead for everybody who had it, closed for texts and calls, no consent left', async () => {
    const ana = await person();
    await says(ana, { class: 'marketing', given: true, how: 'oral', note: 'Wants the newsletter.' });
    expect(await replies(ana, 'Sorry, wrong number')).toMatchObject({ kind: 'not_me' });
    const view = await seen(ana);
    expect(view.addresses.find((one: Json) => one.kind === 'phone')).toMatchObject({ state: 'dead' });
    expect(closedOf(view).sort()).toEqual(['call', 'sms']);
    expect([await may(ana, 'sms', 'marketing'), await may(ana, 'call'), await may(ana, 'email')]).toEqual([false, false, true]);
    const before = await events(ana);
    await replies(ana, 'Wrong number!');
    expect(await events(ana)).toBe(before);
  });

  test('a mail address that bounced for good has no consent to advertising any more, and works for the complaint once it lives again', async () => {
    const ana = await person();
    await says(ana, { channel: 'email', class: 'marketing', given: true, how: 'form', note: 'Card.' });
    const died = () =>
      db().transaction(async (tx) =>
        consent().addressDied(tx, { kind: 'email', valueNorm: ana.email, why: 'bounced', now: await tx.now() }),
      );
    expect([await died(), await died()]).toEqual([1, 0]);
    expect(await events(ana)).toBe(2);
    expect([await may(ana, 'email', 'marketing'), await may(ana, 'email')]).toEqual([false, true]);
    expect((await seen(ana)).addresses.find((one: Json) => one.kind === 'email').state).toBe('dead');
  });
});

describe('what was said is never changed', () => {
  test('the database refuses to change or remove a word', async () => {
    const ana = await person();
    await says(ana, {});
    await expect(world.sql(`UPDATE consent_event SET given = true`)).rejects.toThrow('append-only');
    await expect(world.sql(`DELETE FROM consent_event`)).rejects.toThrow('append-only');
    expect(await may(ana, 'sms')).toBe(false);
  });

  test('the last word holds, class by class', async () => {
    const ana = await person();
    await says(ana, { class: 'survey' });
    expect([await may(ana, 'sms', 'survey'), await may(ana, 'sms', 'gesture')]).toEqual([false, true]);
    await says(ana, { class: 'survey', given: true });
    expect(await may(ana, 'sms', 'survey')).toBe(true);
    expect((await seen(ana)).events.map((one: Json) => one.given)).toEqual([true, false]);
  });

  test('a repeated request is one word, and two at once are both kept', async () => {
    const ana = await person();
    const key = uuidv7();
    const [first, again] = [await says(ana, {}, key), await says(ana, {}, key)];
    expect([first.status, again.status, await events(ana)]).toEqual([201, 201, 1]);
    expect(again.body).toEqual(first.body);
    const bea = await person();
    const both = await Promise.all([says(bea, { channel: 'all' }), says(bea, { channel: 'all', how: 'written' })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(await events(bea)).toBe(4);
    const [row] = await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM suppression WHERE address_hash = $1`, [
      consent().addressHash('phone', bea.phone),
    ]);
    expect(row?.n).toBe(2);
  });

  test('of a STOP and a yes written down at the same time the STOP wins', async () => {
    for (let round = 0; round < 3; round += 1) {
      const ana = await person();
      await Promise.all([replies(ana, 'STOP'), says(ana, { given: true })]);
      expect(await may(ana, 'sms')).toBe(false);
    }
  });
});

describe('writing down what a customer said', () => {
  test('one address of several, and refusals in plain words', async () => {
    const ana = await person();
    const added = await agent.post(`customers/${ana.id}/addresses`, { kind: 'phone', value: '+1 212 555 9999' });
    const second = added.body.addresses.find((one: Json) => one.value === '+12125559999').id;
    await says(ana, { address: second });
    expect(await may(ana, 'sms')).toBe(true);
    expect((await seen(ana)).contactNotes).toEqual([]);
    expect((await says(ana, { address: uuidv7() })).status).toBe(404);
    expect((await says(ana, { channel: 'post' })).body).toMatchObject({ status: 409, guard: 'no_address' });
    expect((await says(ana, { class: 'marketing', given: true })).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('proof'),
    });
    expect((await says(ana, { how: 'stop_word' })).status).toBe(400);
    expect((await says(ana, { colour: 'red' })).status).toBe(400);
    expect((await agent.post(`customers/${uuidv7()}/consent`, { channel: 'sms', class: 'all', given: false, how: 'oral' })).status).toBe(
      404,
    );
  });

  test('a merged customer’s words are shown with the one it became', async () => {
    const [ana, bea] = [await person(), await person()];
    await says(ana, {});
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [ana.id, bea.id]);
    expect((await agent.get(`customers/${ana.id}/consent`)).body).toMatchObject({ customer: bea.id, events: [{ channel: 'sms' }] });
  });

  test('the view says the same as the look-up, for every address at once', async () => {
    const ana = await person();
    await says(ana, { channel: 'email', class: 'all' });
    await says(ana, { channel: 'all', class: 'gesture' });
    const rows = await world.sql(`SELECT channel, class, given FROM consent_now WHERE customer_id = $1 ORDER BY channel, class`, [ana.id]);
    expect(rows).toEqual([
      { channel: 'call', class: 'gesture', given: false },
      { channel: 'email', class: 'gesture', given: false },
      { channel: 'email', class: 'marketing', given: false },
      { channel: 'email', class: 'service', given: false },
      { channel: 'email', class: 'survey', given: false },
      { channel: 'sms', class: 'gesture', given: false },
    ]);
  });
});

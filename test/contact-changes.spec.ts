import { NightlyRuns } from '../src/platform/jobs/nightly-runs';
import { SmsProvider, type TakenText } from './support/sms-provider';
import type { Answer, Client } from './support/client';
import { complaint, done } from './support/one-up';
import { anAddress, HOUR, linkOf, MINUTE } from './support/ticket-desk';
import { World } from './support/world';

let sms: SmsProvider;
let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  agent = await world.signIn('agent');
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});
// a new hour: what one network may ask for is counted by the hour
beforeEach(() => world.shift(HOUR));

interface Case {
  id: string;
  email: string;
  link: string;
}

function aNumber(): string {
  counter += 1;
  return `+1212555${String(4000 + counter)}`;
}

async function aCase(over: object = {}): Promise<Case> {
  const email = anAddress();
  const id = await complaint(agent, { customer: { name: 'Quentin Secret', email, ...over } });
  await done(agent.post(`tickets/${id}/take`));
  return { id, email, link: await linkOf(world, email) };
}

/** Somebody whom we know by a number only; the link with its end, as it stood in the text. */
async function texted(over: object = {}): Promise<Case & { phone: string; key: string }> {
  const phone = aNumber();
  const id = await complaint(agent, { customer: { name: 'Quentin Secret', phone, ...over } });
  await done(agent.post(`tickets/${id}/take`));
  await world.settle();
  const [, link = '', key = ''] = /(\/s\/[A-Za-z0-9_-]+)\?n=([A-Za-z0-9_-]+)/.exec(sms.to(phone).at(-1)?.body ?? '') ?? [];
  return { id, email: '', phone, link, key };
}

function send({ link }: Case, what: string, fields: Record<string, string> = {}, lang = 'en'): Promise<Answer> {
  return world.anonymous.form(`/public/status/${link.slice('/s/'.length)}/${what}?lang=${lang}`, fields);
}

const page = async ({ link }: Case): Promise<string> => (await world.anonymous.get(link)).text;

/** The six digits of the last mail to this address; '' where none came. */
async function codeAt(email: string): Promise<string> {
  await world.settle();
  return codeIn(world.sink.to(email).at(-1)?.text ?? '');
}

function codeIn(text: string): string {
  return /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '';
}

const other = (code: string): string => (code === '111111' ? '222222' : '111111');

/** Up to the point where the new address has its code. */
async function proved(one: Case, contact: string, fields: Record<string, string> = {}): Promise<void> {
  expect((await send(one, 'contact-code')).status).toBe(303);
  expect((await send(one, 'contact', { code: await codeAt(one.email), contact, ...fields })).status).toBe(303);
}

async function addresses(id: string): Promise<unknown[]> {
  return world.sql(
    `SELECT a.kind, a.value_norm AS value, a.state, a.verified FROM address a JOIN ticket t ON t.customer_id = a.customer_id WHERE t.id = $1 ORDER BY a.created_at, a.id`,
    [id],
  );
}

describe('a new address by two codes', () => {
  test('the code does not wait behind a mail of which nobody knows whether it arrived', async () => {
    const one = await aCase();
    await world.sql(`UPDATE message SET state = 'uncertain', sent_at = NULL WHERE ticket_id = $1 AND channel = 'email'`, [one.id]);
    expect((await send(one, 'contact-code')).status).toBe(303);
    expect(await codeAt(one.email)).toMatch(/^\d{6}$/);
  });

  test('what nobody finished is forgotten the next night', async () => {
    const one = await aCase();
    await proved(one, anAddress());
    const kept = () => world.sql('SELECT state, value_norm AS value FROM contact_change WHERE ticket_id = $1', [one.id]);
    expect(await kept()).toMatchObject([{ state: 'proved', value: expect.any(String) }]);
    await world.shift(24 * HOUR);
    expect(await kept()).toEqual([{ state: 'over', value: null }]);
  });

  test('a second process that looks in the same night does not wait for the first', async () => {
    const nights = world.desk.app.get(NightlyRuns, { strict: false });
    await world.sql(`DELETE FROM nightly_run WHERE job = 'contact_changes'`);
    let second: number | null = null;
    const first = await nights.once('contact_changes', async () => {
      second = await nights.once('contact_changes', () => Promise.resolve([]));
      return [];
    });
    expect([first, second]).toEqual([1, 0]);
  });

  test('the first code goes to the address that we know, the second to the new one, and only then it counts; the old one is told', async () => {
    const one = await aCase();
    const fresh = anAddress();
    await proved(one, fresh.toUpperCase());
    expect(await addresses(one.id)).toMatchObject([{ value: one.email, state: 'live' }]);
    const second = await codeAt(fresh);
    const mail = world.sink.to(fresh).at(-1)?.text ?? '';
    for (const secret of ['Quentin', 'Secret', '/s/', '/public/preferences/', one.email]) expect(mail).not.toContain(secret);
    expect((await send(one, 'contact-confirm', { code: second })).headers.get('location')).toContain('done=contact-confirm');
    expect(await addresses(one.id)).toMatchObject([
      { value: one.email, state: 'live' },
      { kind: 'email', value: fresh, state: 'live', verified: true },
    ]);
    await world.settle();
    expect(world.sink.to(one.email).at(-1)?.subject).toMatch(/^Your contact data were changed/);
    expect(world.sink.to(one.email).at(-1)?.text).not.toContain(fresh);
  });

  test('the timeline and the owner are told, without the address, and nothing of it is kept beside the address itself', async () => {
    const one = await aCase();
    const fresh = anAddress();
    await proved(one, fresh, { replaces: 'true' });
    await send(one, 'contact-confirm', { code: await codeAt(fresh) });
    expect(await addresses(one.id)).toMatchObject([
      { value: one.email, state: 'dead' },
      { value: fresh, state: 'live' },
    ]);
    const { items } = await done(agent.get(`tickets/${one.id}/events`));
    const told = items.find((event: { kind: string }) => event.kind === 'contact_changed');
    expect(JSON.stringify(told)).toContain('The customer changed their e-mail address on their page');
    expect(JSON.stringify(items)).not.toContain(fresh);
    const news = await world.sql(`SELECT text FROM notification WHERE ticket_id = $1 AND kind = 'contact_changed'`, [one.id]);
    expect(news).toHaveLength(1);
    expect(JSON.stringify(news)).not.toContain(fresh);
    expect(await world.sql(`SELECT state, value_raw, value_norm FROM contact_change WHERE ticket_id = $1`, [one.id])).toEqual([
      { state: 'done', value_raw: null, value_norm: null },
    ]);
    await world.settle();
    expect(world.sink.to(one.email).at(-1)?.subject).toMatch(/^Your contact data were changed/);
  });

  test('a phone number is proved by a text to that number and no other', async () => {
    const one = await aCase();
    const phone = aNumber();
    await proved(one, phone);
    await world.settle();
    const text = sms.to(phone).at(-1)?.body ?? '';
    expect(text).not.toContain('/s/');
    expect((await send(one, 'contact-confirm', { code: codeIn(text) })).status).toBe(303);
    expect(await addresses(one.id)).toContainEqual({ kind: 'phone', value: phone, state: 'live', verified: true });
    await world.settle();
    expect(world.sink.to(one.email).at(-1)?.subject).toMatch(/^Your contact data were changed/);
  });

  test('the digits may be typed in Arabic numerals and in two halves', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const code = await codeAt(one.email);
    const arabic = Array.from(code, (digit) => String.fromCodePoint(0x0660 + Number(digit))).join('');
    expect((await send(one, 'contact', { code: `${arabic.slice(0, 3)} ${arabic.slice(3)}`, contact: anAddress() })).status).toBe(303);
  });
});

describe('who does not read the known address changes nothing', () => {
  test('asking for a code answers the same whether we know an address or not, and so does guessing', async () => {
    const known = await aCase();
    const unknown = await aCase();
    await world.sql(`UPDATE address SET state = 'dead' WHERE value_norm = $1`, [unknown.email]);
    const before = world.sink.to(unknown.email).length;
    const answers = [];
    for (const one of [known, unknown]) {
      const asked = await send(one, 'contact-code');
      const guessed = await send(one, 'contact', { code: 'abcdef', contact: 'new@example.test' });
      const shown = (text: string): string =>
        text
          .replaceAll(one.link.slice(3), 'TOKEN')
          .replace(/R-\d+/g, 'R')
          .replace(/<time.*?<\/time>/g, '');
      answers.push([asked.status, guessed.status, shown(guessed.text), shown(await page(one))]);
    }
    expect(answers[0]).toEqual(answers[1]);
    await world.settle();
    expect(world.sink.to(unknown.email)).toHaveLength(before);
  });

  test('a wrong code is said at its field and what was typed stays; after five the code is dead, also for the right one', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const code = await codeAt(one.email);
    const wrong = { code: other(code), contact: 'typed@example.test' };
    const first = await send(one, 'contact', wrong, 'de');
    expect(first.status).toBe(409);
    expect(first.text).toContain('Das ist nicht der Code.');
    expect(first.text).toMatch(/<input id="code"[^>]* aria-invalid="true"/);
    expect(first.text).toContain('value="typed@example.test"');
    for (let time = 0; time < 3; time++) await send(one, 'contact', wrong);
    expect((await send(one, 'contact', wrong)).text).toContain('This code does not work any more.');
    expect((await send(one, 'contact', { ...wrong, code })).status).toBe(409);
    expect(await addresses(one.id)).toHaveLength(1);
  });

  test('two guesses at once are two guesses', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const wrong = { code: other(await codeAt(one.email)), contact: 'typed@example.test' };
    await Promise.all([send(one, 'contact', wrong), send(one, 'contact', wrong)]);
    expect(await world.sql(`SELECT tries FROM contact_change WHERE ticket_id = $1`, [one.id])).toEqual([{ tries: 2 }]);
  });

  test('a code lives for a quarter of an hour, and a second one ends the first', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const first = await codeAt(one.email);
    await send(one, 'contact-code');
    const second = await codeAt(one.email);
    expect((await send(one, 'contact', { code: first === second ? other(first) : first, contact: anAddress() })).status).toBe(409);
    await world.shift(15 * MINUTE);
    expect((await send(one, 'contact', { code: second, contact: anAddress() })).text).toContain('This code does not work any more.');
    expect(await page(one)).toContain('Send me a code');
  });

  test('three codes an hour go out for one complaint', async () => {
    const one = await aCase();
    const statuses = [];
    for (let time = 0; time < 4; time++) statuses.push((await send(one, 'contact-code')).status);
    expect(statuses).toEqual([303, 303, 303, 409]);
    await world.settle();
    expect(world.sink.to(one.email).filter(({ subject }) => subject.startsWith('Your code'))).toHaveLength(3);
  });

  test('the code of one complaint opens no other, and the first is not the second', async () => {
    const [one, two] = [await aCase(), await aCase()];
    await send(one, 'contact-code');
    await send(two, 'contact-code');
    const code = await codeAt(one.email);
    if (code !== (await codeAt(two.email))) expect((await send(two, 'contact', { code, contact: anAddress() })).status).toBe(409);
    const fresh = anAddress();
    expect((await send(one, 'contact', { code, contact: fresh })).status).toBe(303);
    if (code !== (await codeAt(fresh))) expect((await send(one, 'contact-confirm', { code })).status).toBe(409);
    expect(await addresses(one.id)).toHaveLength(1);
  });

  test('what is stored holds no code, and no message does', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const code = await codeAt(one.email);
    const [row] = await world.sql<{ all: string }>(
      `SELECT (SELECT json_agg(m)::text FROM (SELECT vars, last_error FROM message WHERE ticket_id = $1) m) || encode((SELECT code_hash FROM contact_change WHERE ticket_id = $1), 'escape') AS all`,
      [one.id],
    );
    expect(row?.all).not.toContain(code);
  });

  test('nobody of ours reads the code in the outbox: it would make them the customer', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const code = await codeAt(one.email);
    const { items } = (await agent.get(`/api/v1/messages?ticket=${one.id}`)).body;
    const sent = items.find(({ kind }: { kind: string }) => kind === 'contact_code');
    const { text, html } = (await agent.get(`/api/v1/messages/${String(sent.id)}`)).body;
    expect(text).toContain('••••••');
    expect(`${String(text)}${String(html)}`).not.toContain(code);
  });

  test('what is no address is said at its field; a form from somewhere else is turned away', async () => {
    const one = await aCase();
    await send(one, 'contact-code');
    const refused = await send(one, 'contact', { code: await codeAt(one.email), contact: 'not an address' });
    expect(refused.text).toMatch(/<input id="new"[^>]* aria-invalid="true"/);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const forms: Record<string, Record<string, string>> = {
      'contact-code': {},
      contact: { code: '123456', contact: 'a@example.test' },
      'contact-confirm': { code: '123456' },
      'not-me': { n: 'abcdef' },
    };
    for (const [what, fields] of Object.entries(forms)) {
      const sent = await world.anonymous.form(`/public/status/${one.link.slice(3)}/${what}`, fields, { headers: foreign });
      expect(sent.status).toBe(403);
    }
  });
});

describe('edge 130: the number belongs to somebody else', () => {
  const events = async (id: string) => world.sql(`SELECT kind FROM ticket_event WHERE ticket_id = $1 AND kind = 'not_their_number'`, [id]);
  const texts = (phone: string): TakenText[] => sms.to(phone);

  test('the link in a text asks, looking changes nothing, and the button ends it: no text any more, and a person finds another way', async () => {
    const one = await texted();
    expect((await page(one)).includes('Is this not about you?')).toBe(false);
    for (const method of ['GET', 'HEAD']) await world.anonymous.raw(method, `${one.link}?n=${one.key}`, undefined, {});
    expect((await world.anonymous.get(`${one.link}?n=${one.key}`)).text).toContain('Is this not about you?');
    expect((await world.anonymous.get(`/public/status/${one.link.slice(3)}/not-me?n=${one.key}`)).status).toBe(404);
    expect(await addresses(one.id)).toMatchObject([{ state: 'live' }]);

    const before = texts(one.phone).length;
    for (let time = 0; time < 2; time++) {
      const said = await send(one, 'not-me', { n: one.key });
      expect([said.status, said.text.includes('We do not use this number any more.'), said.text.includes('/s/')]).toEqual([
        200,
        true,
        false,
      ]);
    }
    expect(await addresses(one.id)).toMatchObject([{ state: 'dead' }]);
    expect(await events(one.id)).toHaveLength(1);
    const news = await world.sql<{ text: string }>(`SELECT text FROM notification WHERE ticket_id = $1 AND kind = 'not_their_number'`, [
      one.id,
    ]);
    expect(news.map(({ text }) => text).join()).toContain('Find out the right one.');
    const { items } = await done(agent.get(`tasks?kind=no_way_to_reach&ticket=${one.id}`));
    expect(items).toHaveLength(1);
    await send(one, 'preferences');
    await world.settle();
    expect(texts(one.phone)).toHaveLength(before);
  });

  test('who has an e-mail address too is written to there, without a task', async () => {
    const email = anAddress();
    const one = await texted();
    await world.sql(
      `INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT gen_random_uuid(), customer_id, 'email', $2, $2, desk_now() FROM ticket WHERE id = $1`,
      [one.id, email],
    );
    expect((await send(one, 'not-me', { n: one.key }, 'ar')).text).toContain('dir="rtl"');
    expect((await done(agent.get(`tasks?kind=no_way_to_reach&ticket=${one.id}`))).items).toEqual([]);
    await world.anonymous.form(`/public/status/${one.link.slice(3)}/preferences`, {});
    await world.settle();
    expect(world.sink.to(email)).toHaveLength(1);
  });

  test('without the end of the link, or with that of another number, nothing happens', async () => {
    const [one, two] = [await texted(), await texted()];
    for (const n of [two.key, 'x', 'abcdef']) expect((await send(one, 'not-me', { n })).status).toBe(404);
    expect((await world.anonymous.get(`${one.link}?n=${two.key}`)).text).not.toContain('Is this not about you?');
    expect(await addresses(one.id)).toMatchObject([{ state: 'live' }]);
  });
});

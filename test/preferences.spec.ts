import { Consent } from '../src/consent/consent.service';
import { PreferenceLinks } from '../src/consent/preference-links.service';
import { Database } from '../src/platform/database/database';
import type { Client, Json } from './support/client';
import { complaint } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const consent = () => world.desk.app.get(Consent);
const links = () => world.desk.app.get(PreferenceLinks);
const db = () => world.desk.app.get(Database);

interface Person {
  id: string;
  phone: string;
  email: string;
}

async function person(): Promise<Person> {
  counter += 1;
  const [phone, email] = [`+1212555${String(4000 + counter)}`, `wishes${String(counter)}@example.test`];
  const ticket = await complaint(agent, { customer: { name: 'Ana Lopez', email, phone } });
  return { id: (await agent.get(`tickets/${ticket}`)).body.customer.id, phone, email };
}

const leavePath = ({ id, email }: Person): string => `/public/unsubscribe/${links().unsubscribeToken(id, email, 'survey')}`;
const wishesPath = ({ id, email }: Person): string => new URL(links().preferencesLink(id, 'email', email)).pathname;

async function may(
  { phone, email }: Person,
  channel: 'sms' | 'call' | 'email',
  messageClass: 'service' | 'gesture' | 'survey' | 'marketing',
): Promise<boolean | undefined> {
  const [allowed] = await consent().mayReceive(db(), [{ class: messageClass, channel, valueNorm: channel === 'email' ? email : phone }]);
  return allowed;
}

async function events({ id }: Person): Promise<Json[]> {
  return (await agent.get(`customers/${id}/consent`)).body.events;
}

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** All ticks of a page as they stand; a box that is greyed out is not sent. */
function ticks(html: string): string[] {
  return [...html.matchAll(/<input type="checkbox" name="wish" value="([^"]+)" checked>/g)].map((found) => found[1] ?? '');
}

/** The form of wishes as a browser sends it. */
function send(
  path: string,
  wishes: readonly string[],
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): ReturnType<Client['raw']> {
  return world.anonymous.raw('POST', path, wishes.map((one) => `wish=${encodeURIComponent(one)}`).join('&'), { ...FORM, ...headers });
}

describe('the button "Unsubscribe" of a mail program', () => {
  test('the mail carries what it needs', async () => {
    const ana = await person();
    const headers = links().unsubscribeHeaders(ana.id, ana.email, 'survey');
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['List-Unsubscribe']).toMatch(/^<https?:\/\/[^ ]+\/public\/unsubscribe\/[\w-]{92}>$/);
    expect(headers['List-Unsubscribe']).toContain(leavePath(ana));
  });

  test('looking at the link changes nothing, however often a scanner does it', async () => {
    const ana = await person();
    for (let look = 0; look < 3; look += 1) {
      const { status, text, headers } = await world.anonymous.get(leavePath(ana));
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-store']);
      expect(text).toContain('Questions about how we did');
      expect(text).not.toMatch(/<script|style=|Ana|wishes\d+@/);
    }
    expect([await may(ana, 'email', 'survey'), (await events(ana)).length]).toEqual([true, 0]);
  });

  test.each([
    ['a plain form', ONE_CLICK, FORM],
    [
      'multipart, as RFC 8058 prefers it',
      `--x1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x1--\r\n`,
      { 'content-type': 'multipart/form-data; boundary=x1' },
    ],
    ['a foreign page of a mail program', ONE_CLICK, { ...FORM, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }],
  ])('one click by %s ends this class of mail, at once and once', async (_, body, headers) => {
    const ana = await person();
    const { status, text } = await world.anonymous.raw('POST', leavePath(ana), body, headers);
    expect([status, text.includes('You will not get these mails any more.')]).toEqual([200, true]);
    expect([await may(ana, 'email', 'survey'), await may(ana, 'email', 'service'), await may(ana, 'email', 'gesture')]).toEqual([
      false,
      true,
      true,
    ]);
    expect((await world.anonymous.raw('POST', leavePath(ana), body, headers)).status).toBe(200);
    expect(await events(ana)).toMatchObject([{ channel: 'email', class: 'survey', given: false, source: 'one_click', by: null }]);
  });

  test('two clicks at once end it like one', async () => {
    const ana = await person();
    const both = await Promise.all([0, 1].map(() => world.anonymous.form(leavePath(ana), { 'List-Unsubscribe': 'One-Click' })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await may(ana, 'email', 'survey')).toBe(false);
  });

  test('a post without the one field changes nothing, and no other door takes multipart', async () => {
    const ana = await person();
    expect((await world.anonymous.raw('POST', leavePath(ana), 'x=1', FORM)).status).toBe(400);
    expect((await world.anonymous.raw('POST', leavePath(ana), '', FORM)).status).toBe(400);
    const multipart = { 'content-type': 'multipart/form-data; boundary=x1' };
    expect((await world.anonymous.raw('POST', leavePath(ana), '--x1--', multipart)).status).toBe(400);
    expect((await world.anonymous.raw('POST', leavePath(ana), 'x'.repeat(5000), multipart)).status).toBe(413);
    expect((await world.anonymous.raw('POST', wishesPath(ana), '--x1--', { ...multipart, 'sec-fetch-site': 'same-origin' })).status).toBe(
      415,
    );
    expect(await may(ana, 'email', 'survey')).toBe(true);
  });

  test('a link that somebody made up, changed, or took from the other page opens nothing', async () => {
    const ana = await person();
    const token = leavePath(ana).split('/').at(-1) ?? '';
    const other = wishesPath(ana).split('/').at(-1) ?? '';
    const changed = `${token.slice(0, 60)}${token[60] === 'A' ? 'B' : 'A'}${token.slice(61)}`;
    for (const wrong of ['x'.repeat(92), changed, `${token}AA`, token.slice(0, -4), other]) {
      const { status, text } = await world.anonymous.form(`/public/unsubscribe/${wrong}`, { 'List-Unsubscribe': 'One-Click' });
      expect([wrong, status, text.includes('This link is not complete.')]).toEqual([wrong, 404, true]);
    }
    expect((await world.anonymous.get(`/public/preferences/${token}`)).status).toBe(404);
    expect(await may(ana, 'email', 'survey')).toBe(true);
  });

  test('edge 125: the link of an old mail works after everything about the customer was erased', async () => {
    const ana = await person();
    const path = leavePath(ana);
    await world.sql(`DELETE FROM address WHERE customer_id = $1`, [ana.id]);
    await world.sql(`UPDATE customer SET status = 'erased', name = NULL WHERE id = $1`, [ana.id]);
    expect((await world.anonymous.form(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await may(ana, 'email', 'survey')).toBe(false);
  });
});

describe('the page of all wishes', () => {
  test('shows what may be sent, by channel and class, and nothing about the customer', async () => {
    const ana = await person();
    const { status, text, headers } = await world.anonymous.get(wishesPath(ana));
    expect([status, headers.get('referrer-policy')]).toEqual([200, 'same-origin']);
    expect(ticks(text).sort()).toEqual(
      ['call', 'email', 'sms'].flatMap((one) => ['gesture', 'service', 'survey'].map((what) => `${one}:${what}`)),
    );
    expect(text).not.toMatch(/<script|style=|Ana|wishes\d+@|212555/);
    expect(text.match(/<legend>/g)).toHaveLength(3);
    expect((await events(ana)).length).toBe(0);
  });

  test('what is no longer ticked is refused, and the rest stays', async () => {
    const ana = await person();
    const path = wishesPath(ana);
    const wanted = ticks((await world.anonymous.get(path)).text).filter((one) => one !== 'sms:survey');
    const saved = await send(path, wanted);
    expect([saved.status, saved.text.includes('Saved. This holds from now on.')]).toEqual([200, true]);
    expect([await may(ana, 'sms', 'survey'), await may(ana, 'sms', 'service'), await may(ana, 'email', 'survey')]).toEqual([
      false,
      true,
      true,
    ]);
    await send(path, wanted);
    expect(await events(ana)).toMatchObject([{ channel: 'sms', class: 'survey', given: false, source: 'preference_page' }]);
  });

  test('edge 113: whoever takes every tick away closes every channel', async () => {
    const ana = await person();
    expect((await send(wishesPath(ana), [])).status).toBe(200);
    for (const channel of ['sms', 'call', 'email'] as const) expect(await may(ana, channel, 'service')).toBe(false);
    const { body } = await agent.get(`customers/${ana.id}/consent`);
    expect(body.addresses.flatMap((one: Json) => one.channels).map((one: Json) => one.closed)).toEqual([true, true, true]);
    expect(body.contactNotes).toEqual(['Do not text, call or e-mail. Only what the law asks for goes out, by letter or e-mail.']);
  });

  test('a link in a mail switches mails on again, advertising too, and never the phone', async () => {
    const ana = await person();
    const path = wishesPath(ana);
    await send(path, []);
    const { text } = await world.anonymous.get(path);
    expect(text).toContain('text START to us from your phone');
    expect(text).toMatch(/value="sms:service" disabled aria-describedby="note-sms"/);
    await send(path, ['email:survey', 'email:marketing', 'sms:service', 'sms:marketing']);
    expect([await may(ana, 'email', 'survey'), await may(ana, 'email', 'marketing'), await may(ana, 'email', 'service')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await may(ana, 'sms', 'service'), await may(ana, 'sms', 'marketing')]).toEqual([false, false]);
  });

  test('a form from a foreign page, and a wish that is none, are refused', async () => {
    const ana = await person();
    expect((await send(wishesPath(ana), [], { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send(wishesPath(ana), ['fax:service'])).status).toBe(400);
    expect((await world.anonymous.form(wishesPath(ana), { colour: 'red' })).status).toBe(400);
    expect((await events(ana)).length).toBe(0);
  });

  test.each([
    ['ar', 'ar', 'rtl', 'ما يمكننا إرساله إليك'],
    ['de-AT', 'de', 'ltr', 'Was wir Ihnen schicken dürfen'],
    ['fi', 'en', 'ltr', 'What we may send you'],
  ])('speaks the customer’s language: %s', async (language, lang, dir, title) => {
    const ana = await person();
    await agent.patch(`customers/${ana.id}`, { language });
    const { text } = await world.anonymous.get(wishesPath(ana));
    expect(text).toContain(`<html lang="${lang}" dir="${dir}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
  });
});

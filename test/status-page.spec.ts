import type { Answer } from './support/client';
import { anAddress, closed, DAY, fixed, HOUR, linkOf, newsOf, opened, ticketDesk, timeline, told } from './support/ticket-desk';

const desk = ticketDesk();

interface Case {
  id: string;
  email: string;
  link: string;
}

async function aCase(make = opened, over: object = {}): Promise<Case> {
  const email = anAddress();
  const id = await make(desk.agent, { customer: { name: 'Quentin Secret', email }, ...over });
  return { id, email, link: await linkOf(desk.world, email) };
}

const look = ({ link }: Case, query = ''): Promise<Answer> => desk.world.anonymous.get(link + query);

function send({ link }: Case, what: string, fields: Record<string, string> = {}): Promise<Answer> {
  return desk.world.anonymous.form(`/public/status/${link.slice('/s/'.length)}/${what}`, fields);
}

function ask(contact: string): Promise<Answer> {
  return desk.world.anonymous.form('/public/status/new-link?lang=en', { contact });
}

async function links(email: string): Promise<number> {
  await desk.world.settle();
  return desk.world.sink.to(email).filter(({ subject }) => subject.startsWith('The link to your page')).length;
}

describe('the page', () => {
  test('speaks the customer’s language, and any other that is chosen; Arabic reads from the right', async () => {
    const one = await aCase(opened, { language: 'de-AT' });
    expect((await look(one)).text).toContain('<html lang="de" dir="ltr">');
    expect((await look(one)).text).toContain('kümmert sich darum. Sie hören von uns bis');
    expect((await look(one, '?lang=ar')).text).toContain('<html lang="ar" dir="rtl">');
    expect((await look(one, '?lang=tlh')).text).toContain('<html lang="de" dir="ltr">');
    const sent = await desk.world.anonymous.form(`/public/status/${one.link.slice(3)}/escalate?lang=ar`, {});
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${one.link}?done=escalate&lang=ar`]);
    const again = await desk.world.anonymous.form(`/public/status/${one.link.slice(3)}/escalate?lang=fr`, {});
    expect([again.status, again.text.includes('Vous l’avez déjà demandé aujourd’hui.')]).toEqual([409, true]);
  });

  test('edge 129: whoever has the link sees the status and the first name of our person, and nothing about the customer', async () => {
    const one = await aCase(fixed);
    const { text, headers } = await look(one);
    expect(text).toMatch(/agent, Main/);
    for (const secret of ['Quentin', 'Secret', one.email, 'squeal', '/public/preferences/']) expect(text).not.toContain(secret);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('edge 129: wishes and addresses are changed only by who reads the known address', async () => {
    const one = await aCase();
    for (let time = 0; time < 3; time++) expect((await send(one, 'preferences')).status).toBe(303);
    expect(await links(one.email)).toBe(1);
    const mail = desk.world.sink.to(one.email).find(({ subject }) => subject.startsWith('The link to your page'));
    expect(mail?.text).toContain(one.link);
    expect(mail?.text).toContain('/public/preferences/');
  });

  test('edge 101: looking, by GET or HEAD, in any language and after any form, changes nothing', async () => {
    const one = await aCase();
    const before = await desk.world.sql('SELECT version, event_seq, changed_at FROM ticket WHERE id = $1', [one.id]);
    const messages = await told(desk.world, one.id);
    for (const query of ['', '?lang=es', '?done=escalate', '?done=preferences&lang=fr']) {
      expect((await look(one, query)).status).toBe(200);
      expect((await desk.world.anonymous.raw('HEAD', one.link + query, undefined, {})).status).toBe(200);
    }
    for (const what of ['escalate', 'preferences']) {
      expect((await desk.world.anonymous.get(`/public/status/${one.link.slice(3)}/${what}`)).status).toBe(404);
    }
    expect(await desk.world.sql('SELECT version, event_seq, changed_at FROM ticket WHERE id = $1', [one.id])).toEqual(before);
    expect(await told(desk.world, one.id)).toEqual(messages);
  });
});

describe('asking for somebody above', () => {
  test('tells the lead at once, once a day, however often the button is pressed', async () => {
    const one = await aCase();
    const both = await Promise.all([send(one, 'escalate', { reason: 'Nobody calls me.' }), send(one, 'escalate')]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await newsOf(desk.lead, one.id)).filter((kind) => kind === 'escalated')).toHaveLength(1);
    expect((await look(one)).text).toContain('We have told the person above.');
    expect((await timeline(desk.agent, one.id)).filter(({ kind }) => kind === 'escalated')).toHaveLength(1);
    await desk.world.shift(DAY + HOUR);
    expect((await send(one, 'escalate')).status).toBe(303);
    expect((await newsOf(desk.lead, one.id)).filter((kind) => kind === 'escalated')).toHaveLength(2);
  });

  test('is not for a complaint that is closed: that one is opened again', async () => {
    const one = await aCase(closed);
    expect((await look(one)).text).not.toContain('Please escalate');
    const refused = await send(one, 'escalate');
    expect([refused.status, refused.text.includes('Nothing is open here.')]).toEqual([409, true]);
  });
});

describe('a link that does not work', () => {
  test('gets a page in the reader’s language that offers a new one, also where the link was cut off', async () => {
    const get = (path: string) => desk.world.anonymous.raw('GET', path, undefined, { 'accept-language': 'fr-CH, en;q=0.5' });
    for (const path of [`/s/${'x'.repeat(43)}`, '/s/abc', '/s/%3Cb%3E']) {
      const { status, text } = await get(path);
      expect([status, text.includes('Ce lien ne marche plus.'), text.includes('name="contact"')]).toEqual([404, true, true]);
      expect(text).not.toContain('<b>');
    }
  });

  test('asking for a new one answers the same to everybody; only a known address with something open gets it', async () => {
    const [open, done] = [await aCase(), await aCase(closed)];
    const answers = [];
    for (const contact of [open.email.toUpperCase(), done.email, 'nobody@example.test', 'not an address']) answers.push(await ask(contact));
    expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(answers[0]?.text).toContain('If we know this address');
    expect([await links(open.email), await links(done.email)]).toEqual([1, 0]);
    await ask(open.email);
    expect(await links(open.email)).toBe(1);
    await desk.world.shift(HOUR);
    await ask(open.email);
    expect(await links(open.email)).toBe(2);
  });

  test('a phone number finds the same customer; the link goes to an address that we know', async () => {
    const email = anAddress();
    await opened(desk.agent, { customer: { name: 'Pat', email, phone: '+1 212 555 0177' } });
    await desk.world.shift(HOUR);
    expect((await desk.world.anonymous.post('/public/status/new-link', { contact: '(212) 555-0177' })).body.said).toContain('If we know');
    expect(await links(email)).toBe(1);
  });

  test('whoever asks by the dozen is held up', async () => {
    await desk.world.shift(HOUR);
    const statuses = [];
    for (let time = 0; time < 12; time++) statuses.push((await ask(`guess${String(time)}@example.test`)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
  });

  test('a form from somewhere else is turned away', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const sent = await desk.world.anonymous.form('/public/status/new-link', { contact: 'a@example.test' }, { headers: foreign });
    expect(sent.status).toBe(403);
  });
});

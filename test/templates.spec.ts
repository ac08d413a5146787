import { CUSTOMER_KEYS } from '../src/templates/template-keys.rules';
import { Starter } from '../src/starter/starter.service';
import type { Client } from './support/client';
import { FIX } from './support/ticket-desk';
import { World } from './support/world';

interface Text {
  id: string;
  key: string;
  channel: string;
  language: string;
  version: number;
  warnings: { kind: string; says: string; sentence: string | null }[];
}

describe('texts and explanations', () => {
  let world: World;
  let agent: Client;
  let manager: Client;

  beforeAll(async () => {
    world = await World.start({ queues: false });
    agent = await world.signIn('agent', { name: 'Robin Agent' });
    manager = await world.signIn('area_manager');
  });

  afterAll(() => world.stop());

  let counter = 0;
  /** A complaint by phone; its receipt is planned and not sent. */
  async function complaint(over: object = {}): Promise<{ ticketId: string; email: string }> {
    counter += 1;
    const email = `reader${String(counter)}@customer.test`;
    const logged = await agent.post('complaints', {
      ...{ channel: 'phone', text: 'The wheel came off.', touchPoint: 'unsure', customer: { name: 'Ana Lopez', email } },
      ...over,
    });
    expect(logged.status).toBe(201);
    return { ticketId: logged.body.ticket.id, email };
  }

  async function texts(query: string): Promise<Text[]> {
    const { status, body } = await agent.get(`templates?limit=100&${query}`);
    expect(status).toBe(200);
    return body.items;
  }

  async function text(key: string, channel: string, language: string): Promise<Text> {
    const [found] = await texts(`key=${key}&channel=${channel}&language=${language}`);
    if (!found) throw new Error(`no text ${key} ${channel} ${language}`);
    return found;
  }

  const body = '{{greeting}}\n\nWe got it. Number {{number}}. News by {{promise}}.\n\n{{link}}\n\n{{signature}}';

  describe('texts', () => {
    test('every text is there from the first start, with the variables it may use', async () => {
      const receipt = await text('receipt', 'email', 'en');
      expect(receipt).toMatchObject({ version: 1, class: 'service', warnings: [] });
      expect(receipt).toMatchObject({
        variables: expect.arrayContaining([expect.objectContaining({ name: 'promise', type: 'date', optional: true })]),
      });
      for (const language of ['en', 'de', 'es', 'fr', 'ar']) {
        for (const channel of ['email', 'sms', 'chat', 'page']) {
          expect((await texts(`channel=${channel}&language=${language}`)).length).toBeGreaterThanOrEqual(26);
        }
      }
    });

    test('the list goes on page by page, each text once', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: Text[]; nextCursor: string | null } = (
          await agent.get(`templates?channel=sms&limit=40${cursor === null ? '' : `&cursor=${cursor}`}`)
        ).body;
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(CUSTOMER_KEYS.length * 5);
    });

    test('a published text is used from the next message on; of two editors with the same version the second is told', async () => {
      const wish = { key: 'receipt', subject: 'Got it ({{number}})', body, version: 1 };
      const published = await manager.post('templates', wish);
      expect(published).toMatchObject({
        status: 201,
        body: { version: 2, subject: 'Got it ({{number}})', channel: 'email', language: 'en' },
      });
      expect(await manager.post('templates', wish)).toMatchObject({ status: 409, body: { guard: 'stale', current: { version: 2 } } });
      const { email } = await complaint();
      await world.settle();
      expect(world.sink.to(email)[0]?.subject).toMatch(/^Got it \(R-\d+\)$/);
    });

    test('two who publish at once make two versions, one after the other', async () => {
      const wish = { key: 'survey', subject: 'Well? ({{number}})', body: body.replace('{{promise}}', 'mail'), version: 1 };
      const answers = await Promise.all([manager.post('templates', wish), manager.post('templates', wish)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    });

    test('a new start overwrites nothing that people changed', async () => {
      const before = await text('receipt', 'email', 'en');
      await manager.post('templates', { key: 'receipt', channel: 'sms', language: 'de', body: '{{place}}: Da. {{promise}} {{link}}' });
      await world.desk.app.get(Starter).ensure();
      expect(await text('receipt', 'email', 'en')).toMatchObject({ version: before.version, subject: 'Got it ({{number}})' });
      expect(await text('receipt', 'sms', 'de')).toMatchObject({ version: 2, body: '{{place}}: Da. {{promise}} {{link}}' });
    });

    test('advertising, conditions, missing parts and unknown variables are refused with the words that are wrong', async () => {
      const refused = await manager.post('templates', {
        key: 'receipt',
        subject: 'Hi {{number}}',
        body: `${body}\n\nBuy now! {{gesture}}`,
      });
      expect(refused.status).toBe(400);
      expect(refused.body.detail).toContain('"buy now"');
      expect(refused.body.detail).toContain('{{gesture}} is not a variable');
      const tied = await manager.post('templates', {
        ...{ key: 'one_up_offer', subject: 'For you {{number}}' },
        body: '{{greeting}}\n\n{{gesture}} in exchange for a review. {{number}} {{link}} {{signature}}',
      });
      expect(tied.body.detail).toContain('"in exchange for"');
      const empty = await manager.post('templates', { key: 'we_changed', language: 'de', subject: 'Neu', body: '{{change}}' });
      expect(empty.body.detail).toContain('{{postalAddress}} must be in it');
      expect((await agent.post('templates', { key: 'receipt', subject: 'x', body })).status).toBe(403);
    });

    test('what is hard to read may be published, and says why', async () => {
      const hard = `${body}\n\nPursuant to our organisation's regulations, comprehensive investigation of the aforementioned circumstances necessitates additional consideration.`;
      const published = await manager.post('templates', { key: 'receipt', language: 'en-GB', subject: 'Receipt', body: hard });
      expect(published.status).toBe(201);
      expect(published.body.warnings.map((one: { kind: string }) => one.kind)).toEqual(expect.arrayContaining(['grade', 'jargon']));
      expect(published.body.warnings[0].sentence).toContain('Pursuant');
    });

    test('words that are not published are seen as a customer would get them, or refused as publishing would; nothing is kept', async () => {
      const words = { key: 'receipt', language: 'en', subject: 'About {{number}}', body };
      const before = (await text('receipt', 'email', 'en')).version;
      const seen = await manager.post('templates/preview', words);
      expect(seen.status).toBe(200);
      expect(seen.body).toMatchObject({
        subject: expect.stringContaining('R-1000000001'),
        html: expect.stringContaining('lang="en"'),
        warnings: [],
      });
      const wrong = { ...words, body: 'Hello {{nobody}}' };
      const [tried, published] = [await manager.post('templates/preview', wrong), await manager.post('templates', wrong)];
      expect(tried.status).toBe(400);
      expect(tried.body.errors).toEqual(published.body.errors);
      expect((await agent.post('templates/preview', words)).status).toBe(403);
      expect((await text('receipt', 'email', 'en')).version).toBe(before);
    });

    test('a text that is short for one person and long for another is shown with long names, and what it costs', async () => {
      const mail = await agent.get(`templates/${(await text('receipt', 'email', 'de')).id}/preview`);
      expect(mail.body).toMatchObject({ segments: null, subject: expect.stringContaining('R-1000000001') });
      expect(mail.body.text).toContain('Guten Tag Maximiliane Featherstonehaugh-Cholmondeley,');
      expect(mail.body.html).toContain('<html lang="de" dir="ltr">');
      const arabic = await agent.get(`templates/${(await text('receipt', 'email', 'ar')).id}/preview`);
      expect(arabic.body.html).toContain('<html lang="ar" dir="rtl">');
      const sms = await agent.get(`templates/${(await text('receipt', 'sms', 'ar')).id}/preview`);
      expect(sms.body).toMatchObject({ html: null, encoding: 'UCS-2', segments: 3, warnings: [] });
      const long = await manager.post('templates', {
        ...{ key: 'survey', channel: 'sms', language: 'fr' },
        body: `{{place}}: ${'Nous voulons savoir si tout est en ordre chez vous. '.repeat(8)}{{link}}`,
      });
      expect(long.body.warnings).toContainEqual(
        expect.objectContaining({ kind: 'segments', says: expect.stringContaining('text messages; 3 are enough') }),
      );
    });
  });

  describe('languages', () => {
    test('edge 51: a customer is written to in their language where there are words, right to left where it runs so', async () => {
      const { email } = await complaint({ language: 'ar' });
      await world.settle();
      const [mail] = world.sink.to(email);
      expect(mail?.text).toContain('مرحبًا Ana Lopez،');
      expect(mail?.parsed.html).toContain('dir="rtl"');
    });

    test('where a language has no words another one is used, and that is written down once', async () => {
      for (const language of ['fr-CA', 'fr-CA', 'pl']) {
        const { email } = await complaint({ language });
        await world.settle();
        expect(world.sink.to(email)[0]?.text).toContain(language === 'pl' ? 'Hello Ana Lopez,' : 'Bonjour Ana Lopez,');
      }
      const { fallbacks } = (await agent.get('templates?limit=1')).body;
      expect(fallbacks.map((one: Text & { used: string }) => `${one.key} ${one.channel} ${one.language} ${one.used}`).sort()).toEqual([
        'receipt email fr-ca fr',
        'receipt email pl en',
      ]);
    });
  });

  describe('notes in plain words', () => {
    const note = {
      key: 'repair_warranty',
      cause: 'process',
      title: 'Your repair warranty',
      body: 'The warranty holds for a year. A warranty costs nothing.',
    };

    test('a note goes out with the answer about its cause, each difficult word explained once', async () => {
      expect((await manager.post('explainers', note)).status).toBe(201);
      expect((await manager.post('glossary', { term: 'warranty', explanation: 'our promise to repair it again' })).status).toBe(201);
      const { ticketId, email } = await complaint();
      const delivered = await agent.post(`tickets/${ticketId}/fix-delivered`, FIX);
      expect(delivered.status).toBe(200);
      await world.settle();
      const answer = world.sink.to(email).find((mail) => mail.subject.startsWith('What we did'));
      expect(answer?.text).toContain(
        'Good to know:\nYour repair warranty [1]\nThe warranty holds for a year. A warranty costs nothing.\n\n[1] warranty: our promise to repair it again',
      );
      const other = await complaint();
      await agent.post(`tickets/${other.ticketId}/fix-delivered`, { ...FIX, cause: 'people' });
      await world.settle();
      expect(world.sink.to(other.email).find((mail) => mail.subject.startsWith('What we did'))?.text).not.toContain('Good to know');
    });

    test('a note in the customer’s language beats the English one; a hidden one is not sent', async () => {
      const german = await manager.post('explainers', {
        ...note,
        language: 'de',
        title: 'Ihre Garantie',
        body: 'Die Garantie gilt ein Jahr.',
      });
      expect(german.status).toBe(201);
      const first = await complaint({ language: 'de-AT' });
      await agent.post(`tickets/${first.ticketId}/fix-delivered`, FIX);
      await manager.patch(`explainers/${String(german.body.id)}`, { status: 'hidden', version: 1 });
      const second = await complaint({ language: 'de-AT' });
      await agent.post(`tickets/${second.ticketId}/fix-delivered`, FIX);
      await world.settle();
      const [one, two] = [first, second].map(({ email }) =>
        world.sink
          .to(email)
          .find((mail) => mail.subject.startsWith('Was wir'))
          ?.text.replaceAll('\r\n', '\n'),
      );
      expect(one).toContain('Ihre Garantie\nDie Garantie gilt ein Jahr.');
      expect(two).toContain('Your repair warranty');
    });

    test('notes and words are written once, changed by whoever saw the newest version, and never deleted', async () => {
      expect(await manager.post('explainers', note)).toMatchObject({ status: 409, body: { guard: 'key_taken' } });
      expect(await manager.post('glossary', { term: 'WARRANTY', explanation: 'x' })).toMatchObject({
        status: 409,
        body: { guard: 'key_taken' },
      });
      const { items } = (await agent.get('explainers?cause=process&language=en')).body;
      expect(items).toEqual([
        expect.objectContaining({ key: 'repair_warranty', cause: 'process', touchPoint: null, version: 1, status: 'active' }),
      ]);
      const changed = await manager.patch(`explainers/${String(items[0].id)}`, { title: 'Your warranty', version: 1 });
      expect(changed).toMatchObject({ status: 200, body: { title: 'Your warranty', version: 2, body: note.body } });
      expect(await manager.patch(`explainers/${String(items[0].id)}`, { title: 'x', version: 1 })).toMatchObject({
        status: 409,
        body: { guard: 'version' },
      });
      const words = (await agent.get('glossary?language=en')).body.items;
      const word = await manager.patch(`glossary/${String(words[0].id)}`, { explanation: 'our promise', version: 1 });
      expect(word).toMatchObject({ status: 200, body: { term: 'warranty', explanation: 'our promise', version: 2 } });
    });

    test('a note about nothing, an unknown cause, a field nobody asked for, and a person without the right', async () => {
      expect((await manager.post('explainers', { ...note, key: 'nothing', cause: null })).status).toBe(400);
      expect((await manager.post('explainers', { ...note, key: 'nothing', cause: 'no_such' })).status).toBe(400);
      expect((await manager.post('glossary', { term: 'x y', explanation: 'z', status: 'hidden' })).status).toBe(400);
      expect((await agent.post('explainers', { ...note, key: 'mine' })).status).toBe(403);
      expect((await agent.patch('glossary/0190f0a0-0000-7000-8000-000000000000', { explanation: 'x' })).status).toBe(403);
      expect((await manager.patch('explainers/0190f0a0-0000-7000-8000-000000000000', { title: 'x' })).status).toBe(404);
    });
  });
});

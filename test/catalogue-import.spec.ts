import type { Answer, Client, Json } from './support/client';
import { done, fixedTicket, take } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

const bring = (body: object): Promise<Answer> => manager.post('gesture-types/import', body);
const versions = () => world.sql<{ n: number }>('SELECT count(*)::int AS n FROM gesture_type_version');

let counter = 0;

function item(over: Record<string, unknown> = {}): Record<string, unknown> {
  counter += 1;
  return {
    code: `gift_${String(counter)}`,
    status: 'active',
    name: 'Coffee',
    customerText: { en: 'A coffee on the house.' },
    class: 'goods',
    kind: 'product_gift',
    costMinor: 80,
    faceMinor: 400,
    currency: 'USD',
    fulfilment: 'handover',
    ...over,
  };
}

async function typeOf(code: string): Promise<Json> {
  const { items } = (await agent.get('gesture-types?limit=100')).body;
  return items.find((one: { code: string }) => one.code === code);
}

describe('sets', () => {
  test('four sets can be looked at before one is taken', async () => {
    const { items } = (await agent.get('gesture-types/sets')).body;
    expect(items.map(({ key }: { key: string }) => key)).toEqual(['repair_shop', 'retail', 'telecom', 'hotel']);
    const [first] = items[3].gifts;
    expect(first).toEqual({
      code: 'hotel_late_check_out',
      name: 'Late check-out',
      class: 'time',
      costMinor: 500,
      faceMinor: 3000,
      text: 'Keep your room until four in the afternoon. Sleep in and leave when you like.',
      known: false,
    });
  });

  test('a set taken twice changes nothing the second time', async () => {
    expect((await agent.post('gesture-types/import', { set: 'hotel' })).status).toBe(403);
    const first = await done(bring({ set: 'hotel' }));
    expect(first).toMatchObject({ added: 11, changed: 0, unchanged: 0, refused: 0 });
    expect(first.items[0]).toEqual({ code: 'hotel_late_check_out', outcome: 'added', says: '"Late check-out" is in the catalogue now.' });
    const before = await versions();
    const second = await done(bring({ set: 'hotel' }));
    expect(second).toMatchObject({ added: 0, changed: 0, unchanged: 11, refused: 0 });
    expect(second.items[0]).toMatchObject({ outcome: 'unchanged', says: 'It is in the catalogue like this already.' });
    expect(await versions()).toEqual(before);
    expect((await agent.get('gesture-types/sets')).body.items[3].gifts[0]).toMatchObject({ known: true });
    expect(await typeOf('hotel_bottle_of_wine')).toMatchObject({
      status: 'active',
      currency: 'USD',
      eligible: { restricted: ['alcohol'] },
    });
  });

  test('a set brings back its own price and words, and leaves what is paused at rest', async () => {
    await done(bring({ set: 'retail' }));
    await done(manager.patch('gesture-types/retail_gift_wrap', { status: 'paused', costMinor: 900, roleMin: 'lead' }));
    const { items, changed } = await done(bring({ set: 'retail' }));
    expect(changed).toBe(1);
    expect(items.find(({ code }: { code: string }) => code === 'retail_gift_wrap')).toMatchObject({
      outcome: 'changed',
      says: 'Changed: roleMin, costMinor. What was offered before keeps its terms.',
    });
    expect(await typeOf('retail_gift_wrap')).toMatchObject({ status: 'paused', costMinor: 150, roleMin: null, version: 3 });
  });

  test('a set can be priced in another currency', async () => {
    await done(bring({ set: 'telecom', currency: 'EUR' }));
    expect(await typeOf('telecom_credit_15')).toMatchObject({ currency: 'EUR', costMinor: 1500 });
    expect(await done(bring({ set: 'telecom', currency: 'XXY' }))).toMatchObject({ added: 0, refused: 10 });
  });

  test('two who take the same set at once take it once', async () => {
    const answers = await Promise.all([bring({ set: 'repair_shop' }), bring({ set: 'repair_shop' })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.added).sort((a: number, b: number) => a - b)).toEqual([0, 10]);
    const [row] = await world.sql(
      `SELECT count(*)::int AS n FROM gesture_type_version v JOIN gesture_type t ON t.id = v.type_id WHERE t.code LIKE 'repair%'`,
    );
    expect(row).toEqual({ n: 10 });
  });
});

describe('own lists', () => {
  test('each line says what became of it, and one that is refused holds up no other', async () => {
    const old = item();
    await done(manager.post('gesture-types', old));
    const fresh = item({ status: 'draft' });
    const list = [
      { ...old, faceMinor: 500 },
      fresh,
      item({ code: 'money_back', kind: 'refund' }),
      item({ code: 'bargain', customerText: { de: 'Ein Kaffee, im Gegenzug bleibt es unter uns.' } }),
      item({ code: 'no_text', customerText: {} }),
      { ...fresh, name: 'Other coffee' },
    ];
    const answer = await done(bring({ items: list }));
    expect(answer).toMatchObject({ added: 1, changed: 1, unchanged: 0, refused: 4 });
    expect(answer.items.map(({ outcome, says }: { outcome: string; says: string }) => [outcome, says])).toEqual([
      ['changed', 'Changed: faceMinor. What was offered before keeps its terms.'],
      ['added', '"Coffee" is in the catalogue now, as draft.'],
      ['refused', 'What the customer is owed belongs to the fix; it is never a gift.'],
      ['refused', 'A gift must not ask for anything in return: take out "im Gegenzug".'],
      ['refused', 'customerText must be texts by language, such as {"en": "A free car wash, on us."}.'],
      ['refused', 'The list names it twice; only the first counts.'],
    ]);
    expect(await typeOf(String(fresh['code']))).toMatchObject({ name: 'Coffee', status: 'draft' });
    expect(await typeOf('bargain')).toBeUndefined();
    const again = await done(bring({ items: list }));
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2, refused: 4 });
  });

  test('what a line leaves out stays as it is, and only a difference makes a version', async () => {
    const gift = item({ taxNote: 'Small gift, no tax.', eligible: { severities: ['S3'], languages: ['en', 'de'] }, redemptionPercent: 40 });
    await done(bring({ items: [gift] }));
    const { taxNote, eligible, redemptionPercent, ...rest } = gift;
    expect([taxNote, eligible, redemptionPercent]).not.toContain(undefined);
    expect(await done(bring({ items: [rest] }))).toMatchObject({ unchanged: 1 });
    expect(await done(bring({ items: [{ ...gift, eligible: { languages: ['en', 'de'], severities: ['S3'] } }] }))).toMatchObject({
      unchanged: 1,
    });
    expect(await done(bring({ items: [{ ...gift, status: 'paused' }] }))).toMatchObject({ changed: 1 });
    expect(await typeOf(String(gift['code']))).toMatchObject({
      status: 'paused',
      version: 1,
      taxNote: 'Small gift, no tax.',
      redemptionPercent: 40,
    });
    expect(await done(bring({ items: [{ ...gift, taxNote: null }] }))).toMatchObject({ changed: 1 });
    expect(await typeOf(String(gift['code']))).toMatchObject({ status: 'active', version: 2, taxNote: null });
  });

  test('what the list outlaws stays out of sight of the tickets', async () => {
    const gift = item({ eligible: { categories: ['billing'] } });
    await done(bring({ items: [gift] }));
    const ticket = await fixedTicket(world, agent);
    expect((await take(agent, ticket, String(gift['code']))).body).toMatchObject({
      guard: 'type',
      detail: 'It is not meant for what went wrong here.',
    });
  });

  test('who brought what in is in the audit trail', async () => {
    const gift = item();
    await done(bring({ items: [gift] }));
    await done(bring({ items: [{ ...gift, costMinor: 90 }] }));
    const rows = await world.sql(`SELECT action, actor_id FROM audit_event WHERE subject = $1 ORDER BY id`, [
      `gesture_type:${String(gift['code'])}`,
    ]);
    expect(rows).toEqual([
      { action: 'gesture_type.added', actor_id: manager.staffId },
      { action: 'gesture_type.changed', actor_id: manager.staffId },
    ]);
  });

  test.each([
    ['nothing', {}],
    ['both', { set: 'hotel', items: [] }],
    ['an unknown set', { set: 'circus' }],
    ['no list', { items: 'coffee' }],
    ['a list of texts', { items: ['coffee'] }],
    ['a list of lists', { items: [[]] }],
    ['an item without a price', { items: [{ ...item(), costMinor: undefined }] }],
    ['an item with a field nobody asked for', { items: [item({ feltMinor: 5 })] }],
    ['an item with an odd mark', { items: [item({ eligible: { restricted: ['peanuts'] } })] }],
    ['an item with a code that is none', { items: [item({ code: 'No Code' })] }],
    ['an item in no currency', { items: [item({ currency: 'dollars' })] }],
    ['two hundred and one items', { items: Array.from({ length: 201 }, () => item()) }],
  ])('%s is refused as a whole', async (_what, body) => {
    const before = await versions();
    expect((await bring(body)).status).toBe(400);
    expect(await versions()).toEqual(before);
  });

  test('an empty list changes nothing', async () => {
    expect(await done(bring({ items: [] }))).toEqual({ added: 0, changed: 0, unchanged: 0, refused: 0, items: [] });
  });
});

describe('what was offered', () => {
  async function offered(code: string): Promise<string> {
    const ticket = await fixedTicket(world, agent);
    const { id } = await done(take(agent, ticket, code));
    await done(agent.post(`gestures/${id}/offer`));
    return id;
  }
  const terms = async (id: string): Promise<Json> =>
    (await world.sql(`SELECT name, face_minor, cost_reserved_minor, text, state FROM gesture_facts WHERE id = $1`, [id]))[0];

  test('edge 89: an import with other prices and words leaves an offer as it was made', async () => {
    const gift = item({ costMinor: 500, faceMinor: 1200 });
    await done(bring({ items: [gift] }));
    const id = await offered(String(gift['code']));
    const before = await terms(id);
    expect(before).toMatchObject({ name: 'Coffee', face_minor: 1200, cost_reserved_minor: 500, text: 'A coffee on the house.' });
    const dearer = { ...gift, name: 'Tea', costMinor: 900, faceMinor: 900, customerText: { en: 'A tea on the house.' } };
    expect(await done(bring({ items: [dearer] }))).toMatchObject({ changed: 1 });
    expect(await terms(id)).toEqual(before);
    expect(await done(agent.post(`gestures/${id}/accept`))).toMatchObject({ faceMinor: 1200, state: 'accepted' });
    expect(await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Handed over.' }))).toMatchObject({
      state: 'fulfilled',
      faceMinor: 1200,
    });
    const next = await offered(String(gift['code']));
    expect(await terms(next)).toMatchObject({ name: 'Tea', face_minor: 900, text: 'A tea on the house.' });
  });

  test.each(['paused', 'retired'])('edge 88: an import that says %s leaves an offer standing until it is given', async (status) => {
    const gift = item();
    await done(bring({ items: [gift] }));
    const id = await offered(String(gift['code']));
    expect(await done(bring({ items: [{ ...gift, status }] }))).toMatchObject({ changed: 1 });
    expect((await take(agent, await fixedTicket(world, agent), String(gift['code']))).body).toMatchObject({ guard: 'type' });
    await done(agent.post(`gestures/${id}/accept`));
    expect(await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Handed over.' }))).toMatchObject({ state: 'fulfilled' });
  });
});

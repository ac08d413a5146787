import { StartUp } from '../src/start-up';
import type { Client } from './support/client';
import { done } from './support/one-up';
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

const COFFEE = {
  code: 'coffee',
  name: 'Coffee',
  customerText: { en: 'A coffee on the house.', de: 'Ein Kaffee aufs Haus.' },
  class: 'goods',
  kind: 'product_gift',
  costMinor: 80,
  faceMinor: 400,
  currency: 'USD',
  fulfilment: 'handover',
};

test('a new desk has fourteen kinds of gifts, all of them in use', async () => {
  const { body } = await agent.get('gesture-types?limit=100');
  expect(body.items).toHaveLength(14);
  expect(body.items.filter(({ status }: { status: string }) => status !== 'active')).toEqual([]);
  expect(body.items.find(({ code }: { code: string }) => code === 'courier')).toMatchObject({
    costMinor: 1200,
    faceMinor: 2000,
    currency: 'USD',
    class: 'time',
    needsAddress: true,
    leadMinutes: 1440,
    offerDays: 14,
    version: 1,
  });
});

test('the list comes in pages', async () => {
  const first = (await agent.get('gesture-types?limit=10')).body;
  const second = (await agent.get(`gesture-types?limit=10&cursor=${first.nextCursor}`)).body;
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([10, 4, null]);
});

test('a manager adds a kind as a draft and puts it into use; new terms are a new version', async () => {
  expect((await agent.post('gesture-types', COFFEE)).status).toBe(403);
  const added = await manager.post('gesture-types', COFFEE);
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ code: 'coffee', status: 'draft', version: 1, offerDays: 14, silent: false, redemptionPercent: 100 });
  expect(await done(manager.patch('gesture-types/coffee', { status: 'active' }))).toMatchObject({ status: 'active', version: 1 });
  expect(await done(manager.patch('gesture-types/coffee', { faceMinor: 450, version: 1 }))).toMatchObject({
    version: 2,
    faceMinor: 450,
    costMinor: 80,
  });
  expect((await manager.patch('gesture-types/coffee', { faceMinor: 500, version: 1 })).body).toMatchObject({ guard: 'version' });
  expect((await manager.post('gesture-types', COFFEE)).body).toMatchObject({ guard: 'key_taken' });
  expect((await manager.patch('gesture-types/tea', { faceMinor: 1 })).status).toBe(404);
});

test('two changes at once make two versions', async () => {
  await done(manager.post('gesture-types', { ...COFFEE, code: 'cake' }));
  await Promise.all([manager.patch('gesture-types/cake', { faceMinor: 500 }), manager.patch('gesture-types/cake', { costMinor: 90 })]);
  expect(await done(manager.patch('gesture-types/cake', { status: 'active' }))).toMatchObject({
    version: 3,
    faceMinor: 500,
    costMinor: 90,
  });
});

test('R3: a refund is no gift', async () => {
  const refused = await manager.post('gesture-types', { ...COFFEE, code: 'money_back', kind: 'refund' });
  expect([refused.status, refused.body.guard]).toEqual([409, 'R3']);
  expect((await manager.post('gesture-types', { ...COFFEE, code: 'odd', kind: 'yacht' })).status).toBe(400);
});

test('R5: words that ask for something in return are refused by name', async () => {
  const refused = await manager.post('gesture-types', {
    ...COFFEE,
    code: 'bargain',
    customerText: { en: 'A coffee in full and final settlement.' },
  });
  expect(refused.body).toMatchObject({ guard: 'R5' });
  expect(refused.body.detail).toContain('in full and final settlement');
  expect((await manager.patch('gesture-types/car_wash', { reasonLine: { en: 'Please rate us.' } })).body).toMatchObject({ guard: 'R5' });
});

test('terms that say the same are no new version', async () => {
  const { version, eligible, ...terms } = await done(
    manager.post('gesture-types', { ...COFFEE, code: 'same', eligible: { languages: ['en'] } }),
  );
  const same = {
    customerText: terms.customerText,
    costMinor: terms.costMinor,
    validFrom: terms.validFrom,
    eligible,
    redemptionPercent: 100,
  };
  expect(await done(manager.patch('gesture-types/same', { ...same, version }))).toMatchObject({ version: 1 });
  expect(await done(manager.patch('gesture-types/same', { eligible: { languages: ['en', 'de'] } }))).toMatchObject({ version: 2 });
});

test.each([
  ['German', { de: 'Ein Kaffee, wenn Sie die Beschwerde zurückziehen.' }, 'Beschwerde zurückziehen'],
  ['Spanish', { es: 'Un café a cambio de su silencio.' }, 'a cambio de'],
  ['French', { fr: 'Un café, pour solde de tout compte.' }, 'pour solde de tout compte'],
  ['Arabic', { ar: 'قهوة بشرط أن تسحب الشكوى' }, 'بشرط أن'],
  ['German in a text that says it is English', { en: 'Ein Kaffee im Gegenzug.' }, 'im Gegenzug'],
])('R5: a bargain in %s is refused by name', async (_, text, words) => {
  for (const field of ['customerText', 'reasonLine']) {
    const refused = await manager.patch('gesture-types/car_wash', { [field]: text });
    expect(refused.body).toMatchObject({ status: 409, guard: 'R5', detail: expect.stringContaining(`"${words}"`) });
  }
});

test('terms that cannot be are refused', async () => {
  const add = (over: object) => manager.post('gesture-types', { ...COFFEE, code: 'wrong', ...over });
  const answers = await Promise.all([
    add({ customerText: {} }),
    add({ customerText: { en: '' } }),
    add({ customerText: { English: 5 } }),
    add({ currency: 'XXY' }),
    add({ validityDays: 30 }),
    add({ costMinor: -1 }),
    add({ costMinor: 1.5 }),
    add({ validFrom: '2030-01-02T00:00:00Z', validTo: '2030-01-01T00:00:00Z' }),
    add({ feltMinor: 5 }),
    add({ eligible: { severity: ['S9'] } }),
    add({ eligible: { severities: ['S9'] } }),
    add({ eligible: { restricted: ['peanuts'] } }),
    add({ eligible: { ageOk: 'yes' } }),
    add({ eligible: { b2b: 1 } }),
    add({ eligible: { categories: 'billing' } }),
    add({ eligible: { languages: [''] } }),
    add({ taxNote: 5 }),
    add({ taxNote: 'x'.repeat(501) }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
});

test('for whom a kind is meant can be set and lifted again', async () => {
  const only = await done(manager.patch('gesture-types/donation', { eligible: { severities: ['S3'], failureClasses: ['time_lost'] } }));
  expect(only.eligible).toEqual({ severities: ['S3'], failureClasses: ['time_lost'] });
  const all = {
    severities: ['S2'],
    failureClasses: ['money_lost'],
    channels: ['chat'],
    locations: ['main'],
    categories: ['billing'],
    languages: ['de'],
    ageOk: true,
    b2b: false,
    restricted: ['alcohol', 'allergy', 'faith'],
    excludedFlags: ['vegan'],
  };
  expect((await done(manager.patch('gesture-types/donation', { eligible: all }))).eligible).toEqual(all);
  expect((await done(manager.patch('gesture-types/donation', { eligible: null }))).eligible).toEqual({});
});

test('how a gift is taxed can be noted, for each version', async () => {
  const noted = await done(manager.patch('gesture-types/product_gift', { taxNote: 'Gift to a customer, no VAT below 50.' }));
  expect(noted).toMatchObject({ version: 2, taxNote: 'Gift to a customer, no VAT below 50.' });
  expect(await done(manager.patch('gesture-types/product_gift', { taxNote: null }))).toMatchObject({ version: 3, taxNote: null });
});

test('everybody sees who may give how much', async () => {
  const { body } = await agent.get('authority-limits');
  const byRole = Object.fromEntries(
    body.items.map((limit: { role: string; perGestureMinor: number }) => [limit.role, limit.perGestureMinor]),
  );
  expect(byRole).toEqual({
    vendor_agent: 1000,
    vendor_lead: 1000,
    agent: 2500,
    senior_agent: 5000,
    lead: 10_000,
    manager: 50_000,
    area_manager: 200_000,
  });
});

test('the catalogue and what is learned about it are changed only by those who manage all places', async () => {
  const local = await world.signIn('manager', { location: 'main' });
  const sentence = 'The catalogue is the same for all places, so only somebody who manages all of them changes it.';
  const tries = [
    local.post('gesture-types', { ...COFFEE, code: 'local_coffee' }),
    local.patch('gesture-types/car_wash', { status: 'paused' }),
    local.post('gesture-types/import', { items: [{ ...COFFEE, code: 'local_coffee' }] }),
    local.patch('learning', { recoveredUnits: 1 }),
    local.post('learning/put-back', { failureClass: 'failed_service', gestureType: 'car_wash', reason: 'It works here.' }),
  ];
  for (const { status, body } of await Promise.all(tries)) expect([status, body.detail]).toEqual([403, sentence]);
  expect(await world.sql(`SELECT code, status FROM gesture_type WHERE code IN ('local_coffee', 'car_wash')`)).toEqual([
    { code: 'car_wash', status: 'active' },
  ]);
  expect((await local.put('gesture-types/car_wash/stock', { location: 'main', onHand: 3 })).status).toBe(200);
  for (const role of ['admin', 'area_manager']) {
    const wide = await world.signIn(role);
    await done(wide.post('gesture-types', { ...COFFEE, code: `coffee_of_${role}` }));
  }
});

test('starting twice adds nothing twice', async () => {
  const [before] = await world.sql(`SELECT count(*) AS n FROM gesture_type_version`);
  await world.desk.app.get(StartUp).prepare();
  expect(await world.sql(`SELECT count(*) AS n FROM gesture_type_version`)).toEqual([before]);
});

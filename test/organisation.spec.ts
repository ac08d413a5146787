import { uuidv7 } from 'uuidv7';
import { OrganisationService } from '../src/organisation/organisation.service';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let admin: Client;
const SHOP = { name: 'Shop', zone: 'Europe/Zurich', currency: 'CHF', calendar: 'shop-hours' };

beforeAll(async () => {
  world = await World.start();
  await world.sql(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'shop-hours', 'Shop hours', desk_now())`, [uuidv7()]);
  admin = await world.signIn('admin');
});
afterAll(() => world.stop());

async function location(key: string, parent?: string): Promise<void> {
  expect((await admin.post('locations', { ...SHOP, key, name: key, parent })).status).toBe(201);
}

async function idOf(key: string): Promise<string> {
  return (await world.sql<{ id: string }>('SELECT id FROM location WHERE key = $1', [key]))[0]?.id ?? '';
}

test('an administrator builds the tree of locations, and all who are signed in can read it', async () => {
  await location('swiss');
  const made = await admin.post('locations', { ...SHOP, key: 'bern', country: 'CH', parent: 'swiss' });
  expect(made).toMatchObject({
    status: 201,
    body: { key: 'bern', parent: 'swiss', calendar: 'shop-hours', currency: 'CHF', country: 'CH', version: 1 },
  });
  const list = await (await world.signIn('agent')).get('locations');
  expect(list.body.items).toContainEqual(made.body);
});

test('nobody but administrators and area managers changes the organisation', async () => {
  for (const role of ['agent', 'lead', 'manager', 'auditor', 'analyst']) {
    const client = await world.signIn(role);
    expect((await client.post('locations', { ...SHOP, key: `of-${role}` })).status).toBe(403);
    expect((await client.post('teams', { key: 'x', name: 'X', location: 'main' })).status).toBe(403);
    expect((await client.post('desks', { key: 'x', name: 'X', kind: 'vendor' })).status).toBe(403);
  }
  expect((await (await world.signIn('area_manager')).post('locations', { ...SHOP, key: 'of-area' })).status).toBe(201);
  expect((await world.anonymous.get('locations')).status).toBe(401);
});

test('a location can never lie below itself, however long the way round', async () => {
  await location('a');
  await location('b', 'a');
  await location('c', 'b');
  expect(await admin.patch('locations/a', { parent: 'c' })).toMatchObject({ status: 409, body: { guard: 'tree' } });
  expect(await admin.patch('locations/a', { parent: 'a' })).toMatchObject({ status: 409, body: { guard: 'tree' } });
  expect((await admin.patch('locations/c', { parent: 'a' })).body.parent).toBe('a');
  expect((await admin.patch('locations/c', { parent: null })).body.parent).toBeNull();
});

test('two people who each hang a location below the other’s at once do not make a ring', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [`ring-a${String(round)}`, `ring-b${String(round)}`];
    await location(one);
    await location(other);
    const answers = await Promise.all([
      admin.patch(`locations/${one}`, { parent: other }),
      admin.patch(`locations/${other}`, { parent: one }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  }
});

test('a zone, a currency, a calendar or a parent that does not exist is refused with a sentence', async () => {
  const wrong = [{ zone: 'Europe/Nowhere' }, { zone: '+01:00' }, { currency: 'XXQ' }, { calendar: 'none' }, { parent: 'none' }];
  for (const part of wrong) {
    const answer = await admin.post('locations', { ...SHOP, key: 'wrong', ...part });
    expect([part, answer.status]).toEqual([part, 400]);
    expect(answer.body.detail).toMatch(/\.$/);
  }
  expect((await admin.patch('locations/swiss', { zone: 'Mars/Base' })).status).toBe(400);
});

test('what nobody asked for is refused, and the currency cannot be changed later', async () => {
  expect((await admin.post('locations', { ...SHOP, key: 'extra', id: uuidv7() })).status).toBe(400);
  expect((await admin.patch('locations/swiss', { currency: 'EUR' })).status).toBe(400);
});

test('a key is taken once', async () => {
  await location('once');
  expect(await admin.post('locations', { ...SHOP, key: 'once' })).toMatchObject({ status: 409, body: { guard: 'key_taken' } });
});

test('who saves an older version is told, with what holds now', async () => {
  await location('versioned');
  expect((await admin.patch('locations/versioned', { name: 'First', version: 1 })).body).toMatchObject({ name: 'First', version: 2 });
  const late = await admin.patch('locations/versioned', { name: 'Second', version: 1 });
  expect(late).toMatchObject({ status: 409, body: { guard: 'version', current: { name: 'First', version: 2 } } });
});

test('the same request under the same key makes one location and gets the same answer', async () => {
  const body = { ...SHOP, key: 'repeated' };
  const first = await admin.post('locations', body, { key: 'org-1' });
  expect(await admin.post('locations', body, { key: 'org-1' })).toMatchObject({ status: first.status, body: first.body });
  expect((await admin.post('locations', { ...body, name: 'Other' }, { key: 'org-1' })).status).toBe(422);
});

test('lists come in pages, each entry once', async () => {
  for (const key of ['page-1', 'page-2', 'page-3']) await location(key);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await admin.get(`locations?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...answer.body.items.map((item: { key: string }) => item.key));
    cursor = answer.body.nextCursor;
  }
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toEqual(expect.arrayContaining(['page-1', 'page-2', 'page-3']));
  expect((await admin.get('locations?cursor=nonsense')).status).toBe(400);
  expect((await admin.get('locations?limit=1000')).status).toBe(400);
});

test('teams belong to a location and can move to another', async () => {
  await location('north');
  await location('south');
  expect((await admin.post('teams', { key: 'front-north', name: 'Front', location: 'north' })).body).toEqual({
    key: 'front-north',
    name: 'Front',
    location: 'north',
    version: 1,
  });
  expect((await admin.patch('teams/front-north', { location: 'south' })).body).toMatchObject({
    location: 'south',
    name: 'Front',
    version: 2,
  });
  expect((await admin.patch('teams/none', { name: 'X' })).status).toBe(404);
  expect((await admin.post('teams', { key: 'lost', name: 'Lost', location: 'none' })).status).toBe(400);
});

test('a partner’s desk has a contract with an end, which can be taken back', async () => {
  const made = await admin.post('desks', {
    key: 'callhouse',
    name: 'Call House',
    kind: 'vendor',
    mayFix: true,
    endsAt: '2027-06-30T22:00:00Z',
  });
  expect(made).toMatchObject({ status: 201, body: { kind: 'vendor', mayFix: true, calendar: null, endsAt: '2027-06-30T22:00:00.000Z' } });
  const changed = await admin.patch('desks/callhouse', { endsAt: null, mayFix: false, calendar: 'shop-hours' });
  expect(changed.body).toMatchObject({ endsAt: null, mayFix: false, calendar: 'shop-hours', name: 'Call House' });
  expect((await admin.get('desks')).body.items).toContainEqual(changed.body);
});

test('every change of the organisation leaves a line in the trail', async () => {
  await location('traced');
  await admin.patch('locations/traced', { name: 'Traced' });
  const trail = await world.sql(`SELECT action, actor_id AS actor FROM audit_event WHERE subject = 'location:traced' ORDER BY id`);
  expect(trail).toEqual([
    { action: 'location.added', actor: admin.staffId },
    { action: 'location.changed', actor: admin.staffId },
  ]);
});

test('a place knows all that lies below it, and the tree comes parents first', async () => {
  await location('top');
  await location('mid', 'top');
  await location('leaf', 'mid');
  const organisation = world.desk.app.get(OrganisationService);
  const below = await organisation.below(await idOf('top'));
  expect(below.sort()).toEqual((await Promise.all(['top', 'mid', 'leaf'].map(idOf))).sort());
  expect(await organisation.below(await idOf('leaf'))).toEqual([await idOf('leaf')]);
  const tree = await organisation.locationTree();
  const places = new Map(tree.map((place, index) => [place.id, index]));
  for (const [index, place] of tree.entries()) if (place.parentId) expect(places.get(place.parentId)).toBeLessThan(index);
  expect(tree.length).toBe(Number((await world.sql('SELECT count(*)::int AS n FROM location'))[0]?.n));
});

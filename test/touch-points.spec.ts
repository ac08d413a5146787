import { Database } from '../src/platform/database/database';
import { TouchPointsService } from '../src/touchpoints/touch-points.service';
import type { Client, Json } from './support/client';
import { World } from './support/world';

let world: World;
let admin: Client;
let counter = 0;

const service = () => world.desk.app.get(TouchPointsService);
const db = () => world.desk.app.get(Database);
const starter = () => db().transaction(async (tx) => service().ensureStarter(tx, await tx.now()));

beforeAll(async () => {
  world = await World.start();
  await starter();
  admin = await world.signIn('admin');
});
afterAll(() => world.stop());

async function add(more: object = {}, to = 'touch-points'): Promise<Json> {
  const key = `own${String(++counter)}`;
  const answer = await admin.post(to, {
    key,
    name: `Own ${String(counter)}`,
    ...(to === 'touch-points' ? { phase: 'during' } : {}),
    ...more,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function keys(of: (item: Json) => boolean, path = 'touch-points?hidden=true'): Promise<string[]> {
  return (await admin.get(path)).body.items.filter(of).map((item: Json) => item.key);
}

test('a new desk knows the twenty touch points of a journey and seven causes', async () => {
  const { body } = await admin.get('touch-points');
  const first = body.items.filter((item: Json) => item.parent === null);
  expect(first.slice(0, 20).map((item: Json) => item.phase)).toEqual([
    ...Array(6).fill('before'),
    ...Array(7).fill('during'),
    ...Array(7).fill('after'),
  ]);
  expect(first[0]).toMatchObject({
    key: 'social_media',
    name: 'Social media',
    level: 1,
    position: 1,
    failureClass: 'lack_of_attention',
    hidden: false,
    version: 1,
  });
  expect((await admin.get('causes')).body.items.map((item: Json) => item.key)).toEqual([
    'people',
    'process',
    'product',
    'system',
    'partner',
    'information',
    'outside',
  ]);
});

test('putting the starter data in again changes nothing that people changed', async () => {
  await admin.patch('touch-points/community', { name: 'The fair', hidden: true });
  const before = (await admin.get('touch-points?hidden=true')).body;
  await Promise.all([starter(), starter()]);
  expect((await admin.get('touch-points?hidden=true')).body).toEqual(before);
});

test('everybody who works here sees them; only who may change settings changes them', async () => {
  const agent = await world.signIn('agent');
  for (const path of ['touch-points', 'causes']) {
    expect((await agent.get(path)).status).toBe(200);
    expect((await agent.post(path, { key: 'x', name: 'X', phase: 'during' })).status).toBe(403);
    expect((await world.anonymous.get(path)).status).toBe(401);
  }
  expect((await agent.patch('touch-points/website', { name: 'X' })).status).toBe(403);
});

test('a touch point below another one is met at the same time and fails the same way, unless said otherwise', async () => {
  const top = await add({ phase: 'after', failureClass: 'time_lost' });
  const below = await add({ parent: top.key, phase: undefined });
  expect(below).toMatchObject({ phase: 'after', failureClass: 'time_lost', control: 'yes', parent: top.key, level: 2, position: 1 });
  const answer = await admin.post('touch-points', { key: 'wrong', name: 'Wrong', phase: 'before', parent: top.key });
  expect(answer.body).toMatchObject({ status: 400, detail: expect.stringContaining('is met after a purchase') as string });
});

test('a tree has three levels and no rings', async () => {
  const top = await add();
  const middle = await add({ parent: top.key });
  const leaf = await add({ parent: middle.key });
  expect((await admin.post('touch-points', { key: 'deep', name: 'Deep', parent: leaf.key })).body).toMatchObject({
    status: 409,
    guard: 'tree',
  });
  expect((await admin.patch(`touch-points/${String(top.key)}`, { parent: leaf.key })).body).toMatchObject({ status: 409, guard: 'tree' });
  expect((await admin.patch(`touch-points/${String(top.key)}`, { parent: top.key })).body).toMatchObject({ status: 409, guard: 'tree' });
  const other = await add();
  expect((await admin.patch(`touch-points/${String(top.key)}`, { parent: other.key })).body).toMatchObject({ status: 409, guard: 'tree' });
});

test('two moves at once that would close a ring together: one of them is refused', async () => {
  const [a, b] = [await add(), await add()];
  const move = (one: Json, below: Json) => admin.patch(`touch-points/${String(one.key)}`, { parent: below.key });
  const answers = await Promise.all([move(a, b), move(b, a)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('moving to another phase takes along what lies below', async () => {
  const top = await add();
  const below = await add({ parent: top.key });
  expect((await admin.patch(`touch-points/${String(top.key)}`, { phase: 'before' })).body).toMatchObject({ phase: 'before' });
  const items = (await admin.get('touch-points')).body.items;
  expect(items.find((item: Json) => item.key === below.key)).toMatchObject({ phase: 'before', parent: top.key });
});

test('one that changes its place pushes the others aside', async () => {
  const top = await add();
  const [a, b, c] = [await add({ parent: top.key }), await add({ parent: top.key }), await add({ parent: top.key, position: 1 })];
  const order = () => keys((item) => item.parent === top.key);
  expect(await order()).toEqual([c.key, a.key, b.key]);
  await admin.patch(`touch-points/${String(b.key)}`, { position: 2 });
  expect(await order()).toEqual([c.key, b.key, a.key]);
  await admin.patch(`touch-points/${String(c.key)}`, { parent: null });
  expect(await order()).toEqual([b.key, a.key]);
  expect(
    (await admin.get('touch-points')).body.items.filter((item: Json) => item.parent === top.key).map((item: Json) => item.position),
  ).toEqual([1, 2]);
});

test('a hidden one is offered no more, nor what lies below it; it stays known', async () => {
  const top = await add();
  const below = await add({ parent: top.key });
  await admin.patch(`touch-points/${String(top.key)}`, { hidden: true });
  const own = (item: Json) => [top.key, below.key].includes(item.key);
  expect(await keys(own, 'touch-points')).toEqual([]);
  expect(await keys(own)).toEqual([top.key, below.key]);
  expect(await service().byKey(db(), below.key)).toMatchObject({ id: below.id, hidden: true });
  expect((await admin.patch(`touch-points/${String(below.key)}`, { hidden: false })).body).toMatchObject({
    status: 409,
    guard: 'parent_hidden',
  });
  expect((await admin.patch(`touch-points/${String(top.id)}`, { hidden: false })).body.hidden).toBe(false);
  expect((await service().byKey(db(), below.key))?.hidden).toBe(false);
  expect((await admin.delete(`touch-points/${String(top.key)}`)).status).toBe(404);
});

test('"unsure" and "unknown_yet" are no touch point and no cause', async () => {
  expect((await admin.post('touch-points', { key: 'unsure', name: 'Unsure', phase: 'during' })).body).toMatchObject({
    status: 409,
    guard: 'reserved',
  });
  expect((await admin.post('causes', { key: 'unknown_yet', name: 'Unknown yet' })).body).toMatchObject({ status: 409, guard: 'reserved' });
  expect(await service().byKey(db(), 'unsure')).toBeNull();
  expect(await service().causeByKey(db(), 'unknown_yet')).toBeNull();
});

describe.each(['touch-points', 'causes'])('the list of %s', (path) => {
  const body = (key: string) => ({ key, name: key, ...(path === 'touch-points' ? { phase: 'after' } : {}) });

  test('takes each key once, also from two people at once', async () => {
    const answers = await Promise.all([admin.post(path, body('once')), admin.post(path, body('once'))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.guard).toBe('key_taken');
  });

  test('takes the same request once', async () => {
    const [first, second] = [
      await admin.post(path, body('again'), { key: `again-${path}` }),
      await admin.post(path, body('again'), { key: `again-${path}` }),
    ];
    expect([first.status, second.body]).toEqual([201, first.body]);
  });

  test('refuses an old version with what holds now', async () => {
    const one = await add({}, path);
    expect((await admin.patch(`${path}/${String(one.key)}`, { name: 'New', version: 1 })).body).toMatchObject({ name: 'New', version: 2 });
    expect((await admin.patch(`${path}/${String(one.key)}`, { name: 'Old', version: 1 })).body).toMatchObject({
      status: 409,
      guard: 'version',
      current: { name: 'New', version: 2 },
    });
  });

  test('names what is wrong', async () => {
    expect((await admin.post(path, { ...body('colour'), colour: 'red' })).status).toBe(400);
    expect((await admin.post(path, { ...body('Not a key') })).status).toBe(400);
    expect((await admin.post(path, { ...body('lost'), parent: 'nowhere' })).status).toBe(400);
    expect((await admin.patch(`${path}/nowhere`, { name: 'X' })).status).toBe(404);
    const one = await add({}, path);
    expect((await admin.patch(`${path}/${String(one.key)}`, { parent: 'nowhere' })).status).toBe(400);
    expect((await admin.patch(`${path}/${String(one.key)}`, { name: '' })).status).toBe(400);
  });

  test('keeps a trail of who changed what', async () => {
    const one = await add({}, path);
    await admin.patch(`${path}/${String(one.key)}`, { name: 'Renamed' });
    const trail = await world.sql('SELECT action, actor_id FROM audit_event WHERE subject LIKE $1 ORDER BY at, id', [
      `%:${String(one.key)}`,
    ]);
    const thing = path === 'causes' ? 'cause' : 'touch_point';
    expect(trail).toEqual(['added', 'changed'].map((what) => ({ action: `${thing}.${what}`, actor_id: admin.staffId })));
  });
});

test('causes form a tree as well', async () => {
  const below = await add({ parent: 'people' }, 'causes');
  expect(below).toMatchObject({ parent: 'people', level: 2, position: 1 });
  expect((await admin.patch('causes/people', { parent: below.key })).body).toMatchObject({ status: 409, guard: 'tree' });
  await admin.patch('causes/people', { hidden: true });
  expect(await service().causeByKey(db(), below.key)).toMatchObject({ hidden: true });
  expect(await keys((item) => item.key === below.key, 'causes')).toEqual([]);
});

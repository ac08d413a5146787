import type { Client, Json } from './support/client';
import { done, gestureIn } from './support/one-up';
import { World } from './support/world';

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2030-03-05T15:00:00Z');
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const waiting = async (query = ''): Promise<Json[]> => (await done(agent.get(`deliveries?limit=100${query}`))).items;
const book = (id: string, body: object) => agent.post(`gestures/${id}/book`, body);

test('what was accepted waits to be given, and what was given does not', async () => {
  const { id } = await gestureIn('accepted', world, agent, 'donation');
  expect((await waiting()).find(({ gesture }) => gesture === id)).toMatchObject({
    state: 'accepted',
    fulfilment: 'task',
    name: expect.any(String),
  });
  await done(agent.post(`gestures/${id}/fulfil`, { proof: 'Given to the shelter.' }));
  expect((await waiting()).map(({ gesture }) => gesture)).not.toContain(id);
});

test('what did not arrive waits with the reason', async () => {
  const { id } = await gestureIn('fulfil_failed', world, agent, 'donation');
  expect((await waiting()).find(({ gesture }) => gesture === id)).toMatchObject({
    state: 'fulfil_failed',
    failedWhy: 'The machine is broken.',
  });
});

test('late ones by themselves, and one way of giving by itself', async () => {
  const { id } = await gestureIn('accepted', world, agent, 'donation');
  await gestureIn('accepted', world, agent, 'car_wash');
  expect((await waiting('&overdue=true')).map(({ gesture }) => gesture)).not.toContain(id);
  await world.setClock('2030-03-08T15:00:00Z');
  expect((await waiting('&overdue=true')).map(({ gesture }) => gesture)).toContain(id);
  expect([...new Set((await waiting('&fulfilment=handover')).map(({ fulfilment }) => fulfilment))]).toEqual(['handover']);
});

test('page by page nothing is lost', async () => {
  await gestureIn('accepted', world, agent, 'donation');
  const all = (await waiting()).map(({ gesture }) => gesture);
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const page = await done(agent.get(`deliveries?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`));
    seen.push(...page.items.map(({ gesture }: Json) => gesture));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
});

test('the number under which it comes belongs to one gift', async () => {
  const [one, two] = [await gestureIn('accepted', world, agent, 'donation'), await gestureIn('accepted', world, agent, 'donation')];
  expect(await done(book(one.id, { reference: '1Z-42', carrier: 'Parcel' }))).toMatchObject({
    reference: '1Z-42',
    carrier: 'Parcel',
    state: 'accepted',
  });
  expect((await book(two.id, { reference: '1Z-42', carrier: 'Parcel' })).body).toMatchObject({ guard: 'reference' });
  await done(book(two.id, { reference: '1Z-42', carrier: 'Another' }));
});

test('two at once with one number: one of them has it', async () => {
  const [one, two] = [await gestureIn('accepted', world, agent, 'donation'), await gestureIn('accepted', world, agent, 'donation')];
  const answers = await Promise.all([book(one.id, { reference: 'B-7' }), book(two.id, { reference: 'B-7' })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('nothing is ordered for a gift that nobody has accepted', async () => {
  const { id } = await gestureIn('offered', world, agent, 'donation');
  expect((await book(id, { reference: 'B-8' })).body).toMatchObject({ guard: 'state' });
});

import type { Client, Json } from './support/client';
import { done, gestureIn } from './support/one-up';
import { World } from './support/world';

const DAY = 86_400_000;

let world: World;
let manager: Client;
beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock('2026-11-16T15:00:00Z');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

const list = async (tab: string, by = manager, more = ''): Promise<Json[]> => (await done(by.get(`gestures?tab=${tab}${more}`))).items;
const find = async (tab: string, id: string, by = manager) => (await list(tab, by)).find((one) => one.id === id);

async function given(): Promise<{ ticket: string; id: string }> {
  const gift = await gestureIn('accepted', world, manager);
  await done(manager.post(`gestures/${gift.id}/fulfil`, { proof: 'Washed on Monday.' }));
  await world.settle();
  return gift;
}

test('a gift waits until the customer has it; then it stands among those that were given', async () => {
  const waiting = await gestureIn('offered', world, manager);
  expect(await find('waiting', waiting.id)).toMatchObject({
    type: { code: 'car_wash' },
    ticket: { id: waiting.ticket },
    customerName: 'Ana Lopez',
    state: 'offered',
    givenAt: null,
    effect: { cameBack: null, scoreBefore: null, scoreAfter: null },
  });
  expect(await find('given', waiting.id)).toBeUndefined();
  const gift = await given();
  expect(await find('waiting', gift.id)).toBeUndefined();
  expect(await find('given', gift.id)).toMatchObject({
    state: 'fulfilled',
    givenAt: expect.any(String),
    cost: expect.any(Number),
    currency: 'USD',
    used: null,
  });
});

test('what came after a gift is told: the answer, and whether the customer bought again within 90 days', async () => {
  const [back, away] = [await given(), await given()];
  const bought = (id: string, days: number) =>
    world.sql(
      `INSERT INTO purchase_event (id, customer_id, at, amount_minor, currency, source, source_id, created_at)
       SELECT gen_random_uuid(), customer_id, desk_now() + make_interval(days => $2), 5000, 'USD', 'till', gen_random_uuid()::text, desk_now() FROM ticket WHERE id = $1`,
      [id, days],
    );
  await bought(back.ticket, 10);
  await bought(away.ticket, -10);
  expect((await find('given', away.id))?.effect.cameBack).toBeNull();
  await world.sql(
    `INSERT INTO survey (id, ticket_id, cycle, state, answered_at, score, fixed, created_at) VALUES (gen_random_uuid(), $1, 1, 'answered', desk_now(), 5, true, desk_now())
     ON CONFLICT (ticket_id, cycle) DO UPDATE SET state = 'answered', answered_at = desk_now(), score = 5, fixed = true`,
    [back.ticket],
  );
  expect((await find('given', back.id))?.effect).toEqual({ cameBack: true, scoreBefore: null, scoreAfter: 5 });
  await world.shift(91 * DAY);
  expect((await find('given', away.id))?.effect.cameBack).toBe(false);
});

test('page by page every gift is told once, and whoever may not see the ticket sees nothing of its gift', async () => {
  const gift = await given();
  const all = await list('given', manager, '&limit=100');
  const paged: string[] = [];
  for (let cursor = ''; ;) {
    const page = await done(manager.get(`gestures?tab=given&limit=1${cursor}`));
    paged.push(...page.items.map((one: Json) => one.id));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${String(page.nextCursor)}`;
  }
  expect(paged).toEqual(all.map((one) => one.id));
  const subject = await world.signIn('manager');
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [gift.ticket, subject.staffId]);
  expect(await find('given', gift.id, subject)).toBeUndefined();
  await world.sql('UPDATE ticket SET restricted = true WHERE id = $1', [gift.ticket]);
  expect((await find('given', gift.id))?.customerName).toBeNull();
});

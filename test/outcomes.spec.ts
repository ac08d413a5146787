import { uuidv7 } from 'uuidv7';
import { OutcomesWork } from '../src/outcomes/outcomes.worker';
import type { Json } from './support/client';
import { anAddress, closed, DAY, FIX, followedUp, HOUR, logged, nextMonday, ok, seen, ticketDesk, told } from './support/ticket-desk';

const desk = ticketDesk();

beforeEach(() => nextMonday(desk.world));

interface Case {
  id: string;
  email: string;
}

const who = (email: string): object => ({ customer: { name: 'Ann Lee', email } });

/** Closed by a person without a word of the customer. */
async function silent(over: object = {}): Promise<Case> {
  const email = anAddress();
  const id = await followedUp(desk.agent, { ...who(email), touchPoint: 'service_support', ...over });
  await ok(desk.agent.post(`tickets/${id}/close`, { followUp: { waived: 'asked_for_no_contact' } }));
  return { id, email };
}

async function outcome({ id }: Case): Promise<Json> {
  const { items } = await ok(desk.agent.get(`tickets/${id}/outcomes`));
  return items.at(-1) && { value: items.at(-1).value, basis: items.at(-1).basis, final: items.at(-1).finalAt !== null };
}

async function buys({ id }: Case): Promise<void> {
  await desk.world.sql(
    `INSERT INTO purchase_event (id, customer_id, at, amount_minor, currency, source, source_id, created_at)
     SELECT $1::uuid, customer_id, desk_now(), 5000, 'USD', 'till', $1::text, desk_now() FROM ticket WHERE id = $2`,
    [uuidv7(), id],
  );
}

test('silence stays unknown until day 90, and is final then', async () => {
  const one = await silent();
  await desk.world.shift(DAY);
  expect(await outcome(one)).toEqual({ value: 'unknown', basis: 'silence', final: false });
  await desk.world.shift(89 * DAY);
  expect(await outcome(one)).toEqual({ value: 'unknown', basis: 'silence', final: true });
});

test('whoever said nothing and bought again is won back, which is said at day 90 and not before', async () => {
  const one = await silent();
  await desk.world.shift(20 * DAY);
  await buys(one);
  await desk.world.shift(40 * DAY);
  expect(await outcome(one)).toMatchObject({ value: 'unknown', final: false });
  await desk.world.shift(31 * DAY);
  expect(await outcome(one)).toEqual({ value: 'recovered', basis: 'purchase', final: true });
});

test('the same matter again within 90 days was not put right, a purchase or a good word notwithstanding', async () => {
  const email = anAddress();
  const one = { id: await closed(desk.agent, { ...who(email), touchPoint: 'billing' }), email };
  await desk.world.shift(DAY);
  expect(await outcome(one)).toEqual({ value: 'recovered', basis: 'call', final: false });
  await desk.world.shift(50 * DAY);
  await logged(desk.agent, { ...who(email), touchPoint: 'billing' });
  await desk.world.shift(DAY);
  expect(await outcome(one)).toEqual({ value: 'not_recovered', basis: 'repeat', final: false });
});

test('another matter counts within 30 days where nothing was said', async () => {
  const [soon, late] = [await silent(), await silent()];
  // the cause of the fixture is the same everywhere, a new complaint has none yet
  await desk.world.shift(20 * DAY);
  await logged(desk.agent, { ...who(soon.email), touchPoint: 'website' });
  await desk.world.shift(20 * DAY);
  await logged(desk.agent, { ...who(late.email), touchPoint: 'website' });
  await desk.world.shift(DAY);
  expect([await outcome(soon), await outcome(late)]).toMatchObject([
    { value: 'not_recovered', basis: 'repeat' },
    { value: 'unknown', basis: 'silence' },
  ]);
});

test('who left us was not won back', async () => {
  const one = await silent();
  const { customer } = await seen(desk.agent, one.id);
  await desk.world.shift(5 * DAY);
  await ok(desk.agent.put(`customers/${customer.id}/left`, { left: true }));
  await desk.world.shift(DAY);
  expect(await outcome(one)).toMatchObject({ value: 'not_recovered', basis: 'left' });
});

test('an attempt that was followed by another has an outcome of its own', async () => {
  const one = await silent();
  await desk.world.shift(DAY);
  await ok(desk.manager.post(`tickets/${one.id}/reopen`, { reason: 'It squeals again.' }));
  await ok(
    desk.manager.post(`tickets/${one.id}/fix-delivered`, {
      ...FIX,
      whatChanged: 'A new pad.',
      contact: { channel: 'phone', how: 'call', note: 'We spoke.' },
    }),
  );
  await ok(desk.manager.post(`tickets/${one.id}/waive-gesture`, { reason: 'customer_wants_nothing' }));
  await ok(desk.manager.post(`tickets/${one.id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
  await desk.world.shift(DAY);
  expect((await ok(desk.agent.get(`tickets/${one.id}/outcomes`))).items).toMatchObject([
    { cycle: 1, value: 'not_recovered', basis: 'reopened' },
    { cycle: 2, value: 'recovered', basis: 'call' },
  ]);
});

test('what is final stays, whatever the customer does later', async () => {
  const one = await silent();
  await desk.world.shift(90 * DAY);
  const [before] = (await ok(desk.agent.get(`tickets/${one.id}/outcomes`))).items;
  await logged(desk.agent, { ...who(one.email), touchPoint: 'service_support' });
  await buys(one);
  await desk.world.shift(2 * DAY);
  expect((await ok(desk.agent.get(`tickets/${one.id}/outcomes`))).items).toEqual([before]);
});

test('edge 119: of two tickets due for a survey on one day one is asked about, and the other is judged by what the customer does', async () => {
  const { agent, world } = desk;
  const email = anAddress();
  const open = async (over: object): Promise<Case> => ({ id: (await logged(agent, { ...who(email), ...over })).ticket.id, email });
  const [small, normal] = [await open({ severity: 'S4', touchPoint: 'website' }), await open({ severity: 'S3', touchPoint: 'billing' })];
  for (const [{ id }, cause] of [
    [small, 'product'],
    [normal, 'people'],
  ] as const) {
    await ok(agent.post(`tickets/${id}/fix-delivered`, { ...FIX, cause }));
    await ok(agent.post(`tickets/${id}/waive-gesture`, { reason: 'customer_wants_nothing' }));
  }
  await world.shift(40 * HOUR);
  expect([(await told(world, small.id)).includes('survey'), (await told(world, normal.id)).includes('survey')]).toEqual([false, true]);
  await buys(small);
  await world.shift(91 * DAY);
  expect(await outcome(small)).toEqual({ value: 'recovered', basis: 'purchase', final: true });
});

test('two looks at once and a look again on the same day write each outcome once', async () => {
  const one = await silent();
  await desk.world.sql(`DELETE FROM nightly_run WHERE job = 'outcomes'`);
  const work = desk.world.desk.app.get(OutcomesWork, { strict: false });
  await Promise.all([work.run(), work.run()]);
  const before = await desk.world.sql('SELECT * FROM outcome WHERE ticket_id = $1', [one.id]);
  expect(before).toHaveLength(1);
  expect(await work.run()).toBe(0);
  expect(await desk.world.sql('SELECT * FROM outcome WHERE ticket_id = $1', [one.id])).toEqual(before);
});

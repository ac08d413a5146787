import type { Answer, Client } from './support/client';
import { complaint, done, fix, gestureIn, states, take } from './support/one-up';
import { linkOf } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  const manager = await world.signIn('manager');
  for (const code of ['tea', 'cake']) await aKindThatGoesWithOthers(manager, code);
});
afterAll(() => world.stop());

/** A kind of gift that may be given beside another one. */
async function aKindThatGoesWithOthers(manager: Client, code: string): Promise<void> {
  const money = { costMinor: 80, faceMinor: 400, currency: 'USD' };
  const what = { class: 'goods', kind: 'product_gift', fulfilment: 'task', combinable: true };
  await done(manager.post('gesture-types', { code, name: code, customerText: { en: `A ${code} on us.` }, ...what, ...money }));
  await done(manager.patch(`gesture-types/${code}`, { status: 'active' }));
}

interface Case {
  ticket: string;
  link: string;
}

function aCustomer(): { name: string; email: string } {
  counter += 1;
  return { name: 'Ana Lopez', email: `link${String(counter)}@example.test` };
}

async function offered(): Promise<Case & { id: string }> {
  const customer = aCustomer();
  const { ticket, id } = await gestureIn('offered', world, agent, 'car_wash', { customer });
  return { ticket, id, link: await linkOf(world, customer.email) };
}

/** Two gifts for one fix, both waiting for an answer. */
async function twoOffered(): Promise<Case & { tea: string; cake: string }> {
  const customer = aCustomer();
  const ticket = await complaint(agent, { customer });
  await fix(agent, ticket);
  const tea = (await done(take(agent, ticket, 'tea'))).id;
  await done(agent.post(`gestures/${String(tea)}/offer`));
  const cake = (await done(take(agent, ticket, 'cake'))).id;
  await done(agent.post(`gestures/${String(cake)}/offer`));
  return { ticket, tea, cake, link: await linkOf(world, customer.email) };
}

function say({ link }: Case, what: 'accept' | 'decline', fields: Record<string, string>, lang = 'en'): Promise<Answer> {
  return world.anonymous.form(`/public/status/${link.slice('/s/'.length)}/${what}?lang=${lang}`, fields);
}

const page = async ({ link }: Case): Promise<string> => (await world.anonymous.get(link)).text;
const accepted = (ticket: string) =>
  world.sql(`SELECT actor_kind FROM ticket_event WHERE ticket_id = $1 AND kind = 'gesture_accepted'`, [ticket]);

describe('by the customer’s link', () => {
  test('yes is yes, and the same click twice is answered alike and changes nothing more', async () => {
    const one = await offered();
    expect(await page(one)).toContain(`<input type="hidden" name="gift" value="${one.id}">`);
    const first = await say(one, 'accept', { gift: one.id });
    const [before] = await world.sql(`SELECT version FROM gesture WHERE id = $1`, [one.id]);
    const second = await say(one, 'accept', { gift: one.id });
    expect([second.status, second.headers.get('location')]).toEqual([first.status, first.headers.get('location')]);
    expect(first.status).toBe(303);
    expect(await world.sql(`SELECT version FROM gesture WHERE id = $1`, [one.id])).toEqual([before]);
    expect(await accepted(one.ticket)).toEqual([{ actor_kind: 'customer' }]);
    expect((await say(one, 'decline', { gift: one.id })).status).toBe(409);
  });

  test('no is no', async () => {
    const one = await offered();
    for (let click = 0; click < 2; click++) expect((await say(one, 'decline', { gift: one.id })).status).toBe(303);
    expect(await states(world, one.ticket)).toEqual({ car_wash: 'declined' });
    const refused = await say(one, 'accept', { gift: one.id });
    expect([refused.status, refused.text.includes('This gift is not on offer any more.')]).toEqual([409, true]);
  });

  test('two clicks at once accept once', async () => {
    const one = await offered();
    const both = await Promise.all([say(one, 'accept', { gift: one.id }), say(one, 'accept', { gift: one.id })]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await accepted(one.ticket)).toHaveLength(1);
  });

  test('with two gifts on offer the page asks about each, and a second click on one never answers the other', async () => {
    const one = await twoOffered();
    const html = await page(one);
    for (const id of [one.tea, one.cake]) expect(html.match(new RegExp(`name="gift" value="${id}"`, 'g'))).toHaveLength(2);
    for (let click = 0; click < 3; click++) expect((await say(one, 'accept', { gift: one.cake })).status).toBe(303);
    expect(await states(world, one.ticket)).toEqual({ tea: 'offered', cake: 'accepted' });
    for (let click = 0; click < 2; click++) expect((await say(one, 'decline', { gift: one.tea })).status).toBe(303);
    expect(await states(world, one.ticket)).toEqual({ tea: 'declined', cake: 'accepted' });
  });

  test('a page from before, without the gift or with one of somebody else, is told so in its own language and answers nothing', async () => {
    const [one, other] = [await offered(), await offered()];
    for (const fields of [{}, { gift: other.id }]) {
      const refused = await say(one, 'accept', fields as Record<string, string>, 'de');
      expect([refused.status, refused.text.includes('Dieses Geschenk steht nicht mehr zur Wahl.')]).toEqual([409, true]);
    }
    expect([await states(world, one.ticket), await states(world, other.ticket)]).toEqual([
      { car_wash: 'offered' },
      { car_wash: 'offered' },
    ]);
  });

  test('where nothing was ever offered there is nothing to accept', async () => {
    const customer = aCustomer();
    const ticket = await complaint(agent, { customer });
    await fix(agent, ticket);
    const one = { ticket, link: await linkOf(world, customer.email) };
    expect((await say(one, 'accept', { gift: ticket })).status).toBe(409);
  });
});

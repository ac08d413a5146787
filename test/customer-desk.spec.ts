import { uuidv7 } from 'uuidv7';
import { CustomersService } from '../src/customers/customers.service';
import type { CustomerGiven } from '../src/customers/customer-match.service';
import { Database } from '../src/platform/database/database';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const service = () => world.desk.app.get(CustomersService);
const db = () => world.desk.app.get(Database);

type Found = Awaited<ReturnType<CustomersService['findOrCreate']>>;

function findOrCreate(given: CustomerGiven): Promise<Found> {
  return db().transaction(async (tx) => service().findOrCreate(tx, given, await tx.now(), 'US'));
}

/** A number that nobody in this file has yet. */
function freshPhone(): string {
  counter += 1;
  return `212 555 ${String(1000 + counter)}`;
}

describe('looking a caller up', () => {
  test('by e-mail address, by the shop’s own number, by a local phone number, by part of a name', async () => {
    const phone = freshPhone();
    const { id } = await findOrCreate({ name: 'Zelda Quux-Müller', email: 'zelda@example.com', phone, externalId: '10012345' });
    await world.sql(`UPDATE location SET country = 'US'`);
    await world.sql(
      `INSERT INTO location (id, key, name, zone, country, currency, calendar_id, created_at)
       SELECT $1, 'lookup', 'Look-up', 'America/New_York', NULL, 'USD', id, desk_now() FROM calendar WHERE key = '24x7'`,
      [uuidv7()],
    );
    for (const q of ['ZELDA@example.com', '10012345', `${phone}&location=lookup`]) {
      const { status, body } = await agent.get(`customers/match?q=${q.replaceAll(' ', '%20')}`);
      expect([status, body.preselected, body.items.length]).toEqual([200, id, 1]);
    }
    const byName = await agent.get(`customers/match?q=${encodeURIComponent('quux mül')}`);
    expect(byName.body).toMatchObject({ preselected: null, items: [{ customer: { id }, matchedBy: 'name' }] });
    expect((await agent.get(`customers/match?q=${encodeURIComponent("':* | zelda & !")}`)).body.items).toMatchObject([
      { customer: { id } },
    ]);
    expect((await agent.get('customers/match?q=nobody%40example.com')).body).toEqual({ items: [], preselected: null, duplicates: [] });
    expect((await agent.get('customers/match')).status).toBe(400);
    expect((await agent.get('customers/match?q=x&location=nowhere')).status).toBe(404);
  });

  test('a partner desk sees the first name and masked addresses only', async () => {
    const { id } = await findOrCreate({
      name: 'Rita Secret',
      email: 'rita.secret@example.com',
      phone: '+1 212 555 9143',
      externalId: 'R-1',
    });
    const vendor = await world.signIn('vendor_agent');
    const { body, text } = await vendor.get('customers/match?q=rita.secret%40example.com');
    expect(body.items).toMatchObject([{ customer: { id, name: 'Rita', masked: true, externalId: null } }]);
    expect(body.items[0].customer.addresses.map((one: { value: string }) => one.value).sort()).toEqual(['+1 ••• 43', 'r•••@e•••.com']);
    expect(text).not.toMatch(/secret@|Secret|2125559143|R-1/);
    expect((await vendor.get(`customers/${id}`)).status).toBe(403);
  });

  test('who neither logs nor sees complaints looks nobody up', async () => {
    const { id } = await findOrCreate({ email: 'private@example.com' });
    for (const role of ['analyst', 'admin']) {
      const client = await world.signIn(role);
      expect((await client.get('customers/match?q=private%40example.com')).status).toBe(403);
      expect((await client.get(`customers/${id}`)).status).toBe(403);
      expect((await client.patch(`customers/${id}`, { name: 'X' })).status).toBe(403);
    }
    expect((await world.anonymous.get(`customers/${id}`)).status).toBe(401);
  });
});

describe('correcting a customer', () => {
  test('only what is sent changes, and an old version is refused with what holds now', async () => {
    const { id } = await findOrCreate({ name: 'Typo', email: 'typo@example.com', language: 'en' });
    const changed = await agent.patch(`customers/${id}`, { name: ' Ty  Po ', zone: 'Europe/Paris', version: 1 });
    expect(changed.body).toMatchObject({ name: 'Ty Po', language: 'en', zone: 'Europe/Paris', version: 2 });
    const stale = await agent.patch(`customers/${id}`, { name: 'Late', version: 1 });
    expect(stale.body).toMatchObject({ status: 409, guard: 'version', current: { id, name: 'Ty Po', version: 2 } });
    expect((await agent.patch(`customers/${id}`, { language: null })).body).toMatchObject({ language: null, version: 3 });
  });

  test('of two who change the same version at once one wins', async () => {
    const { id } = await findOrCreate({ name: 'Two' });
    const answers = await Promise.all(['One', 'Other'].map((name) => agent.patch(`customers/${id}`, { name, version: 1 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a number of the shop belongs to one customer', async () => {
    await findOrCreate({ name: 'Has It', externalId: 'ONE' });
    const { id } = await findOrCreate({ name: 'Wants It' });
    expect((await agent.patch(`customers/${id}`, { externalId: 'ONE' })).body).toMatchObject({ status: 409, guard: 'external_id_taken' });
  });

  test('an address is added, marked dead and made live again', async () => {
    const { id } = await findOrCreate({ name: 'Addy' });
    await agent.post(`customers/${id}/addresses`, { kind: 'post', value: '12 Main Street\nSpringfield' });
    await agent.post(`customers/${id}/addresses`, { kind: 'phone', value: '(212) 555-7777 x3', country: 'US' });
    const added = await agent.post(`customers/${id}/addresses`, { kind: 'email', value: 'Addy@Example.com' });
    expect(added.status).toBe(201);
    expect(added.body.addresses.map((one: { value: string; extension: string | null }) => [one.value, one.extension])).toEqual([
      ['addy@example.com', null],
      ['+12125557777', '3'],
      ['12 Main Street\nSpringfield', null],
    ]);
    const email: string = added.body.addresses[0].id;
    const dead = await agent.patch(`customers/${id}/addresses/${email}`, { state: 'dead' });
    expect(dead.body.addresses.at(-1)).toMatchObject({ id: email, state: 'dead' });
    const again = await agent.post(`customers/${id}/addresses`, { kind: 'email', value: 'addy@example.com' });
    expect(again.body.addresses.find((one: { id: string }) => one.id === email)).toMatchObject({ state: 'live' });
  });

  test('the same request sent twice adds once', async () => {
    const { id } = await findOrCreate({ name: 'Once' });
    const add = () => agent.post(`customers/${id}/addresses`, { kind: 'email', value: 'once@example.com' }, { key: 'once' });
    const [first, second] = [await add(), await add()];
    expect(second.body).toEqual(first.body);
    expect(first.body.addresses).toHaveLength(1);
  });

  test('marks and "business" are kept until they are changed; a partner desk sees no marks', async () => {
    const { id } = await findOrCreate({ name: 'Mark', email: 'mark@example.com' });
    expect((await agent.get(`customers/${id}`)).body).toMatchObject({ flags: [], business: false });
    const marked = await agent.patch(`customers/${id}`, { flags: ['no_alcohol', 'adult', 'adult'], business: true });
    expect(marked.body).toMatchObject({ flags: ['adult', 'no_alcohol'], business: true, version: 2 });
    expect((await agent.patch(`customers/${id}`, { name: 'Marc' })).body).toMatchObject({ flags: ['adult', 'no_alcohol'], business: true });
    const vendor = await world.signIn('vendor_agent');
    expect((await vendor.get('customers/match?q=mark%40example.com')).body.items).toMatchObject([
      { customer: { id, flags: [], business: true } },
    ]);
    expect((await agent.patch(`customers/${id}`, { flags: [], business: false })).body).toMatchObject({ flags: [], business: false });
  });

  test.each([
    ['a field nobody asked for', { status: 'erased' }, 400],
    ['a mark with a space', { flags: ['no alcohol'] }, 400],
    ['a mark that is empty', { flags: [''] }, 400],
    ['a mark that is none', { flags: [null] }, 400],
    ['a mark as a bare word', { flags: 'minor' }, 400],
    ['thirty-one marks', { flags: Array.from({ length: 31 }, (_, n) => `mark_${String(n)}`) }, 400],
    ['no marks at all as null', { flags: null }, 400],
    ['a business that is a word', { business: 'yes' }, 400],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 400],
    ['an unknown language', { language: '!' }, 400],
    ['a name that is a number', { name: 7 }, 400],
  ])('%s is refused', async (_what, body, status) => {
    const { id } = await findOrCreate({ name: 'Safe' });
    expect((await agent.patch(`customers/${id}`, body)).status).toBe(status);
  });

  test('what is not there is not found', async () => {
    const [nobody, nothing] = [uuidv7(), uuidv7()];
    const { id } = await findOrCreate({ name: 'Here' });
    expect((await agent.get(`customers/${nobody}`)).status).toBe(404);
    expect((await agent.get('customers/7')).status).toBe(400);
    expect((await agent.patch(`customers/${nobody}`, { name: 'X' })).status).toBe(404);
    expect((await agent.post(`customers/${nobody}/addresses`, { kind: 'email', value: 'x@example.com' })).status).toBe(404);
    expect((await agent.patch(`customers/${id}/addresses/${nothing}`, { state: 'dead' })).status).toBe(404);
    expect((await agent.post(`customers/${id}/addresses`, { kind: 'email', value: 'x' })).status).toBe(400);
  });
});

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

/** One clock step, so that "the latest" is clear. */
async function later(): Promise<void> {
  await world.sql(`UPDATE clock_shift SET shift = shift + interval '1 minute'`);
}

/** A second contact of the same person while the first one's transaction is open, which then ends well or is undone. */
async function twoAtOnce(given: CustomerGiven, end?: 'undone'): Promise<{ first: Found | null; second: Found }> {
  const started: Promise<Found>[] = [];
  const first = db().transaction(async (tx) => {
    const found = await service().findOrCreate(tx, given, await tx.now(), 'US');
    started.push(findOrCreate(given));
    await Promise.race([...started, somebodyWaits()]);
    if (end) throw new Error(end);
    return found;
  });
  const [one, two] = [end ? await first.catch(() => null) : await first, await started[0]];
  return { first: one, second: two ?? { id: '', name: null, isNew: false } };
}

async function somebodyWaits(): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await world.sql(waiting)).length === 0);
}

describe('whose complaint it is', () => {
  test('the same e-mail address, however it is written, is the same customer', async () => {
    const first = await findOrCreate({ name: 'Ann Brown', email: 'Ann@Example.com' });
    const again = await findOrCreate({ name: 'A. Brown', email: ' ann@example.COM ' });
    expect(first).toMatchObject({ isNew: true, name: 'Ann Brown' });
    expect(again).toEqual({ id: first.id, isNew: false, name: 'Ann Brown' });
  });

  test('what is told later is added: another address, the language, a name', async () => {
    const phone = freshPhone();
    const { id } = await findOrCreate({ name: 'N/A', email: 'later@example.com' });
    await findOrCreate({ name: 'Lea Ter', email: 'later@example.com', phone, language: 'pt-br', zone: 'Europe/Lisbon', externalId: 'L-1' });
    const { body } = await agent.get(`customers/${id}`);
    expect(body).toMatchObject({ name: 'Lea Ter', language: 'pt-BR', zone: 'Europe/Lisbon', externalId: 'L-1', masked: false });
    expect(body.addresses.map((one: { kind: string }) => one.kind).sort()).toEqual(['email', 'phone']);
    expect((await findOrCreate({ externalId: 'L-1' })).id).toBe(id);
    expect((await findOrCreate({ phone })).id).toBe(id);
  });

  test('a dead address that the customer gives again is tried again', async () => {
    const { id } = await findOrCreate({ email: 'bounced@example.com' });
    expect(await db().transaction((tx) => service().markDead(tx, 'email', 'bounced@example.com'))).toBe(1);
    expect((await service().addresses(db(), id)).map(({ state }) => state)).toEqual(['dead']);
    await findOrCreate({ email: 'bounced@example.com' });
    expect((await service().addresses(db(), id)).map(({ state }) => state)).toEqual(['live']);
  });

  test.each([
    ['by e-mail', (): CustomerGiven => ({ name: 'Twin', email: `twin${String(++counter)}@example.com`, phone: freshPhone() })],
    ['by phone', (): CustomerGiven => ({ name: 'Twin', phone: freshPhone() })],
    [
      'by the shop’s own number',
      (): CustomerGiven => ({ externalId: `T-${String(++counter)}`, email: `own${String(counter)}@example.com` }),
    ],
  ])('eight contacts of one new person at once (%s) make one customer', async (_how, given) => {
    const wish = given();
    const found = await Promise.all(Array.from({ length: 8 }, () => findOrCreate(wish)));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set([wish.name ?? null]));
    const [count] = await world.sql('SELECT count(*)::int AS n FROM address WHERE customer_id = $1', [found[0]?.id]);
    expect(count).toEqual({ n: [wish.email, wish.phone].filter(Boolean).length });
  });

  test.each(['email', 'phone', 'externalId'])(
    'who arrives while the same new person is being written (%s) waits and joins them',
    async (by) => {
      const given = { name: 'Joined', [by]: by === 'email' ? 'joined@example.com' : freshPhone() };
      const { first, second } = await twoAtOnce(given);
      expect(second).toEqual({ id: first?.id, name: 'Joined', isNew: false });
    },
  );

  test('when the first of two at once fails, the second makes the customer', async () => {
    const { first, second } = await twoAtOnce({ email: 'undone@example.com' }, 'undone');
    expect([first, second.isNew]).toEqual([null, true]);
    expect((await agent.get(`customers/${second.id}`)).status).toBe(200);
  });

  test('of several customers with one e-mail address the one last active is meant', async () => {
    const { id: first } = await findOrCreate({ email: 'family@example.com', externalId: 'F-1' });
    await later();
    const { id: second, isNew } = await findOrCreate({ email: 'family@example.com', externalId: 'F-2' });
    expect(isNew).toBe(true);
    expect((await findOrCreate({ email: 'family@example.com' })).id).toBe(second);
    await later();
    await findOrCreate({ externalId: 'F-1' });
    expect((await findOrCreate({ email: 'family@example.com' })).id).toBe(first);
  });

  test('edge 58: callers from an office line are told apart by name, and nobody is preselected by the number alone', async () => {
    const phone = freshPhone();
    const names = ['Ann Brown', 'Bob Gray', 'Cleo White'];
    const ids: string[] = [];
    for (const name of names) {
      await later();
      ids.push((await findOrCreate({ name, phone })).id);
    }
    expect(new Set(ids).size).toBe(3);
    expect((await findOrCreate({ name: 'gray', phone })).id).toBe(ids[1]);
    const match = await agent.get(`customers/match?q=${encodeURIComponent(`+1 ${phone}`)}`);
    expect(match.body.preselected).toBeNull();
    expect(match.body.items.map((one: { customer: { name: string } }) => one.customer.name)).toEqual([
      'Bob Gray',
      'Cleo White',
      'Ann Brown',
    ]);
    const somebody = await findOrCreate({ phone });
    expect(ids).not.toContain(somebody.id);
    expect((await findOrCreate({ phone })).id).toBe(somebody.id);
  });

  test('edge 59: a name alone is nobody whom we know already', async () => {
    const first = await findOrCreate({ name: 'John Smith' });
    const second = await findOrCreate({ name: 'John Smith' });
    expect(first.id).not.toBe(second.id);
    await expect(findOrCreate({ name: ' N/A ' })).rejects.toThrow('Say who the customer is');
  });

  test('edge 61: a customer at the counter may leave no contact data', async () => {
    const { id } = await findOrCreate({ name: 'Walk In' });
    expect(await service().addresses(db(), id)).toEqual([]);
  });

  test('edge 70: a number typed with letters and an extension is kept as typed beside the number to call', async () => {
    const { id } = await findOrCreate({ name: 'Flo', phone: '1-800-FLOWERS ext. 5' });
    expect(await service().addresses(db(), id)).toMatchObject([{ raw: '1-800-FLOWERS ext. 5', value: '+18003569377', extension: '5' }]);
    expect((await findOrCreate({ name: 'Gil', phone: '+1 800 356 9377 x6' })).id).not.toBe(id);
  });

  test('what the public types into a form adds nothing to the record of somebody else', async () => {
    const phone = freshPhone();
    const { id } = await findOrCreate({ name: 'Vera Victim', email: 'vera@example.com', phone });
    const form = await findOrCreate({ name: 'Vera Victim', email: 'mallory@example.com', phone, externalId: 'X', selfReported: true });
    expect(form.id).not.toBe(id);
    expect((await findOrCreate({ email: 'vera@example.com', phone: freshPhone(), selfReported: true })).id).toBe(id);
    expect((await service().addresses(db(), id)).map(({ value }) => value).sort()).toEqual([
      `+1${phone.replaceAll(' ', '')}`,
      'vera@example.com',
    ]);
  });

  test.each([
    [{ email: 'no address' }, /not an e-mail address/],
    [{ phone: 'call me' }, /not a phone number/],
    [{ name: 'Ann', language: 'english!' }, /language must be/],
    [{ name: 'Ann', zone: 'Mars/Olympus' }, /zone must be/],
    [{}, /Say who the customer is/],
  ])('%j is refused with a sentence', async (given, sentence) => {
    await expect(findOrCreate(given)).rejects.toThrow(sentence);
  });

  test('edge 75: a customer merged into another one is that other one everywhere', async () => {
    const { id: old } = await findOrCreate({ name: 'Old', email: 'old@example.com' });
    const { id: kept } = await findOrCreate({ name: 'Kept', email: 'kept@example.com' });
    await world.sql(`UPDATE customer SET status = 'merged', merged_into = $2 WHERE id = $1`, [old, kept]);
    expect((await findOrCreate({ email: 'old@example.com' })).id).toBe(kept);
    expect((await agent.get(`customers/${old}`)).body.id).toBe(kept);
    expect((await agent.patch(`customers/${old}`, { name: 'Kept Longer' })).body).toMatchObject({ id: kept, name: 'Kept Longer' });
  });

  test('an erased customer is found no more, and who comes back is new', async () => {
    const { id } = await findOrCreate({ email: 'gone@example.com' });
    await world.sql(`UPDATE customer SET status = 'erased', name = NULL WHERE id = $1`, [id]);
    expect((await agent.get(`customers/${id}`)).status).toBe(404);
    const back = await findOrCreate({ email: 'gone@example.com' });
    expect(back.isNew).toBe(true);
    expect(back.id).not.toBe(id);
  });
});

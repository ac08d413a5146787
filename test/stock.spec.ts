import { StockService } from '../src/stock/stock.service';
import { Database } from '../src/platform/database/database';
import type { Tx } from '../src/platform/database/tx';
import { aPlace } from './support/builders';
import type { Answer, Client } from './support/client';
import { done } from './support/one-up';
import { until } from './support/until';
import { World } from './support/world';

let world: World;
let agent: Client;
let manager: Client;
let db: Database;
let stock: StockService;
let main: string;

beforeAll(async () => {
  world = await World.start();
  agent = await world.signIn('agent');
  manager = await world.signIn('manager');
  await aPlace(world, 'south');
  await aPlace(world, 'south-kiosk', 'south');
  db = world.desk.app.get(Database);
  stock = world.desk.app.get(StockService);
  main = await locationId('main');
});
afterAll(() => world.stop());
beforeEach(() => world.sql('DELETE FROM gesture_stock'));

async function locationId(key: string): Promise<string> {
  const [row] = await world.sql<{ id: string }>('SELECT id FROM location WHERE key = $1', [key]);
  return row?.id ?? '';
}

async function typeId(code = 'car_wash'): Promise<string> {
  const [row] = await world.sql<{ id: string }>('SELECT id FROM gesture_type WHERE code = $1', [code]);
  return row?.id ?? '';
}

function set(by: Client, body: object, code = 'car_wash'): Promise<Answer> {
  return by.put(`gesture-types/${code}/stock`, { location: 'main', ...body });
}

const reserve = (type: string, at = main) => db.transaction((tx) => stock.reserve(tx, type, at));
const release = (type: string) => db.transaction((tx) => stock.release(tx, type, main));
const consume = (type: string) => db.transaction((tx) => stock.consume(tx, type, main));

async function shelf(code = 'car_wash'): Promise<[onHand: number, reserved: number] | null> {
  const [row] = await world.sql<{ on_hand: number; reserved: number }>(
    'SELECT s.on_hand, s.reserved FROM gesture_stock s JOIN gesture_type t ON t.id = s.type_id WHERE t.code = $1 AND s.location_id = $2',
    [code, main],
  );
  return row ? [row.on_hand, row.reserved] : null;
}

describe('the shelf', () => {
  test('edge 86: of two who take the last one at once exactly one gets it, and the other one waits to hear that it is gone', async () => {
    await done(set(manager, { onHand: 1 }));
    const type = await typeId();
    let letGo = (): void => undefined;
    let isHolding = false;
    const first = db.transaction(async (tx) => {
      const answer = await stock.reserve(tx, type, main);
      isHolding = true;
      await new Promise<void>((resolve) => (letGo = resolve));
      return answer;
    });
    await until('the first one holds the shelf', () => isHolding);
    const second = reserve(type);
    await until(
      'the second one waits',
      async () =>
        (await world.sql(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length > 0,
    );
    letGo();
    expect([await first, await second]).toEqual(['reserved', 'gone']);
    expect(await shelf()).toEqual([1, 1]);
  });

  test('edge 86: where the first one changes its mind the second one gets it', async () => {
    await done(set(manager, { onHand: 1 }));
    const type = await typeId();
    const failing = db.transaction(async (tx: Tx) => {
      await stock.reserve(tx, type, main);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await reserve(type)).toBe('reserved');
  });

  test('forty people at once take the seven that are there, and no more', async () => {
    await done(set(manager, { onHand: 7 }));
    const type = await typeId();
    const answers = await Promise.all(Array.from({ length: 40 }, () => reserve(type)));
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(7);
    expect(answers.filter((answer) => answer === 'gone')).toHaveLength(33);
    expect(await shelf()).toEqual([7, 7]);
  });

  test('what nobody counts never runs out', async () => {
    expect(await reserve(await typeId())).toBe('not_kept');
    await release(await typeId());
    await consume(await typeId());
    expect(await shelf()).toBeNull();
  });

  test('a location that counts them does not speak for another', async () => {
    await done(set(manager, { onHand: 0 }));
    expect(await reserve(await typeId())).toBe('gone');
    expect(await reserve(await typeId(), await locationId('south'))).toBe('not_kept');
  });

  test('what is given back can be promised again; what is handed over is gone from the shelf', async () => {
    await done(set(manager, { onHand: 2 }));
    const type = await typeId();
    await reserve(type);
    await reserve(type);
    await release(type);
    expect(await shelf()).toEqual([2, 1]);
    await consume(type);
    expect(await shelf()).toEqual([1, 0]);
    await release(type);
    await consume(type);
    expect(await shelf()).toEqual([1, 0]);
  });

  test('what is left is told for the gifts that are counted there, and only for those', async () => {
    await done(set(manager, { onHand: 5 }));
    await done(set(manager, { onHand: 0 }, 'card'));
    await done(set(manager, { location: 'south', onHand: 9 }, 'courier'));
    await reserve(await typeId());
    expect(Object.fromEntries(await stock.left(db, main))).toEqual({ car_wash: 4, card: 0 });
  });

  test('no statement can promise more than there are', async () => {
    await done(set(manager, { onHand: 1 }));
    for (const wrong of ['reserved = 2', 'reserved = -1', 'on_hand = -1', 'low_at = -1']) {
      await expect(world.sql(`UPDATE gesture_stock SET ${wrong}`)).rejects.toThrow('check constraint');
    }
  });
});

describe('counting', () => {
  test('a manager counts the shelf of a location, everybody sees it, and stops counting it again', async () => {
    expect((await agent.get('gesture-types/car_wash/stock')).body).toEqual({ items: [] });
    const first = await done(set(manager, { onHand: 3, lowAt: 1 }));
    expect(first).toMatchObject({ location: 'main', onHand: 3, reserved: 0, left: 3, lowAt: 1, version: 1 });
    await reserve(await typeId());
    expect(await done(set(manager, { onHand: 4 }))).toMatchObject({ onHand: 4, reserved: 1, left: 3, lowAt: 1, version: 2 });
    expect(await done(set(manager, { onHand: 4, lowAt: null }))).toMatchObject({ lowAt: null, version: 3 });
    await done(set(manager, { location: 'south', onHand: 0 }));
    const { items } = (await agent.get('gesture-types/car_wash/stock')).body;
    expect(items).toMatchObject([
      { location: 'main', left: 3 },
      { location: 'south', locationName: 'Place south', left: 0 },
    ]);
    await release(await typeId());
    expect(await done(set(manager, { onHand: null }))).toMatchObject({ onHand: null, left: null, reserved: 0, version: 0 });
    expect(await done(set(manager, { onHand: null }))).toMatchObject({ onHand: null });
    expect(await shelf()).toBeNull();
  });

  test('nobody counts away what is promised', async () => {
    await done(set(manager, { onHand: 3 }));
    await reserve(await typeId());
    const refused = await set(manager, { onHand: 0 });
    expect(refused.body).toMatchObject({ status: 409, guard: 'stock_reserved' });
    expect(refused.body.detail).toBe('One is promised to customers at Main, so there cannot be fewer. Hand over or replace those first.');
    await reserve(await typeId());
    expect((await set(manager, { onHand: 1 })).body.detail).toMatch(/^2 are promised/);
    expect((await set(manager, { onHand: null })).body).toMatchObject({ guard: 'stock_reserved' });
    expect(await done(set(manager, { onHand: 2 }))).toMatchObject({ onHand: 2, left: 0 });
  });

  test('a count made before something left the shelf is out of date', async () => {
    await done(set(manager, { onHand: 3 }));
    await reserve(await typeId());
    await consume(await typeId());
    const stale = await set(manager, { onHand: 3, version: 1 });
    expect(stale.body).toMatchObject({ status: 409, guard: 'version', current: { onHand: 2, version: 2 } });
    expect(await done(set(manager, { onHand: 3, version: 2 }))).toMatchObject({ onHand: 3 });
    expect((await set(manager, { location: 'south', onHand: 3, version: 1 })).body).toMatchObject({ guard: 'version' });
  });

  test('ten people who count the same shelf for the first time at once each count it, and of ten who saw the same one counts', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => set(manager, { onHand: n + 1 })));
    const [row] = await world.sql<{ version: number }>('SELECT version FROM gesture_stock');
    expect(row?.version).toBe(10);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => set(manager, { onHand: n + 1, version: 10 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  });

  test('the same request sent twice counts once', async () => {
    const once = () => manager.put('gesture-types/car_wash/stock', { location: 'main', onHand: 3 }, { key: 'count-once' });
    expect([(await once()).body.version, (await once()).body.version]).toEqual([1, 1]);
  });

  test('a manager counts at the own locations and below, nobody else does', async () => {
    const south = await world.signIn('manager', { location: 'south' });
    expect((await set(south, { location: 'south', onHand: 1 })).status).toBe(200);
    expect((await set(south, { location: 'south-kiosk', onHand: 1 })).status).toBe(200);
    const refused = await set(south, { onHand: 1 });
    expect([refused.status, refused.body.detail]).toEqual([403, 'The stock of Main is counted by the managers there.']);
    // lead of everything, but manager only of the south
    await world.grant(south.staffId, 'lead');
    expect((await set(south, { onHand: 1 })).status).toBe(403);
    for (const role of ['agent', 'lead', 'auditor', 'vendor_agent']) {
      expect((await set(await world.signIn(role), { onHand: 1 })).status).toBe(403);
    }
    expect((await set(await world.signIn('admin'), { onHand: 1 })).status).toBe(200);
    expect((await (await world.signIn('analyst')).get('gesture-types/car_wash/stock')).status).toBe(403);
  });

  test('what was counted is in the audit trail', async () => {
    await done(set(manager, { onHand: 3, lowAt: 2 }));
    const [entry] = await world.sql(
      `SELECT actor_id, subject, data FROM audit_event WHERE action = 'gesture_stock.set' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry).toMatchObject({
      actor_id: manager.staffId,
      subject: 'gesture_type:car_wash',
      data: { location: 'main', onHand: 3, lowAt: 2 },
    });
  });

  test.each([
    ['no number', {}],
    ['less than nothing', { onHand: -1 }],
    ['half a piece', { onHand: 1.5 }],
    ['a number as text', { onHand: '3' }],
    ['more than a shelf holds', { onHand: 1_000_001 }],
    ['a wrong warning', { onHand: 3, lowAt: -1 }],
    ['a field nobody asked for', { onHand: 3, reserved: 0 }],
    ['no such location', { onHand: 3, location: 'nowhere' }],
    ['no location', { onHand: 3, location: null }],
    ['version zero', { onHand: 3, version: 0 }],
  ])('%s is refused', async (_what, body) => {
    expect((await set(manager, body)).status).toBe(400);
    expect(await shelf()).toBeNull();
  });

  test('a gift that the catalogue does not have has no stock', async () => {
    expect((await set(manager, { onHand: 1 }, 'unicorn')).status).toBe(404);
    expect((await agent.get('gesture-types/unicorn/stock')).status).toBe(404);
  });
});

describe('running low', () => {
  const news = async (who: Client): Promise<string[]> => {
    await world.settle();
    const { body } = await who.get('notifications');
    return body.items.filter(({ kind }: { kind: string }) => kind === 'low_stock').map(({ text }: { text: string }) => text);
  };

  test('the managers of the location hear of it once, and again only after there was enough', async () => {
    const south = await world.signIn('manager', { location: 'south' });
    const other = await world.signIn('manager', { location: 'south-kiosk' });
    const type = await typeId('card');
    const at = await locationId('south');
    await done(set(manager, { location: 'south', onHand: 4, lowAt: 2 }, 'card'));
    expect(await news(south)).toEqual([]);
    await reserve(type, at);
    await reserve(type, at);
    expect(await news(south)).toEqual(['"Handwritten card" runs low at Place south: 2 left.']);
    await reserve(type, at);
    await reserve(type, at);
    expect(await news(south)).toHaveLength(1);
    await db.transaction((tx) => stock.release(tx, type, at));
    expect(await news(south)).toHaveLength(1);
    await done(set(manager, { location: 'south', onHand: 9 }, 'card'));
    expect(await news(south)).toHaveLength(1);
    await done(set(manager, { location: 'south', onHand: 3 }, 'card'));
    const told = await news(south);
    expect(told).toHaveLength(2);
    expect(told[0]).toBe('"Handwritten card" is used up at Place south; nobody there is offered it until there is more.');
    expect(await news(other)).toEqual([]);
  });

  test('pieces that are given back make it enough again', async () => {
    const south = await world.signIn('manager', { location: 'south' });
    const [type, at] = [await typeId('courier'), await locationId('south')];
    await done(set(manager, { location: 'south', onHand: 3, lowAt: 2 }, 'courier'));
    await reserve(type, at);
    expect(await news(south)).toHaveLength(1);
    await db.transaction((tx) => stock.release(tx, type, at));
    await reserve(type, at);
    expect(await news(south)).toHaveLength(2);
    await db.transaction((tx) => stock.consume(tx, type, at));
    expect(await news(south)).toHaveLength(2);
  });

  test('many sweeps at once tell it once; where nobody wants to hear of it nobody does', async () => {
    const south = await world.signIn('manager', { location: 'south' });
    await done(set(manager, { location: 'south', onHand: 0, lowAt: 0 }, 'oil_change'));
    await done(set(manager, { location: 'south', onHand: 0 }, 'car_wash'));
    await Promise.all([world.settle(), world.settle(), world.settle()]);
    expect(await news(south)).toEqual(['"Free oil change" is used up at Place south; nobody there is offered it until there is more.']);
  });
});

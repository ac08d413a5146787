import { type ListWish, listQuery } from '../src/worklist/ticket-list.rules';
import { aCustomer, aPlace, aTeam, aTicket, manyTickets } from './support/builders';
import type { Client } from './support/client';
import { World } from './support/world';

interface Line {
  id: string;
  number: number;
  severity: string;
  nextDueAt: string | null;
  state: string;
}

let world: World;
let manager: Client;

/** Every line of a list, page after page. `between` happens after each page. */
async function walk(query: string, between: () => Promise<void> = () => Promise.resolve()): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await manager.get(`tickets?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    lines.push(...(answer.body.items as Line[]));
    cursor = answer.body.nextCursor as string | null;
    await between();
  }
  return lines;
}

async function numbers(query: string): Promise<number[]> {
  return (await walk(query)).map((line) => line.number);
}

function inMinutes(minutes: number): Date {
  return new Date(start.getTime() + minutes * 60_000);
}

let start: Date;

beforeAll(async () => {
  world = await World.start();
  manager = await world.signIn('manager');
  start = await world.now();
});
afterAll(() => world.stop());

describe('the order of the work list', () => {
  test('dangerous ones come first, then the earliest promise, then those without one, and last what is done', async () => {
    await aPlace(world, 'order');
    const made = {
      done: await aTicket(world, { location: 'order', severity: 'S1', state: 'closed', closed_at: start, close_reason: 'recovered' }),
      resting: await aTicket(world, { location: 'order' }),
      later: await aTicket(world, { location: 'order', next_due_at: inMinutes(60) }),
      late: await aTicket(world, { location: 'order', severity: 'S4', next_due_at: inMinutes(-60) }),
      dangerous: await aTicket(world, { location: 'order', severity: 'S1', next_due_at: inMinutes(90) }),
    };
    const { dangerous, late, later, resting, done } = made;
    expect(await numbers('location=order')).toEqual([dangerous, late, later, resting, done].map((ticket) => ticket.number));
    expect(await numbers('location=order&sort=due')).toEqual([late, later, dangerous, done, resting].map((ticket) => ticket.number));
    expect(await numbers('location=order&sort=newest')).toEqual([dangerous, late, later, resting, done].map((ticket) => ticket.number));
    expect(await numbers('location=order&state=live')).toEqual([dangerous, late, later, resting].map((ticket) => ticket.number));
  });

  test.each(['urgency', 'due', 'newest'])('walking by %s shows each ticket once, although others come and move meanwhile', async (sort) => {
    const place = `walk-${sort}`;
    await aPlace(world, place);
    await manyTickets(world, 40, [place]);
    const before = await world.sql<{ id: string }>(`SELECT t.id FROM ticket t JOIN location l ON l.id = t.location_id WHERE l.key = $1`, [
      place,
    ]);
    const lines = await walk(`location=${place}&sort=${sort}&limit=7`, async () => {
      await aTicket(world, { location: place, next_due_at: inMinutes(-5) });
    });
    const ids = lines.map((line) => line.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.every((ticket) => ids.includes(ticket.id))).toBe(true);
  });

  test('the pages of late tickets end where lateness ends, with the dangerous ones at the front', async () => {
    await aPlace(world, 'late');
    await manyTickets(world, 60, ['late']);
    for (const sort of ['urgency', 'due']) {
      const lines = await walk(`location=late&overdue=true&limit=9&sort=${sort}`);
      const [{ late } = { late: 0 }] = await world.sql<{ late: number }>(
        `SELECT count(*)::int AS late FROM ticket t JOIN location l ON l.id = t.location_id WHERE l.key = 'late' AND t.next_due_at < desk_now()`,
      );
      expect(lines).toHaveLength(late);
      const due = lines.filter((line) => sort === 'due' || line.severity !== 'S1').map((line) => line.nextDueAt);
      expect(due).toEqual([...due].sort());
    }
    expect((await walk('location=late&overdue=true'))[0]?.severity).toBe('S1');
  });

  test('first page and deep page are one range of an index: no sorting, no reading of the whole table', async () => {
    await aPlace(world, 'deep');
    await manyTickets(world, 5000, ['deep']);
    await world.sql('ANALYZE ticket');
    const viewer = {
      kind: 'staff' as const,
      key: 'staff:x',
      staffId: manager.staffId,
      grants: [{ role: 'manager' as const, scopeKind: 'org' as const, locationIds: [], teamId: null, deskId: null }],
    };
    const [middle] = await world.sql<{ id: string; due: string }>(
      `SELECT id, next_due_at::text AS due FROM ticket WHERE severity <> 'S1' AND next_due_at < desk_now() ORDER BY next_due_at LIMIT 1 OFFSET 800`,
    );
    const deep = [1, middle?.due, middle?.id];
    const wishes: ListWish[] = [
      { sort: 'urgency', limit: 50 },
      { sort: 'urgency', limit: 50, place: deep },
      { sort: 'urgency', limit: 50, overdue: true },
      { sort: 'urgency', limit: 50, overdue: true, place: deep },
      { sort: 'due', limit: 50, overdue: true, place: deep.slice(1) },
      { sort: 'newest', limit: 50, place: deep.slice(2) },
      { sort: 'urgency', limit: 50, states: ['new', 'open'], ownerId: null, place: deep },
    ];
    for (const wish of wishes) {
      const { text, params } = listQuery(wish, viewer, start);
      const plan = (await world.sql<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${text}`, params)).map(
        (row) => row['QUERY PLAN'],
      );
      const scan = plan.find((line) => / on ticket t/.test(line)) ?? plan.join('\n');
      expect(scan).toMatch(/Index Scan.* using ticket_(urgency|due|owner|pkey) on ticket t(_1)? .*actual rows=51/);
    }
  });
});

describe('what a list can be asked for', () => {
  test('owner, team, severity, state, touch point and customer', async () => {
    await aPlace(world, 'filters');
    const team = await aTeam(world, 'filters-team', 'filters');
    const customer = await aCustomer(world, { name: 'Grace Hopper' });
    const [point] = await world.sql<{ id: string }>(`SELECT id FROM touch_point WHERE key = 'website'`);
    const mine = await aTicket(world, { location: 'filters', owner_id: manager.staffId, severity: 'S2', primary_touch_point: point?.id });
    const teams = await aTicket(world, { location: 'filters', team_id: team, state: 'new', customer_id: customer });
    const at = (query: string): Promise<number[]> => numbers(`location=filters&sort=newest&${query}`);
    expect(await at('owner=me')).toEqual([mine.number]);
    expect(await at(`owner=${manager.staffId}`)).toEqual([mine.number]);
    expect(await at('owner=none')).toEqual([teams.number]);
    expect(await at('team=filters-team')).toEqual([teams.number]);
    expect(await at('severity=S1,S2')).toEqual([mine.number]);
    expect(await at('state=new')).toEqual([teams.number]);
    expect(await at('state=new,open')).toEqual([teams.number, mine.number]);
    expect(await at('touchPoint=website')).toEqual([mine.number]);
    expect(await at('touchPoint=unsure')).toEqual([teams.number]);
    expect(await at(`customer=${customer}`)).toEqual([teams.number]);
  });

  test('a location stands for everything below it', async () => {
    await aPlace(world, 'north');
    await aPlace(world, 'north-shop', 'north');
    const shop = await aTicket(world, { location: 'north-shop' });
    const north = await aTicket(world, { location: 'north' });
    expect(await numbers('location=north&sort=newest')).toEqual([north.number, shop.number]);
    expect(await numbers('location=north-shop')).toEqual([shop.number]);
  });

  test('what is due before an instant, what is late, and what is late by one clock', async () => {
    await aPlace(world, 'due');
    const late = await aTicket(world, { location: 'due', next_due_at: inMinutes(-10), next_clock: 'contact' });
    const soon = await aTicket(world, { location: 'due', next_due_at: inMinutes(240), next_clock: 'fix' });
    for (const [ticket, clock, minutes] of [
      [late, 'contact', -10],
      [late, 'fix', 300],
      [soon, 'fix', 240],
    ] as const) {
      await world.sql(
        `INSERT INTO timer (id, ticket_id, clock, cycle, state, kind, calendar_id, target_ms, started_at, due_at)
         SELECT gen_random_uuid(), id, $2, 1, 'running', 'elapsed', calendar_id, 60000, $3, $3 FROM ticket WHERE id = $1`,
        [ticket.id, clock, inMinutes(minutes)],
      );
    }
    expect(await numbers('location=due&overdue=true')).toEqual([late.number]);
    expect(await numbers('location=due&overdue=false')).toEqual([soon.number]);
    expect(await numbers(`location=due&dueBefore=${inMinutes(245).toISOString()}`)).toEqual([late.number, soon.number]);
    expect(await numbers('location=due&clock=fix')).toEqual([late.number, soon.number]);
    expect(await numbers('location=due&clock=fix&overdue=true')).toEqual([]);
    expect(await numbers('location=due&clock=contact&overdue=true')).toEqual([late.number]);
  });

  test('a line says how late it is, whose it is and when the customer last heard from us', async () => {
    await aPlace(world, 'line');
    const customer = await aCustomer(world, { name: 'Alan Turing' });
    const ticket = await aTicket(world, {
      location: 'line',
      customer_id: customer,
      owner_id: manager.staffId,
      next_due_at: inMinutes(-10),
      next_clock: 'fix',
    });
    await world.sql(
      `INSERT INTO contact (id, ticket_id, kind, channel, direction, human, text, at, created_at)
       VALUES (gen_random_uuid(), $1, 'call', 'phone', 'out', true, 'We called.', $2, $2)`,
      [ticket.id, inMinutes(-30)],
    );
    const { items } = (await manager.get('tickets?location=line')).body;
    expect(items).toMatchObject([
      {
        id: ticket.id,
        label: `R-${String(ticket.number)}`,
        customer: { id: customer, name: 'Alan Turing' },
        owner: { id: manager.staffId },
        location: { key: 'line', zone: 'UTC' },
        customerName: 'Alan Turing',
        channel: 'phone',
        nextClock: { clock: 'fix', dueAt: inMinutes(-10).toISOString(), pausedSince: null, reason: null },
        lastNewsAt: inMinutes(-30).toISOString(),
        lastWord: { by: 'us', at: inMinutes(-30).toISOString() },
        version: 1,
      },
    ]);
    expect(items[0].lateByMs).toBeGreaterThanOrEqual(10 * 60_000);
  });

  test.each([
    ['number', (n: number) => String(n)],
    ['label', (n: number) => `r-${String(n)}`],
    ['e-mail address', () => 'Katherine@Example.com'],
    ['phone number with its country', () => '+1 212 555 0143'],
    ['phone number as people write it there', () => '(212) 555-0143'],
    ['first name', () => 'katherine'],
    ['name as far as it is typed', () => 'Katherine Joh'],
    ['beginning of the title', () => 'the rocket 100%'],
  ])('a ticket is found by its %s', async (_, query) => {
    const customer = await aCustomer(world, { name: 'Katherine Johnson', email: 'katherine@example.com', phone: '+12125550143' });
    await aPlace(world, `q-${customer}`);
    const ticket = await aTicket(world, { location: `q-${customer}`, customer_id: customer, title: 'The rocket 100% failed' });
    expect(await numbers(`location=q-${customer}&q=${encodeURIComponent(query(ticket.number))}`)).toEqual([ticket.number]);
    expect(await numbers(`location=q-${customer}&q=${encodeURIComponent('nobody at all')}`)).toEqual([]);
  });
});

test.each([
  'state=opened',
  'state=new;open',
  'owner=mia',
  'severity=S5',
  'clock=lunch',
  'overdue=maybe',
  'dueBefore=tomorrow',
  'sort=mood',
  'limit=101',
  'limit=0',
  'cursor=abc',
  'location=nowhere',
  'colour=red',
  'state=new&state=open',
])('a list asked for by %s is refused with a sentence', async (query) => {
  const answer = await manager.get(`tickets?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(/\.$/);
});

test('a cursor of another order is refused, and so is one made by hand', async () => {
  await aPlace(world, 'cursor');
  await manyTickets(world, 3, ['cursor']);
  const { nextCursor } = (await manager.get('tickets?location=cursor&limit=1&sort=due')).body;
  expect((await manager.get(`tickets?location=cursor&sort=due&cursor=${nextCursor as string}`)).status).toBe(200);
  expect((await manager.get(`tickets?location=cursor&sort=urgency&cursor=${nextCursor as string}`)).status).toBe(400);
  const forged = Buffer.from(JSON.stringify(['due', "x'; DROP TABLE ticket", '1'])).toString('base64url');
  expect((await manager.get(`tickets?sort=due&cursor=${forged}`)).status).toBe(400);
});

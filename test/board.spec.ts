import { aCustomer, aPlace, aTicket, manyTickets } from './support/builders';
import type { Client } from './support/client';
import { World } from './support/world';

let world: World;
let manager: Client;

/** The board of one place. */
async function board(place: string, query = '', who = manager) {
  const answer = await who.get(`board?location=${place}${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function now(minutes = 0): Promise<Date> {
  return new Date((await world.now()).getTime() + minutes * 60_000);
}

beforeAll(async () => {
  world = await World.start();
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

test('an empty place has a board of zeros', async () => {
  await aPlace(world, 'quiet');
  expect(await board('quiet')).toMatchObject({
    counts: { s1Open: 0, brokenPromises: 0, dueSoon: 0, unowned: 0, approvals: 0, undeliverable: 0, holds: 0 },
    late: [],
    dueSoon: [],
    dueCalls: [],
    nextCursor: null,
  });
});

test('the numbers count what is live: dangerous, late, due soon, without an owner', async () => {
  await aPlace(world, 'numbers');
  const owned = { location: 'numbers', owner_id: manager.staffId };
  const closed = { state: 'closed', closed_at: await now(), close_reason: 'recovered' };
  await aTicket(world, { ...owned, severity: 'S1' });
  await aTicket(world, { ...owned, ...closed, severity: 'S1' });
  const late = await aTicket(world, { ...owned, next_due_at: await now(-20), next_clock: 'fix' });
  const soon = await aTicket(world, { ...owned, next_due_at: await now(20), next_clock: 'update' });
  await aTicket(world, { ...owned, next_due_at: await now(90) });
  await aTicket(world, { location: 'numbers' });
  await aTicket(world, { location: 'numbers', ...closed });
  const shown = await board('numbers');
  expect(shown.counts).toMatchObject({ s1Open: 1, brokenPromises: 1, dueSoon: 1, unowned: 1 });
  expect(shown.late).toMatchObject([{ number: late.number, nextClock: { clock: 'fix' }, severity: 'S3' }]);
  expect(shown.late[0].lateByMs).toBeGreaterThanOrEqual(20 * 60_000);
  expect(shown.dueSoon).toMatchObject([{ number: soon.number, lateByMs: null }]);
});

test('"due soon" means the next 60 minutes of opening time: on Friday at half past four that reaches into Monday', async () => {
  const other = await World.start();
  await other.setClock('2026-11-20T21:30:00Z');
  const lead = await other.signIn('lead');
  const tickets = {
    beforeClosing: await aTicket(other, { next_due_at: new Date('2026-11-20T21:50:00Z') }),
    mondayAtTwentyPast: await aTicket(other, { next_due_at: new Date('2026-11-23T14:20:00Z') }),
    mondayAtTwentyToTen: await aTicket(other, { next_due_at: new Date('2026-11-23T14:40:00Z') }),
  };
  const shown = (await lead.get('board')).body;
  expect(shown.counts.dueSoon).toBe(2);
  expect((shown.dueSoon as { number: number }[]).map((line) => line.number)).toEqual([
    tickets.beforeClosing.number,
    tickets.mondayAtTwentyPast.number,
  ]);
  await other.stop();
});

test('a customer who cannot be reached counts once, by whichever way we learned of it', async () => {
  await aPlace(world, 'away');
  const gone = await aTicket(world, { location: 'away', unreachable: true });
  const dead = await aTicket(world, { location: 'away' });
  const earlier = await aTicket(world, { location: 'away', cycle: 2 });
  for (const { id } of [gone, dead, earlier]) {
    await world.sql(
      `INSERT INTO message (id, effect_key, ticket_id, cycle, kind, class, channel, order_key, state, not_before, created_at)
       VALUES (gen_random_uuid(), $2, $1, 1, 'receipt', 'service', 'email', $2, 'dead', desk_now(), desk_now())`,
      [id, `test:${id}`],
    );
  }
  expect((await board('away')).counts.undeliverable).toBe(2);
});

test('holds are counted for those who may lift them', async () => {
  await aPlace(world, 'held');
  const ticket = await aTicket(world, { location: 'held' });
  for (const kind of ['safety', 'vulnerable', 'data_breach']) {
    await world.sql(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) VALUES (gen_random_uuid(), $1, $2, 'A reason.', desk_now())`,
      [ticket.id, kind],
    );
  }
  expect((await board('held')).counts.holds).toBe(2);
  expect((await board('held', '', await world.signIn('lead'))).counts.holds).toBe(1);
  expect((await board('held', '', await world.signIn('agent'))).counts.holds).toBe(0);
});

test('calls that are due stand on the board, the earliest first, without those that are done or of an earlier cycle', async () => {
  await aPlace(world, 'calls');
  const customer = await aCustomer(world, { name: 'Joan Clarke' });
  const first = await aTicket(world, { location: 'calls', severity: 'S1', state: 'following_up', customer_id: customer });
  const second = await aTicket(world, { location: 'calls', severity: 'S2', state: 'following_up', cycle: 2 });
  for (const [ticket, cycle, minutes, done] of [
    [second, 2, 60, false],
    [first, 1, -60, false],
    [second, 1, -90, false],
    [first, 2, -90, true],
  ] as const) {
    await world.sql(
      `INSERT INTO due_call (id, ticket_id, cycle, reason, due_at, done_at, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'serious', $3, CASE WHEN $4 THEN desk_now() END, desk_now())`,
      [ticket.id, cycle, await now(minutes), done],
    );
  }
  const { dueCalls } = await board('calls');
  expect(dueCalls).toMatchObject([
    { number: first.number, customer: { name: 'Joan Clarke' }, reason: 'serious' },
    { number: second.number, lateByMs: null },
  ]);
  expect(dueCalls[0].lateByMs).toBeGreaterThanOrEqual(60 * 60_000);
});

test('fifty late tickets at a time, and numbers that stop at a thousand', async () => {
  await aPlace(world, 'busy');
  await manyTickets(world, 2600, ['busy']);
  await world.sql('ANALYZE ticket');
  const first = await board('busy');
  expect(first.counts).toMatchObject({ brokenPromises: 1000, unowned: 1000 });
  expect(first.late).toHaveLength(50);
  const second = await board('busy', `&cursor=${first.nextCursor as string}`);
  const ids = [...first.late, ...second.late].map((line: { id: string }) => line.id);
  expect(new Set(ids).size).toBe(100);
  expect(first.late[0].severity).toBe('S1');
});

test('the board of a location has everything below it, and a manager of it sees nothing else', async () => {
  await aPlace(world, 'west');
  await aPlace(world, 'west-shop', 'west');
  await aTicket(world, { location: 'west-shop', severity: 'S1' });
  const local = await world.signIn('manager', { location: 'west' });
  expect((await board('west')).counts.s1Open).toBe(1);
  const seen = (await local.get('board')).body;
  expect(seen.counts).toMatchObject({ s1Open: 1, brokenPromises: 0, unowned: 1 });
  expect((await board('busy', '', local)).counts.brokenPromises).toBe(0);
});

test('the board is for those who have one', async () => {
  expect((await world.anonymous.get('board')).status).toBe(401);
  expect((await (await world.signIn('admin')).get('board')).status).toBe(403);
  const analyst = await (await world.signIn('analyst')).get('board');
  expect(analyst.body).toMatchObject({ counts: { s1Open: 0, brokenPromises: 0, unowned: 0 }, late: [] });
  expect((await manager.get('board?location=nowhere')).status).toBe(400);
  expect((await manager.get('board?cursor=abc')).status).toBe(400);
});

test('the board says who has how much, what keeps each late one, and how long fixing takes today and usually', async () => {
  await aPlace(world, 'shared');
  const [busy, idle] = [
    await world.signIn('agent', { location: 'shared', name: 'Bo Busy' }),
    await world.signIn('agent', { location: 'shared', name: 'Ida Idle' }),
  ];
  const overdue = { location: 'shared', next_due_at: await now(-20), next_clock: 'fix' };
  const unowned = await aTicket(world, overdue);
  const plain = await aTicket(world, { ...overdue, owner_id: busy.staffId });
  const waits = await aTicket(world, {
    ...overdue,
    owner_id: busy.staffId,
    state: 'waiting_customer',
    question: 'Which one?',
    waiting_since: await now(-30),
  });
  const fixed = { location: 'shared', owner_id: busy.staffId, state: 'closed', closed_at: await now(), close_reason: 'recovered' };
  const done = async (received: Date, at: Date) => {
    const { id } = await aTicket(world, { ...fixed, fixed_at: at });
    await world.sql('UPDATE ticket SET received_at = $2 WHERE id = $1', [id, received]);
  };
  await world.setClock('2027-02-02T18:00:00Z');
  await done(await now(-60), await now(0));
  const before = (minutes: number) => now(-5 * 1440 + minutes);
  for (const minutes of [30, 40, 90]) await done(await before(0), await before(minutes));
  await world.sql(`UPDATE staff SET status = 'absent' WHERE id = $1`, [busy.staffId]);
  const shown = await board('shared');
  const of = (id: string) => shown.late.find((row: { id: string }) => row.id === id);
  expect([of(unowned.id), of(plain.id), of(waits.id)]).toMatchObject([
    { why: 'no_owner', ownerLoad: null },
    { why: 'late', ownerLoad: 2 },
    { why: 'paused', ownerLoad: 2 },
  ]);
  const load = shown.load.filter((row: { staff: { id: string } }) => [busy.staffId, idle.staffId].includes(row.staff.id));
  expect(load).toEqual([
    { staff: { id: busy.staffId, name: 'Bo Busy' }, open: 2, late: 2, present: false },
    { staff: { id: idle.staffId, name: 'Ida Idle' }, open: 0, late: 0, present: true },
  ]);
  expect(shown.byLocation).toMatchObject([{ key: 'shared', open: 3, late: 3 }]);
  expect(shown.fixToday.count).toBe(1);
  expect(Math.round(shown.fixToday.medianMs / 60_000)).toBe(60);
  expect(shown.fixUsual.count).toBe(3);
  expect(Math.round(shown.fixUsual.medianMs / 60_000)).toBe(40);
});

test('edge 81: the loads count nothing that somebody may not see', async () => {
  await aPlace(world, 'hidden');
  const subject = await world.signIn('manager');
  await aTicket(world, { location: 'hidden', owner_id: manager.staffId, subject_staff_id: subject.staffId });
  expect((await board('hidden')).byLocation).toMatchObject([{ key: 'hidden', open: 1 }]);
  const blind = await board('hidden', '', subject);
  expect(blind.byLocation).toEqual([]);
  expect(blind.load.filter((row: { open: number }) => row.open > 0)).toEqual([]);
});

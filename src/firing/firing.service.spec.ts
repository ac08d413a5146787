import { pino } from 'pino';
import { berlin, ClockDesk, drained, MONDAY_NINE, OFFICE } from '../../test/support/clock-desk';
import { HOUR_MS } from '../clocks/clock.rules';
import type { ClockTicket } from '../clocks/timer-row.rules';
import { Metrics } from '../platform/metrics';
import { Firing } from './firing.service';
import { HoursChanged } from './firing-hours.service';
import { ZonesChanged } from './firing-zones.service';

let desk: ClockDesk;
let log: { level: number; msg: string; ticket?: string }[];
let firing: Firing;

const logger = () => pino({ level: 'warn' }, { write: (line: string) => log.push(JSON.parse(line) as (typeof log)[number]) });
const firingOf = (on: ClockDesk) => new Firing(on.db, new HoursChanged(on.db, on.clocks, on.staff), new Metrics(), logger());

beforeEach(async () => {
  desk = await ClockDesk.start();
  log = [];
  firing = firingOf(desk);
});
afterEach(() => desk.stop());

const timeline = (ticket: ClockTicket) =>
  desk.sql<{ seq: number; kind: string; data: { clock: string; percent: number; dueAt: string }; cause: string | null }>(
    'SELECT seq, kind, data, cause FROM ticket_event WHERE ticket_id = $1 ORDER BY seq',
    [ticket.id],
  );
const timer = async (ticket: ClockTicket, clock: string) => {
  const [row] = await desk.sql<{
    id: string;
    state: string;
    breached: Date | null;
    next: Date | null;
    due: Date;
    stopped: Date | null;
    fails: number;
  }>(
    `SELECT id, state, breached_at AS breached, next_point_at AS next, due_at AS due, stopped_at AS stopped, fail_count AS fails
     FROM timer WHERE ticket_id = $1 AND clock = $2`,
    [ticket.id, clock],
  );
  if (!row) throw new Error(`The ticket has no ${clock}.`);
  return row;
};

describe('firing', () => {
  test('a point is written down once, on the timeline too, and the next one is awaited', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T12:00'));
    expect(await drained(firing)).toBe(1);
    expect(await desk.marks(ticket)).toEqual(['contact 75 pending']);
    const { id } = await timer(ticket, 'contact');
    expect(await timeline(ticket)).toEqual([
      {
        seq: 1,
        kind: 'clock_point',
        data: { clock: 'contact', percent: 75, dueAt: '2026-06-01T11:00:00.000Z' },
        cause: `timer:${id}:1:75`,
      },
    ]);
    expect(await timer(ticket, 'contact')).toMatchObject({ state: 'running', breached: null, next: berlin('2026-06-01T12:36') });
    const [row] = await desk.sql('SELECT version, event_seq FROM ticket WHERE id = $1', [ticket.id]);
    expect(row).toEqual({ version: 2, event_seq: 1 });
    expect(await drained(firing)).toBe(0);
  });

  test('edge 8: a promise that ends at closing time is broken at closing time', async () => {
    const ticket = await desk.ticket({ severity: 'S2' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.at(berlin('2026-06-01T17:00'));
    await drained(firing);
    expect(await timer(ticket, 'fix')).toMatchObject({ state: 'running', breached: berlin('2026-06-01T17:00') });
  });

  test('edge 14: a machine whose clock is far ahead fires nothing early, says so and goes on', async () => {
    const ticket = await desk.ticket();
    await desk.at(MONDAY_NINE);
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    const real = Date.now.bind(Date);
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => real() + 5 * 60_000);
    try {
      expect(await drained(firing)).toBe(0);
      expect(await firing.untilNextMs()).toBeGreaterThan(2 * HOUR_MS);
      await firing.untilNextMs();
    } finally {
      ahead.mockRestore();
    }
    expect(log.map((line) => line.msg)).toEqual([expect.stringContaining('the clock of this machine')]);
    await desk.at(berlin('2026-06-01T13:00'));
    expect(await drained(firing)).toBe(3);
  });

  test('edge 17: after three hours of standstill every point is written down and only the highest of each clock is told', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' }, { clock: 'fix', verb: 'arm' });
    await desk.at(berlin('2026-06-02T14:00'));
    await drained(firing);
    expect(await desk.marks(ticket)).toEqual([
      'contact 75 quiet',
      'contact 90 quiet',
      'contact 100 quiet',
      'contact 150 quiet',
      'contact 200 pending',
      'fix 75 pending',
    ]);
    expect(await timer(ticket, 'contact')).toMatchObject({ breached: berlin('2026-06-01T13:00'), next: null, state: 'running' });
    expect((await timeline(ticket)).map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('two loops at once fire each point once', async () => {
    const tickets: ClockTicket[] = [];
    for (let i = 0; i < 40; i++) tickets.push(await desk.ticket());
    for (const ticket of tickets) await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T13:00'));
    const twin = await ClockDesk.onSame(desk);
    const fired = await Promise.all([drained(firing), drained(firingOf(twin))]);
    await twin.stop();
    expect(fired[0] + fired[1]).toBe(120);
    const [row] = await desk.sql('SELECT count(*) AS events, count(DISTINCT (ticket_id, seq)) AS apart FROM ticket_event');
    expect(row).toEqual({ events: 120, apart: 120 });
  });

  test('a clock that is stopped while the loop comes round to it does not fire', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T12:00'));
    await desk.db.transaction(async (tx) => {
      await tx.rows('SELECT 1 FROM ticket WHERE id = $1 FOR NO KEY UPDATE', [ticket.id]);
      expect(await firing.run()).toBe(0);
      await desk.clocks.apply(tx, ticket, [{ clock: 'contact', verb: 'stop' }], berlin('2026-06-01T12:00'));
    });
    expect(await drained(firing)).toBe(0);
    expect(await desk.marks(ticket)).toEqual([]);
  });

  test('what cannot be fired is tried again later, is set aside after the fifth time, and holds nobody else up', async () => {
    const [bad, good] = [await desk.ticket(), await desk.ticket()];
    for (const ticket of [bad, good]) await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    const { id } = await timer(bad, 'contact');
    await desk.sql(`INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, at, cause) VALUES ($1, 99, 'note', 'system', $2, $3)`, [
      good.id,
      MONDAY_NINE,
      `timer:${id}:1:75`,
    ]);
    await desk.at(berlin('2026-06-01T12:00'));
    expect(await drained(firing)).toBe(1);
    expect(await desk.marks(good)).toEqual(['contact 75 pending']);
    expect(await timer(bad, 'contact')).toMatchObject({ state: 'running', fails: 1 });
    for (let i = 1; i < 5; i++) {
      await desk.sql(`UPDATE clock_shift SET shift = shift + interval '5 minutes'`);
      await drained(firing);
    }
    expect(await timer(bad, 'contact')).toMatchObject({ state: 'quarantined', fails: 5, next: null });
    expect(log.map((line) => line.level)).toEqual([40, 40, 40, 40, 50]);
    await desk.apply(bad, berlin('2026-06-01T12:25'), { clock: 'contact', verb: 'stop' });
    expect(await timer(bad, 'contact')).toMatchObject({ state: 'met', fails: 0 });
  });

  test('an alarm breaks no promise and is over after its last point', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'chase', verb: 'arm' });
    await desk.at(berlin('2026-06-02T09:00'));
    await drained(firing);
    expect(await timer(ticket, 'chase')).toMatchObject({ state: 'running', next: berlin('2026-06-04T09:00') });
    await desk.at(berlin('2026-06-15T09:00'));
    await drained(firing);
    expect(await timer(ticket, 'chase')).toMatchObject({ state: 'fired', next: null, breached: null, stopped: expect.any(Date) as Date });
  });

  test('nothing is late before its time: the loop sleeps until the next point', async () => {
    const ticket = await desk.ticket();
    expect(await firing.untilNextMs()).toBeNull();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T11:59'));
    const ms = (await firing.untilNextMs()) ?? 0;
    expect(ms).toBeGreaterThan(30_000);
    expect(ms).toBeLessThanOrEqual(60_000);
  });
});

describe('opening hours that change', () => {
  test('edge 5: a holiday set for today keeps what was worked until then, closes the rest of the day and tells the owner', async () => {
    const owner = await desk.person('agent');
    const ticket = await desk.ticket({ ownerId: owner });
    const next = await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.sql('UPDATE ticket SET next_due_at = $2, next_clock = $3 WHERE id = $1', [ticket.id, next.dueAt, next.clock]);
    await desk.newHours({ ...OFFICE, holidays: ['2026-06-01'] }, berlin('2026-06-01T11:00'));
    await desk.at(berlin('2026-06-01T11:05'));
    expect(await drained(firing)).toBe(1);
    const segments = await desk.sql('SELECT started_at AS "from", ended_at AS "to", elapsed_ms AS ms FROM timer_segment ORDER BY id');
    expect(segments).toEqual([
      { from: MONDAY_NINE, to: berlin('2026-06-01T11:00'), ms: 2 * HOUR_MS },
      { from: berlin('2026-06-01T11:00'), to: null, ms: null },
    ]);
    expect(await timer(ticket, 'fix')).toMatchObject({ due: berlin('2026-06-03T15:00') });
    expect(await desk.sql('SELECT next_due_at AS due, version, event_seq FROM ticket WHERE id = $1', [ticket.id])).toEqual([
      { due: berlin('2026-06-03T15:00'), version: 2, event_seq: 1 },
    ]);
    expect(await desk.news()).toEqual([
      { staffId: owner, point: null, text: 'R-1001: the opening hours were changed. The next promise is now due by 15:00 on Wed 3 Jun.' },
    ]);
    expect(await drained(firing)).toBe(0);
  });

  test('edge 11: hours that begin one after the other each count for their own time, and ended segments stay', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.newHours({ ...OFFICE, zone: 'Europe/London' }, berlin('2026-06-02T00:00'));
    await desk.newHours({ ...OFFICE, zone: 'Europe/London', holidays: ['2026-06-03'] }, berlin('2026-06-02T14:00'));
    await desk.at(berlin('2026-06-02T14:30'));
    await drained(firing);
    const segments = await desk.sql<{ ms: number | null }>('SELECT elapsed_ms AS ms FROM timer_segment ORDER BY id');
    expect(segments.map((segment) => segment.ms)).toEqual([8 * HOUR_MS, 4 * HOUR_MS, null]);
    expect(await timer(ticket, 'fix')).toMatchObject({ due: berlin('2026-06-02T18:00') });
  });

  test('edge 13: new time zone data move what is ahead and leave what was counted, once per start and version', async () => {
    const [moved, same] = [await desk.ticket(), await desk.ticket()];
    for (const ticket of [moved, same]) await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    // As an earlier program worked it out that knew another summer time.
    await desk.sql(
      `UPDATE timer SET due_at = due_at + interval '1 hour', point_at[3] = point_at[3] + interval '1 hour' WHERE ticket_id = $1`,
      [moved.id],
    );
    await desk.at(berlin('2026-06-01T11:00'));
    const zones = () => new ZonesChanged(desk.db, new HoursChanged(desk.db, desk.clocks, desk.staff));
    expect(await drained(zones())).toBe(2);
    expect(await timer(moved, 'fix')).toMatchObject({ due: berlin('2026-06-02T17:00') });
    const segments = (ticket: ClockTicket) =>
      desk.sql('SELECT 1 FROM timer_segment s JOIN timer t ON t.id = s.timer_id WHERE t.ticket_id = $1', [ticket.id]);
    expect(await segments(moved)).toHaveLength(2);
    expect(await segments(same)).toHaveLength(1);
    expect(await desk.sql('SELECT next_due_at AS due FROM ticket WHERE id = $1', [moved.id])).toEqual([
      { due: berlin('2026-06-02T17:00') },
    ]);
    expect(await drained(zones())).toBe(0);
  });

  test('clocks that count day and night are not touched', async () => {
    const ticket = await desk.ticket({ severity: 'S1' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'update', verb: 'arm' });
    await desk.newHours({ ...OFFICE, week: {} }, berlin('2026-06-01T09:30'));
    await desk.at(berlin('2026-06-01T09:40'));
    expect(await drained(firing)).toBe(0);
  });
});

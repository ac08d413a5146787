import { berlin, ClockDesk, MONDAY_NINE, OFFICE } from '../../test/support/clock-desk';
import type { ClockName, Severity } from './clock.rules';
import { HOUR_MS, MINUTE_MS } from './clock.rules';
import type { ClockTicket } from './timer-row.rules';

let desk: ClockDesk;
beforeAll(async () => {
  desk = await ClockDesk.start();
});
afterAll(() => desk.stop());

const regrade = (ticket: ClockTicket, severity: Severity, at: Date) =>
  desk.db.transaction((tx) => desk.clocks.regrade(tx, ticket, severity, at));

interface Row {
  clock: ClockName;
  state: string;
  dueAt: Date | null;
  targetMs: number | null;
  carriedMs: number;
  elapsedMs: number | null;
  breachedAt: Date | null;
  grace: boolean;
  noCalendar: boolean;
  pauseReason: string | null;
  generation: number;
  nextPointAt: Date | null;
  points: number[];
  to: string[];
  startedAt: Date;
}

const rows = (ticket: ClockTicket, clock?: ClockName) =>
  desk.sql<Row>(
    `SELECT clock, state, due_at AS "dueAt", target_ms AS "targetMs", carried_ms AS "carriedMs", elapsed_ms AS "elapsedMs", breached_at AS "breachedAt", grace,
       no_calendar AS "noCalendar", pause_reason AS "pauseReason", generation, next_point_at AS "nextPointAt", point_percent AS points, point_to AS "to",
       started_at AS "startedAt"
     FROM timer WHERE ticket_id = $1 AND ($2::text IS NULL OR clock = $2) ORDER BY id`,
    [ticket.id, clock ?? null],
  );
const only = async (ticket: ClockTicket, clock: ClockName): Promise<Row> => {
  const [row, ...more] = await rows(ticket, clock);
  if (!row || more.length > 0) throw new Error(`There are ${String(more.length + 1)} rows of ${clock}.`);
  return row;
};

describe('what moves do to clocks', () => {
  test('a promise of two open days made on Friday at five is due on Tuesday at five, and its points lie on the way', async () => {
    const ticket = await desk.ticket();
    const next = await desk.apply(ticket, berlin('2026-06-05T17:00'), { clock: 'fix', verb: 'arm' });
    expect(next).toEqual({ clock: 'fix', dueAt: berlin('2026-06-09T17:00') });
    const fix = await only(ticket, 'fix');
    expect(fix.points).toEqual([75, 90, 100, 150, 200]);
    expect(fix.to).toEqual(['owner', 'lead', 'manager', 'area_manager', 'area_manager']);
    expect(fix.nextPointAt).toEqual(berlin('2026-06-09T13:00'));
  });

  test('kept at the very instant it was due is kept; a millisecond later it is broken, though nothing has fired', async () => {
    const inTime = await desk.ticket();
    const late = await desk.ticket();
    for (const ticket of [inTime, late]) await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.apply(inTime, berlin('2026-06-01T13:00'), { clock: 'contact', verb: 'stop' });
    await desk.apply(late, new Date(berlin('2026-06-01T13:00').getTime() + 1), { clock: 'contact', verb: 'stop' });
    expect(await only(inTime, 'contact')).toMatchObject({ state: 'met', breachedAt: null, elapsedMs: 4 * HOUR_MS, nextPointAt: null });
    expect(await only(late, 'contact')).toMatchObject({ state: 'breached_met', breachedAt: berlin('2026-06-01T13:00') });
  });

  test('news ends the news clock and starts the next one, and a promised time takes its place', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'update', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'update', verb: 'arm' });
    expect((await rows(ticket, 'update')).map((row) => row.state)).toEqual(['met', 'running']);
    const promised = berlin('2026-06-01T20:30');
    const next = await desk.apply(
      ticket,
      berlin('2026-06-01T12:00'),
      { clock: 'promise', verb: 'arm', dueAt: promised },
      { clock: 'promise', verb: 'clear' },
      { clock: 'update', verb: 'stop' },
    );
    expect(next).toEqual({ clock: 'promise', dueAt: promised });
  });

  test('the clearing of all clocks leaves alone what is named beside it and what belongs to gestures', async () => {
    const ticket = await desk.ticket();
    await desk.apply(
      ticket,
      MONDAY_NINE,
      { clock: 'fix', verb: 'arm' },
      { clock: 'contact', verb: 'arm' },
      { clock: 'fulfil', verb: 'arm', targetMs: HOUR_MS, targetKind: 'elapsed' },
    );
    const next = await desk.apply(
      ticket,
      berlin('2026-06-01T10:00'),
      { clock: '*', verb: 'clear' },
      { clock: 'reopen_window', verb: 'arm' },
    );
    expect(next).toEqual({ clock: null, dueAt: null });
    expect((await rows(ticket)).map(({ clock, state }) => `${clock} ${state}`)).toEqual([
      'fix cancelled',
      'contact cancelled',
      'fulfil running',
      'reopen_window running',
    ]);
  });

  test('a policy without a target for a clock means no such clock, and a verb with nothing to act on does nothing', async () => {
    const ticket = await desk.ticket();
    await desk.apply(
      ticket,
      MONDAY_NINE,
      { clock: 'statutory', verb: 'arm' },
      { clock: 'one_up', verb: 'stop' },
      { clock: 'fix', verb: 'resume' },
    );
    expect(await rows(ticket)).toEqual([]);
  });

  test('a question asks again after one and three open days and gives up after ten', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, berlin('2026-06-05T15:30'), { clock: 'chase', verb: 'arm' });
    const [chase] = await desk.sql<{ at: Date[] }>('SELECT point_at AS at FROM timer WHERE ticket_id = $1', [ticket.id]);
    expect(chase?.at).toEqual([berlin('2026-06-08T15:30'), berlin('2026-06-10T15:30'), berlin('2026-06-19T15:30')]);
    expect(await only(ticket, 'chase')).toMatchObject({ points: [1, 3, 10], targetMs: null, nextPointAt: berlin('2026-06-08T15:30') });
  });

  test('only the fix of a dangerous case pages the manager at its start', async () => {
    const ticket = await desk.ticket({ severity: 'S1' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' }, { clock: 'fix', verb: 'arm' });
    expect((await only(ticket, 'fix')).points).toEqual([0, 75, 90, 100, 150, 200]);
    expect((await only(ticket, 'contact')).points).toEqual([75, 90, 100, 150, 200]);
    expect((await only(ticket, 'fix')).nextPointAt).toEqual(MONDAY_NINE);
  });

  test('after a failed fix there is half of the time, and the customer hears from a person as in a serious case', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'fix', verb: 'stop' });
    const again = { ...ticket, cycle: 2 };
    await desk.apply(again, berlin('2026-06-02T09:00'), { clock: 'fix', verb: 'rearm' }, { clock: 'contact', verb: 'rearm' });
    expect((await rows(ticket, 'fix')).at(-1)).toMatchObject({ targetMs: 8 * HOUR_MS, dueAt: berlin('2026-06-02T17:00') });
    expect(await only(ticket, 'contact')).toMatchObject({ targetMs: HOUR_MS, dueAt: berlin('2026-06-02T10:00') });
  });

  test('edge 38: after a lapse the fix gets what remained, but at least half of the target', async () => {
    const much = await desk.ticket();
    const little = await desk.ticket();
    for (const ticket of [much, little]) await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(much, berlin('2026-06-01T11:00'), { clock: 'fix', verb: 'pause' });
    await desk.apply(little, berlin('2026-06-02T16:00'), { clock: 'fix', verb: 'pause' });
    for (const ticket of [much, little]) {
      await desk.apply(ticket, berlin('2026-06-16T09:00'), { clock: 'fix', verb: 'clear' });
      await desk.apply({ ...ticket, cycle: 2 }, berlin('2026-07-06T09:00'), { clock: 'fix', verb: 'rearm' });
    }
    expect((await rows(much, 'fix')).at(-1)?.targetMs).toBe(14 * HOUR_MS);
    expect((await rows(little, 'fix')).at(-1)?.targetMs).toBe(8 * HOUR_MS);
  });

  test('a clock taken away by a merge goes on with what it had counted, and what was fired is not fired again', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.sql(
      `INSERT INTO timer_event (timer_id, point, due_at, at, recipient, state, not_before)
       SELECT id, 75, due_at, due_at, 'owner', 'done', due_at FROM timer WHERE ticket_id = $1`,
      [ticket.id],
    );
    await desk.apply(ticket, berlin('2026-06-02T14:00'), { clock: '*', verb: 'clear' });
    await desk.apply(ticket, berlin('2026-06-04T09:00'), { clock: 'fix', verb: 'resume' });
    const [before, after] = await rows(ticket, 'fix');
    expect(before).toMatchObject({ state: 'cancelled', elapsedMs: 13 * HOUR_MS });
    expect(after).toMatchObject({ state: 'running', carriedMs: 13 * HOUR_MS, dueAt: berlin('2026-06-04T12:00') });
    expect(after?.nextPointAt).toEqual(new Date(berlin('2026-06-04T10:00').getTime() + 24 * MINUTE_MS));
  });

  test('a pause that was our own time counts', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'fix', verb: 'pause', pauseReason: 'waiting_customer' });
    await desk.apply(ticket, berlin('2026-06-01T15:00'), { clock: 'fix', verb: 'resume', startAt: berlin('2026-06-01T11:00') });
    expect((await only(ticket, 'fix')).dueAt).toEqual(berlin('2026-06-02T17:00'));
  });

  test('a question during another pause replaces its reason', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'fix', verb: 'pause', pauseReason: 'customer_date' });
    await desk.apply(ticket, berlin('2026-06-01T12:00'), { clock: 'fix', verb: 'pause', pauseReason: 'waiting_customer' });
    expect(await only(ticket, 'fix')).toMatchObject({ state: 'paused', pauseReason: 'waiting_customer' });
  });
});

describe('severity', () => {
  test('edge 21: raised after 6 of 8 h to a 4-h target, it is due after a quarter of the new target, flagged as grace', async () => {
    const ticket = await desk.ticket({ severity: 'S2' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await regrade(ticket, 'S1', berlin('2026-06-01T15:00'));
    expect(await only(ticket, 'fix')).toMatchObject({ grace: true, dueAt: berlin('2026-06-01T16:00'), targetMs: 4 * HOUR_MS });
  });

  test('edge 22: lowered after the promise was broken, it stays broken', async () => {
    const ticket = await desk.ticket({ severity: 'S2' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await regrade(ticket, 'S3', berlin('2026-06-02T10:00'));
    expect(await only(ticket, 'fix')).toMatchObject({
      breachedAt: berlin('2026-06-01T17:00'),
      dueAt: berlin('2026-06-01T17:00'),
      targetMs: 16 * HOUR_MS,
    });
    await desk.apply({ ...ticket, severity: 'S3' }, berlin('2026-06-02T11:00'), { clock: 'fix', verb: 'stop' });
    expect((await only(ticket, 'fix')).state).toBe('breached_met');
  });

  test('edge 23: a pause before the severity changed is still not counted', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'fix', verb: 'pause' });
    await desk.apply(ticket, berlin('2026-06-01T14:00'), { clock: 'fix', verb: 'resume' });
    await regrade(ticket, 'S2', berlin('2026-06-01T15:00'));
    expect(await only(ticket, 'fix')).toMatchObject({ grace: false, dueAt: berlin('2026-06-02T12:00') });
  });

  test('edge 27: a clock that the new severity does not have is taken away', async () => {
    await desk.sql(`DELETE FROM policy_target WHERE version_id = $1 AND clock = 'update' AND severity = 'S4'`, [desk.policyVersionId]);
    const ticket = await desk.ticket();
    await desk.apply(ticket, MONDAY_NINE, { clock: 'update', verb: 'arm' });
    const other = await ClockDesk.onSame(desk);
    const next = await other.db.transaction((tx) => other.clocks.regrade(tx, ticket, 'S4', berlin('2026-06-01T10:00')));
    await other.stop();
    expect(await only(ticket, 'update')).toMatchObject({ state: 'cancelled', nextPointAt: null });
    expect(next).toEqual({ clock: null, dueAt: null });
  });

  test('a promise that somebody made aloud is not moved by the severity', async () => {
    const ticket = await desk.ticket();
    const dueAt = berlin('2026-06-01T20:30');
    await desk.apply(ticket, MONDAY_NINE, { clock: 'promise', verb: 'arm', dueAt });
    await regrade(ticket, 'S1', berlin('2026-06-01T10:00'));
    expect(await only(ticket, 'promise')).toMatchObject({ dueAt, generation: 1 });
  });

  test('the two minutes of a live chat stay two minutes', async () => {
    const ticket = await desk.ticket({ channel: 'chat' });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm', policyKey: 'live_chat' });
    await regrade(ticket, 'S2', new Date(MONDAY_NINE.getTime() + MINUTE_MS));
    expect((await only(ticket, 'contact')).targetMs).toBe(2 * MINUTE_MS);
  });
});

describe('opening hours', () => {
  test('edge 10: without any opening hours real time counts, the ticket says so and the administrator is told once', async () => {
    const shut = await ClockDesk.start({ ...OFFICE, week: {} });
    try {
      const admin = await shut.person('admin');
      for (let i = 0; i < 2; i++) {
        const ticket = await shut.ticket();
        await shut.db.transaction((tx) => shut.clocks.apply(tx, ticket, [{ clock: 'fix', verb: 'arm' }], MONDAY_NINE));
        const [view] = await shut.clocks.timersOf(shut.db, ticket.id);
        expect(view).toMatchObject({ dueAt: berlin('2026-06-02T01:00'), noCalendar: true });
      }
      expect(await shut.sql('SELECT kind FROM notification WHERE staff_id = $1', [admin])).toEqual([{ kind: 'no_opening' }]);
    } finally {
      await shut.stop();
    }
  });

  test('"I have it" holds the next level back for a quarter of the target', async () => {
    const ticket = await desk.ticket();
    const manager = await desk.person('manager');
    await desk.apply(ticket, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    const until = await desk.db.transaction((tx) => desk.clocks.acknowledge(tx, ticket, 'fix', manager, berlin('2026-06-02T16:00')));
    expect(until).toEqual(berlin('2026-06-03T12:00'));
    await expect(desk.db.transaction((tx) => desk.clocks.acknowledge(tx, ticket, 'contact', manager, MONDAY_NINE))).rejects.toThrow(
      'not running',
    );
  });
});

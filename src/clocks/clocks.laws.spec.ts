import fc from 'fast-check';
import { ClockDesk, OFFICE } from '../../test/support/clock-desk';
import { ClockModel, type ModelClock } from '../../test/support/clock-model';
import { type ClockName, HOUR_MS, MINUTE_MS, SEVERITIES, type Severity } from './clock.rules';
import type { ClockTicket } from './timer-row.rules';

let desk: ClockDesk;
beforeAll(async () => {
  desk = await ClockDesk.start();
});
afterAll(() => desk.stop());

const CLOCKS = ['contact', 'update', 'fix', 'follow_up'] as const;
const VERBS = ['arm', 'met', 'stop', 'clear', 'pause', 'resume', 'rearm'] as const;
const S3 = {
  contact: { targetMs: 4 * HOUR_MS, kind: 'business', againMs: HOUR_MS },
  update: { targetMs: 16 * HOUR_MS, kind: 'business', againMs: 8 * HOUR_MS },
  fix: { targetMs: 16 * HOUR_MS, kind: 'business', againMs: 8 * HOUR_MS },
  follow_up: { targetMs: 48 * HOUR_MS, kind: 'elapsed', againMs: 24 * HOUR_MS },
} as const;

/** What the tables say of one clock, in the order in which they came. */
interface Stored {
  clock: ClockName;
  state: ModelClock['state'];
  dueAt: Date;
  broken: boolean;
  elapsed: number;
  openSegments: number;
  overlaps: number;
  nextIsFirst: boolean;
}

const STORED = `
  SELECT t.clock, t.state, t.due_at AS "dueAt", t.breached_at IS NOT NULL AS broken,
    t.carried_ms + coalesce((SELECT sum(s.elapsed_ms) FROM timer_segment s WHERE s.timer_id = t.id), 0) AS elapsed,
    (SELECT count(*) FROM timer_segment s WHERE s.timer_id = t.id AND s.ended_at IS NULL) AS "openSegments",
    (SELECT count(*) FROM timer_segment a JOIN timer_segment b ON b.timer_id = a.timer_id AND b.id > a.id
      WHERE a.timer_id = t.id AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)) AS overlaps,
    t.next_point_at IS NOT DISTINCT FROM CASE WHEN t.state = 'running' THEN (SELECT min(p.at) FROM unnest(t.point_percent, t.point_at) p(percent, at)
      WHERE NOT EXISTS (SELECT 1 FROM timer_event e WHERE e.timer_id = t.id AND e.point = p.percent)) END AS "nextIsFirst"
  FROM timer t WHERE t.ticket_id = $1 ORDER BY t.id`;

const stored = (ticket: ClockTicket) => desk.sql<Stored>(STORED, [ticket.id]);

const step = fc.record({ minutes: fc.integer({ min: 0, max: 3000 }), clock: fc.constantFrom(...CLOCKS), verb: fc.constantFrom(...VERBS) });

test('whatever happens to the clocks of a ticket, they stand as a plain list of the stretches in which they ran says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const ticket = await desk.ticket();
      const model = new ClockModel(OFFICE, S3);
      let now = Date.parse('2026-06-03T14:13:00Z');
      for (const { minutes, clock, verb } of steps) {
        now += minutes * MINUTE_MS;
        model.do(clock, verb, now);
        const next = await desk.db.transaction((tx) => desk.clocks.apply(tx, ticket, [{ clock, verb }], new Date(now)));
        const running = model.clocks.filter((one) => one.state === 'running');
        const due = running.flatMap((one) => (one.broken ? [] : [model.due(one) ?? 0]));
        if (!running.some((one) => one.broken)) expect(next.dueAt?.getTime() ?? Infinity).toBe(Math.min(...due, Infinity));
      }
      const rows = await stored(ticket);
      expect(rows.map(({ clock, state, broken }) => ({ clock, state, broken }))).toEqual(
        model.clocks.map(({ clock, state, broken }) => ({ clock, state, broken })),
      );
      rows.forEach((row, index) => {
        const one = model.clocks[index];
        if (!one) throw new Error('The model has fewer clocks.');
        const until = one.state === 'running' ? (one.ran.at(-1)?.from ?? now) : now;
        expect(row.elapsed).toBe(model.elapsed(one, until));
        expect(row.openSegments).toBe(row.state === 'running' ? 1 : 0);
        expect(row.overlaps).toBe(0);
        expect(row.nextIsFirst).toBe(true);
        if (row.state === 'running' && !row.broken) expect(row.dueAt.getTime()).toBe(model.due(one));
      });
    }),
    { numRuns: 400 },
  );
});

const turn = fc.oneof(
  step.map((one) => ({ ...one, severity: null })),
  fc
    .record({ minutes: fc.integer({ min: 0, max: 3000 }), severity: fc.constantFrom<Severity>(...SEVERITIES) })
    .map((one) => ({ ...one, clock: null, verb: null })),
);

test('no change of severity rewrites what was counted, mends a broken promise or leaves two segments open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 12 }), async (turns) => {
      let ticket = await desk.ticket();
      let now = Date.parse('2026-06-03T14:13:00Z');
      const frozen = new Map<string, string>();
      const broken = new Set<string>();
      for (const { minutes, clock, verb, severity } of turns) {
        now += minutes * MINUTE_MS;
        await desk.db.transaction((tx) =>
          severity === null
            ? desk.clocks.apply(tx, ticket, [{ clock, verb }], new Date(now))
            : desk.clocks.regrade(tx, ticket, severity, new Date(now)),
        );
        ticket = { ...ticket, severity: severity ?? ticket.severity };
        const segments = await desk.sql<{ id: string; text: string; closed: boolean }>(
          `SELECT s.id, s::text, s.ended_at IS NOT NULL AS closed FROM timer_segment s JOIN timer t ON t.id = s.timer_id WHERE t.ticket_id = $1`,
          [ticket.id],
        );
        for (const { id, text } of segments) if (frozen.has(id)) expect(text).toBe(frozen.get(id));
        for (const { id, text, closed } of segments) if (closed) frozen.set(id, text);
        const late = await desk.sql<{ id: string }>('SELECT id FROM timer WHERE ticket_id = $1 AND breached_at IS NOT NULL', [ticket.id]);
        for (const id of broken) expect(late.map((row) => row.id)).toContain(id);
        for (const { id } of late) broken.add(id);
      }
      for (const row of await stored(ticket)) {
        expect(row.openSegments).toBe(row.state === 'running' ? 1 : 0);
        expect(row.overlaps).toBe(0);
        expect(row.nextIsFirst).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

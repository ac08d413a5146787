import { setTimeout as pause } from 'node:timers/promises';
import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster, Tables } from './cluster';
import { type Spent, spentOn } from './cpu';
import { type Line, ms, percentile, short } from './figures';
import { armClocks } from './fill';

const MANY = 10_000;
const FEW = 100;
const WARM_UP = 1000;
const ARMED = 100_000;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** From arming to the first due instant: the rows must be there, and the loop asleep until then. */
const LEAD_MS = 6000;
const IDLE_MS = 20_000;
const LONGEST_MS = 180_000;

interface Measured {
  latenessMs: number[];
  cpuMsEach: number;
}

/** How late clocks fire, and what it costs to have them. */
export async function clocks(cluster: Cluster): Promise<Line[]> {
  const tables = await cluster.database('bench_clocks');
  let desk = await BenchDesk.start(tables);
  const idle = await idleShare(cluster, desk);
  await desk.stop();
  const { child: floor } = await Child.start('clock-floor', { databaseUrl: tables.url });
  const floorOf = (n: number, spreadMs: number) =>
    run(cluster, tables, floor, desk.staffId, n, spreadMs, () => floor.ask('fire', { points: n }));
  await floorOf(WARM_UP, SECOND_MS);
  const floors = { burst: await floorOf(MANY, SECOND_MS), spread: await floorOf(MANY, MINUTE_MS) };
  await floor.stop();
  desk = await BenchDesk.start(tables);
  const deskOf = (n: number, spreadMs: number) => run(cluster, tables, desk.child, desk.staffId, n, spreadMs, () => told(tables));
  await deskOf(WARM_UP, SECOND_MS);
  const desks = { burst: await deskOf(MANY, SECOND_MS), spread: await deskOf(MANY, MINUTE_MS), single: await deskOf(FEW, FEW * 200) };
  await armClocks(tables, ARMED, desk.staffId, 30 * 24 * 60 * MINUTE_MS, MINUTE_MS);
  await tables.settle();
  const armed = await idleShare(cluster, desk);
  await desk.stop();
  await tables.end();
  return [
    latenessLine(`${short(MANY)} in one second`, desks.burst, floors.burst, 500),
    latenessLine(`${short(MANY)} in one minute`, desks.spread, floors.spread, 50),
    latenessLine('one at a time', desks.single, null, 25),
    cpuLine(desks.spread, floors.spread),
    idleLine(armed, idle),
  ];
}

/** Arms, waits until all have fired and been told, and reads how late each was committed. */
async function run(
  cluster: Cluster,
  tables: Tables,
  child: Child,
  ownerId: string,
  n: number,
  spreadMs: number,
  until: () => Promise<unknown>,
): Promise<Measured> {
  await armClocks(tables, n, ownerId, LEAD_MS, spreadMs);
  await tables.sql('ANALYZE timer, timer_segment, ticket');
  const [begun] = await tables.sql<{ seq: Date }>('SELECT desk_now() AS seq');
  const spent: Spent<unknown> = await spentOn(child, cluster.postmaster, until);
  const late = await tables.sql<{ ms: number }>(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(e.xmin) - v.due_at)::float8 * 1000 AS ms
     FROM ticket_event e JOIN timer_event v ON v.timer_id = split_part(e.cause, ':', 2)::uuid AND v.point = (e.data ->> 'percent')::int
     WHERE e.kind = 'clock_point' AND e.at >= $1`,
    [begun?.seq],
  );
  if (late.length !== n) throw new Error(`${String(late.length)} of ${String(n)} points fired.`);
  return { latenessMs: late.map((row) => row.ms), cpuMsEach: (spent.processMs + (spent.databaseMs ?? 0)) / n };
}

/** Until no clock is due soon and everybody has been told. */
async function told(tables: Tables): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  for (;;) {
    const [open] = await tables.sql<{ n: number }>(
      `SELECT (SELECT count(*) FROM timer WHERE state = 'running' AND next_point_at < desk_now() + interval '10 minutes')::int
         + (SELECT count(*) FROM timer_event WHERE state = 'pending')::int AS n`,
    );
    if (open?.n === 0) return;
    if (performance.now() > deadline) throw new Error(`Still ${String(open?.n)} clocks or news open.`);
    await pause(500);
  }
}

/** Share of one core that the desk and its database take while nothing happens. */
async function idleShare(cluster: Cluster, desk: BenchDesk): Promise<number> {
  await pause(5000);
  const spent = await spentOn(desk.child, cluster.postmaster, () => pause(IDLE_MS));
  return (spent.processMs + (spent.databaseMs ?? 0)) / spent.wallMs;
}

function latenessLine(what: string, desk: Measured, floor: Measured | null, aimMs: number): Line {
  const late = (of: Measured): number[] => [0.5, 0.99, 1].map((share) => percentile(of.latenessMs, share));
  const words = (numbers: readonly number[]): string => numbers.map(short).join(' / ');
  const [ours, least] = [late(desk), floor === null ? null : late(floor)];
  const p99 = percentile(desk.latenessMs, 0.99);
  return {
    what: `Clocks: ${what}, late p50 / p99 / at most`,
    desk: `${words(ours)} ms`,
    floor: least === null ? '' : `${words(least)} ms`,
    share: least === null ? '' : words(ours.map((one, at) => one / (least[at] ?? NaN))),
    aim: `p99 < ${String(aimMs)} ms`,
    kept: p99 < aimMs,
  };
}

function cpuLine(desk: Measured, floor: Measured): Line {
  const share = short(desk.cpuMsEach / floor.cpuMsEach);
  return {
    what: 'Clocks: CPU each, with telling its owner',
    desk: ms(desk.cpuMsEach),
    floor: ms(floor.cpuMsEach),
    share,
    aim: '',
    kept: null,
  };
}

function idleLine(armed: number, idle: number): Line {
  const percent = (of: number): string => `${short(of * 100)} %`;
  return {
    what: `Clocks: CPU of a core while ${short(ARMED)} are armed, none due; floor: none armed`,
    desk: percent(armed),
    floor: percent(idle),
    share: `${armed >= idle ? '+' : '−'}${percent(Math.abs(armed - idle))}`,
    aim: '< +1 %',
    kept: armed - idle < 0.01,
  };
}

import { encodeCursor } from '../../src/platform/http/cursor';
import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster, Tables } from './cluster';
import { spentOn } from './cpu';
import { type Line, ms, percentile, short } from './figures';
import { fillTickets } from './fill';
import type { Loaded } from './programs/load';

const SIZES = [10_000, 100_000];
const FULL_SIZES = [...SIZES, 1_000_000];
const WARM_UP = 60;
const ROUNDS = 4;
const REQUESTS = 150;
const AIM_P50_MS = 5;
const AIM_P99_MS = 25;
const AIM_FLAT = 1.5;

interface Asked {
  latenciesMs: number[];
  cpuMs: number;
}

/** A desk with so many tickets, and what was measured of each of its pages. */
interface Sized {
  size: number;
  tables: Tables;
  desk: BenchDesk;
  floor: Child;
  floorPort: number;
  cursor: string;
  pages: Map<string, Asked>;
}

/** Where a page is asked for; the floor has only the list. */
const PAGES = [
  'GET /tickets?overdue, first page',
  'GET /tickets?overdue, deep page',
  'GET /board, first page',
  'GET /board, deep page',
] as const;
const FLOORS = ['first', 'deep'] as const;

/** The lists that managers look at, over few and many tickets; in turns, so that a busy neighbour slows all sizes alike. */
export async function board(cluster: Cluster, isFull: boolean): Promise<Line[]> {
  const all: Sized[] = [];
  for (const size of isFull ? FULL_SIZES : SIZES) all.push(await sized(cluster, size));
  const { child: load } = await Child.start('load', null);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const one of all) await askAll(cluster, load, one, round < 0);
  }
  await Promise.all([load.stop(), ...all.flatMap((one) => [one.desk.stop(), one.floor.stop()])]);
  await Promise.all(all.map((one) => one.tables.end()));
  return PAGES.flatMap((page) => pageLines(page, all));
}

async function sized(cluster: Cluster, size: number): Promise<Sized> {
  const tables = await cluster.database(`bench_board_${String(size)}`);
  const desk = await BenchDesk.start(tables);
  await fillTickets(tables, size, desk.staffId);
  await tables.settle();
  const place = await middleOf(tables);
  const { child: floor, started } = await Child.start('board-floor', {
    databaseUrl: tables.url,
    staffId: desk.staffId,
    place,
  });
  return { size, tables, desk, floor, floorPort: started.port, cursor: encodeCursor(['urgency', ...place]), pages: new Map() };
}

/** The place of the ticket in the middle of all late ones, in the order of urgency. */
async function middleOf(tables: Tables): Promise<(string | number)[]> {
  const late = `FROM ticket WHERE next_due_at < desk_now()`;
  const [row] = await tables.sql<{ rank: number; due: string; id: string }>(
    `SELECT CASE WHEN severity = 'S1' THEN 0 ELSE 1 END AS rank, next_due_at::text AS due, id ${late}
     ORDER BY 1, next_due_at, id OFFSET (SELECT count(*) / 2 ${late}) LIMIT 1`,
  );
  if (!row) throw new Error('Nothing is late.');
  return [row.rank, row.due, row.id];
}

async function askAll(cluster: Cluster, load: Child, one: Sized, isWarmUp: boolean): Promise<void> {
  const { desk, floor, floorPort, cursor } = one;
  const at = (path: string) => ({ port: desk.port, path: `/api/v1/${path}`, headers: desk.headers, child: desk.child });
  const list = 'tickets?overdue=true&sort=urgency';
  const wanted = new Map<string, { port: number; path: string; headers: Record<string, string>; child: Child }>([
    [PAGES[0], at(list)],
    [PAGES[1], at(`${list}&cursor=${cursor}`)],
    [PAGES[2], at('board')],
    [PAGES[3], at(`board?cursor=${cursor}`)],
    ...FLOORS.map((path) => [path, { port: floorPort, path: `/${path}`, headers: {}, child: floor }] as const),
  ]);
  for (const [name, { port, path, headers, child }] of wanted) {
    const count = isWarmUp ? WARM_UP : REQUESTS;
    const load1 = { port, method: 'GET', path, headers, connections: 1, count, expect: 200 };
    const spent = await spentOn(child, cluster.postmaster, () => load.ask<Loaded>('run', load1));
    if (isWarmUp) continue;
    const asked = one.pages.get(name) ?? { latenciesMs: [], cpuMs: 0 };
    asked.latenciesMs.push(...spent.result.latenciesMs);
    asked.cpuMs += spent.processMs + (spent.databaseMs ?? 0);
    one.pages.set(name, asked);
  }
}

function pageLines(page: (typeof PAGES)[number], all: readonly Sized[]): Line[] {
  const floorName = page.endsWith('first page') ? 'first' : 'deep';
  const found = all.map((one) => {
    const [desk, floor] = [one.pages.get(page), one.pages.get(floorName)];
    if (!desk || !floor) throw new Error(`${page} was not asked for.`);
    return { what: `Board: ${page}, ${short(one.size)} tickets`, desk, floor };
  });
  const largest = found.at(-1);
  return [...found.map(waitLine), ...(largest ? [cpuLine(largest)] : []), flatLine(page, all)];
}

interface Pair {
  what: string;
  desk: Asked;
  floor: Asked;
}

/** Half of the answers, and all but one in a hundred. */
function waitLine({ what, desk, floor }: Pair): Line {
  const both = (asked: Asked): [number, number] => [percentile(asked.latenciesMs, 0.5), percentile(asked.latenciesMs, 0.99)];
  const [[half, most], [leastHalf, leastMost]] = [both(desk), both(floor)];
  return {
    what: `${what}, p50 / p99`,
    desk: `${short(half)} / ${ms(most)}`,
    floor: `${short(leastHalf)} / ${ms(leastMost)}`,
    share: `${short(half / leastHalf)} / ${short(most / leastMost)}`,
    aim: `< ${String(AIM_P50_MS)} / < ${String(AIM_P99_MS)} ms`,
    kept: half < AIM_P50_MS && most < AIM_P99_MS,
  };
}

function cpuLine({ what, desk, floor }: Pair): Line {
  const each = (asked: Asked): number => asked.cpuMs / asked.latenciesMs.length;
  return {
    what: `${what}, CPU each`,
    desk: ms(each(desk)),
    floor: ms(each(floor)),
    share: short(each(desk) / each(floor)),
    aim: '',
    kept: null,
  };
}

/** Is the page of the largest desk as quick as that of the smallest? */
function flatLine(page: string, all: readonly Sized[]): Line {
  const p50 = (one: Sized | undefined): number => percentile(one?.pages.get(page)?.latenciesMs ?? [], 0.5);
  const [few, many] = [p50(all[0]), p50(all.at(-1))];
  const share = many / few;
  const what = `Board: ${page}, p50 of ${short(all.at(-1)?.size ?? 0)} against ${short(all[0]?.size ?? 0)} tickets`;
  return { what, desk: ms(many), floor: ms(few), share: short(share), aim: `≤ ${String(AIM_FLAT)}`, kept: share <= AIM_FLAT };
}

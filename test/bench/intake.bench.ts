import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster } from './cluster';
import { type Spent, spentOn } from './cpu';
import { type Line, ms, percentile, short, sum } from './figures';
import type { Load, Loaded } from './programs/load';
import { templateOf } from './template';

const CONNECTIONS = 16;
const WARM_UP = 1500;
const ROUNDS = 4;
const REQUESTS = 2000;

type Round = Spent<Loaded>;

/** `POST /api/v1/complaints` against a bare handler that sends the same statement. In turns, so that a busy neighbour slows both. */
export async function intake(cluster: Cluster): Promise<Line[]> {
  const tables = await cluster.database('bench_intake');
  const desk = await BenchDesk.start(tables);
  const { child: load } = await Child.start('load', null);
  const path = '/api/v1/complaints';
  const one: Load = {
    port: desk.port,
    method: 'POST',
    path,
    headers: desk.headers,
    connections: 1,
    count: 1,
    complaintsFrom: 0,
    expect: 201,
  };
  await load.ask<Loaded>('run', one);
  const [last] = await tables.sql<{ answer: object }>('SELECT answer FROM idempotency_key LIMIT 1');
  const template = await templateOf(tables, desk.staffId, JSON.stringify(last?.answer));
  const { child: floor, started } = await Child.start('intake-floor', { databaseUrl: tables.url, template });

  let complaintsFrom = 1;
  const ask = async (of: 'desk' | 'floor', count: number): Promise<Round> => {
    const where = of === 'desk' ? { port: desk.port, path } : { port: started.port, path: '/complaints' };
    const wanted: Load = { ...one, ...where, connections: CONNECTIONS, count, complaintsFrom };
    complaintsFrom += count;
    return spentOn(of === 'desk' ? desk.child : floor, cluster.postmaster, () => load.ask<Loaded>('run', wanted));
  };
  await ask('desk', WARM_UP);
  await ask('floor', WARM_UP);
  const rounds: { desk: Round[]; floor: Round[] } = { desk: [], floor: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.floor.push(await ask('floor', REQUESTS));
    rounds.desk.push(await ask('desk', REQUESTS));
  }
  await Promise.all([desk.stop(), floor.stop(), load.stop()]);
  await tables.end();
  return lines(rounds.desk, rounds.floor);
}

interface Figures {
  perSecond: number;
  processMs: number;
  databaseMs: number;
  p50: number;
  p99: number;
}

function figures(rounds: readonly Round[]): Figures {
  const latencies = rounds.flatMap((round) => round.result.latenciesMs);
  const operations = latencies.length;
  return {
    perSecond: (operations * 1000) / sum(rounds.map((round) => round.result.wallMs)),
    processMs: sum(rounds.map((round) => round.processMs)) / operations,
    databaseMs: sum(rounds.map((round) => round.databaseMs)) / operations,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

function lines(deskRounds: readonly Round[], floorRounds: readonly Round[]): Line[] {
  const [desk, floor] = [figures(deskRounds), figures(floorRounds)];
  const total = (of: Figures): number => of.processMs + of.databaseMs;
  const line = (
    what: string,
    of: (figures: Figures) => number,
    words: (number: number) => string,
    aim = '',
    keeps?: (share: number) => boolean,
  ): Line => {
    const share = of(desk) / of(floor);
    return {
      what: `Intake: ${what}`,
      desk: words(of(desk)),
      floor: words(of(floor)),
      share: short(share),
      aim,
      kept: keeps ? keeps(share) : null,
    };
  };
  return [
    line(
      'complaints per second',
      (of) => of.perSecond,
      short,
      '≥ 0.6',
      (share) => share >= 0.6,
    ),
    line('CPU each, process and database', total, ms, '≤ 2', (share) => share <= 2),
    line('… of the process', (of) => of.processMs, ms),
    line('… of the database', (of) => of.databaseMs, ms),
    line('answer p50', (of) => of.p50, ms),
    line(
      'answer p99',
      (of) => of.p99,
      ms,
      '≤ 2',
      (share) => share <= 2,
    ),
  ];
}

import { uuidv7 } from 'uuidv7';
import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster, Tables } from './cluster';
import { type Spent, spentOn } from './cpu';
import { type Line, ms, percentile, short, sum } from './figures';
import { fixedTickets } from './fill';
import type { Load, Loaded } from './programs/load';
import type { Takes } from './programs/takes-floor';

const CONNECTIONS = 16;
const WARM_UP = 200;
const ROUNDS = 3;
const TAKES = 400;
const GIFT = 'car_wash';

type Round = Spent<Loaded>;

/** Gifts taken from one budget that everybody uses, beside the statement that pays for them in a bare loop. In turns, on the same budget. */
export async function takes(cluster: Cluster): Promise<Line[]> {
  const tables = await cluster.database('bench_takes');
  const desk = await BenchDesk.start(tables);
  const { child: load } = await Child.start('load', null);
  const { child: floor } = await Child.start('takes-floor', { databaseUrl: tables.url, connections: CONNECTIONS });
  const place = await hotBudget(tables);
  const tickets = await fixedTickets(tables, WARM_UP + ROUNDS * TAKES, desk.staffId);
  await tables.settle();

  const byDesk = (count: number): Promise<Round> => {
    const paths = tickets.splice(0, count).map((id) => `/api/v1/tickets/${id}/gestures`);
    const wanted: Load = {
      ...{ port: desk.port, method: 'POST', path: '', paths, body: { gestureType: GIFT } },
      ...{ headers: desk.headers, connections: CONNECTIONS, count, expect: 201 },
    };
    return spentOn(desk.child, cluster.postmaster, () => load.ask<Loaded>('run', wanted));
  };
  const byFloor = (count: number): Promise<Round> => {
    const wanted: Takes = { ...place, connections: CONNECTIONS, count, costMinor: 600 };
    return spentOn(floor, cluster.postmaster, () => floor.ask<Loaded>('run', wanted));
  };
  await byDesk(WARM_UP);
  await byFloor(WARM_UP);
  const rounds: { desk: Round[]; floor: Round[] } = { desk: [], floor: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.floor.push(await byFloor(TAKES * 5));
    rounds.desk.push(await byDesk(TAKES));
  }
  await mustAgree(tables);
  await Promise.all([desk.stop(), floor.stop(), load.stop()]);
  await tables.end();
  return lines(rounds.desk, rounds.floor);
}

/** A budget of the organisation without end, in its period of now; the place and the currency it pays for. */
async function hotBudget(tables: Tables): Promise<{ locationId: string; currency: string }> {
  const [place] = await tables.sql<{ locationId: string; currency: string }>(
    `INSERT INTO budget (id, name, scope_kind, currency, period, zone, limit_minor, created_at)
     SELECT $1, 'Gifts', 'org', currency, 'month', zone, 1000000000000, desk_now() FROM location WHERE key = 'main'
     RETURNING (SELECT id FROM location WHERE key = 'main') AS "locationId", currency`,
    [uuidv7()],
  );
  if (!place) throw new Error('The desk has no place.');
  for (;;) {
    // the desk begins the period within a second
    const open = await tables.sql('SELECT 1 FROM budget_period');
    if (open.length > 0) return place;
  }
}

/** A rate is worth nothing where money was lost on the way. */
async function mustAgree(tables: Tables): Promise<void> {
  const [books] = await tables.sql<{ counter: string; ledger: string; taken: string }>(
    `SELECT (SELECT sum(reserved_minor) FROM budget_period)::text AS counter, (SELECT sum(reserved_change) FROM budget_entry)::text AS ledger,
       (SELECT count(*) FROM gesture WHERE state = 'approved')::text AS taken`,
  );
  const taken = String(WARM_UP + ROUNDS * TAKES);
  if (books?.counter !== books?.ledger || books?.taken !== taken) throw new Error(`The books do not agree: ${JSON.stringify(books)}.`);
}

function lines(deskRounds: readonly Round[], floorRounds: readonly Round[]): Line[] {
  const perSecond = (rounds: readonly Round[]): number => (operations(rounds) * 1000) / sum(rounds.map(({ result }) => result.wallMs));
  const cpu = (rounds: readonly Round[]): number =>
    sum(rounds.map(({ processMs, databaseMs }) => processMs + (databaseMs ?? 0))) / operations(rounds);
  const p99 = (rounds: readonly Round[]): number =>
    percentile(
      rounds.flatMap(({ result }) => result.latenciesMs),
      0.99,
    );
  const line = (what: string, of: (rounds: readonly Round[]) => number, words: (figure: number) => string): Line => ({
    what: `Takes: ${what}`,
    desk: words(of(deskRounds)),
    floor: words(of(floorRounds)),
    share: short(of(deskRounds) / of(floorRounds)),
    aim: '',
    kept: null,
  });
  return [
    line('gifts per second from one budget', perSecond, short),
    line('CPU each, process and database', cpu, ms),
    line('answer p99', p99, ms),
  ];
}

function operations(rounds: readonly Round[]): number {
  return sum(rounds.map(({ result }) => result.latenciesMs.length));
}

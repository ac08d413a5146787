import { setTimeout as pause } from 'node:timers/promises';
import { FAILURE_CLASSES } from '../../src/touchpoints/failure-class.rules';
import { pastGifts } from '../support/past-gifts';
import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster, Tables } from './cluster';
import { type Line, ms, percentile, short } from './figures';
import type { Loaded } from './programs/load';

const PAST = 1_000_000;
const AT_A_TIME = 20_000;
const TYPES = 200;
const FIXED = 600;
const WARM_UP = 100;
/** Gifts that each of these customers had before. */
const HISTORY = 12;
const LONGEST_MS = 120_000;
const AIM_P99_MS = 50;

/** What a suggestion costs with a long catalogue and a million gifts behind it, and what the night's count of those costs. */
export async function suggest(cluster: Cluster): Promise<Line[]> {
  const tables = await cluster.database('bench_suggest');
  const desk = await BenchDesk.start(tables);
  await longCatalogue(tables);
  await longPast(tables);
  const tickets = await fixedTickets(tables, FIXED);
  await tables.settle();
  const night = [await countedByDesk(tables), await countedBare(tables)] as const;
  const { child: load } = await Child.start('load', null);
  const asked = async (ids: readonly string[]): Promise<number[]> => {
    const paths = ids.map((id) => `/api/v1/tickets/${id}/suggestions`);
    const wish = {
      port: desk.port,
      method: 'GET',
      path: '',
      paths,
      headers: desk.headers,
      connections: 1,
      count: paths.length,
      expect: 200,
    };
    return (await load.ask<Loaded>('run', wish)).latenciesMs;
  };
  await asked(tickets.slice(0, WARM_UP));
  await bareSets(tables, WARM_UP);
  const [made, bare, again] = [
    await asked(tickets.slice(WARM_UP)),
    await bareSets(tables, FIXED - WARM_UP),
    await asked(tickets.slice(WARM_UP)),
  ];
  await checkSets(tables);
  await Promise.all([load.stop(), desk.stop()]);
  await tables.end();
  const what = `${String(TYPES)} types, ${short(PAST)} past gifts`;
  return [
    waitLine(`Suggestions: worked out and kept, ${what}, p50 / p99`, made, bare),
    waitLine(`Suggestions: looked at again, ${what}, p50 / p99`, again, null),
    {
      what: `Suggestions: the night's count, ${what}`,
      desk: ms(night[0]),
      floor: ms(night[1]),
      share: short(night[0] / night[1]),
      aim: '',
      kept: null,
    },
  ];
}

function waitLine(what: string, desk: readonly number[], floor: readonly number[] | null): Line {
  const [half, most] = [percentile(desk, 0.5), percentile(desk, 0.99)];
  const [leastHalf, leastMost] = floor ? [percentile(floor, 0.5), percentile(floor, 0.99)] : [NaN, NaN];
  return {
    what,
    desk: `${short(half)} / ${ms(most)}`,
    floor: floor ? `${short(leastHalf)} / ${ms(leastMost)}` : '',
    share: floor ? `${short(half / leastHalf)} / ${short(most / leastMost)}` : '',
    aim: `p99 < ${String(AIM_P99_MS)} ms`,
    kept: most < AIM_P99_MS,
  };
}

/** The starter's gifts and as many others as make 200, of all classes and prices. */
async function longCatalogue(tables: Tables): Promise<void> {
  await tables.sql(
    `WITH more AS (
       SELECT uuidv7() AS id, i FROM generate_series(1, $1 - (SELECT count(*)::int FROM gesture_type WHERE status = 'active')) i),
     types AS (INSERT INTO gesture_type (id, code, status, created_at) SELECT id, 'extra_' || i, 'active', desk_now() FROM more)
     INSERT INTO gesture_type_version (id, type_id, version, name, customer_text, class, kind, cost_minor, face_minor, currency, fulfilment, created_at)
     SELECT uuidv7(), m.id, 1, 'Extra ' || m.i, v.customer_text, (ARRAY['money_now','goods','service','attention','time'])[1 + m.i % 5], v.kind,
       100 + 10 * m.i, 1000 + 10 * m.i, v.currency, v.fulfilment, desk_now()
     FROM more m, gesture_type_version v JOIN gesture_type ty ON ty.id = v.type_id AND ty.version = v.version WHERE ty.code = 'car_wash'`,
    [TYPES],
  );
}

/** A million gifts of the last year and a bit, over 50 kinds of gift and failure, eight in ten with a known outcome. */
async function longPast(tables: Tables): Promise<void> {
  for (let made = 0; made < PAST; made += AT_A_TIME) {
    const turn = made / AT_A_TIME;
    await pastGifts(tables, {
      n: AT_A_TIME,
      code: `extra_${String(1 + (turn % 40))}`,
      failureClass: FAILURE_CLASSES[turn % FAILURE_CLASSES.length],
      won: Math.round(AT_A_TIME * (0.4 + 0.005 * turn)),
      known: AT_A_TIME * 0.8,
      daysAgo: 12 + turn * 8,
    });
  }
}

/** Tickets that were just put right, of customers with a history. */
async function fixedTickets(tables: Tables, n: number): Promise<string[]> {
  const rows = await tables.sql<{ id: string }>(
    `WITH made AS MATERIALIZED (SELECT uuidv7() AS id, uuidv7() AS customer_id, i FROM generate_series(1, $1::int) i),
     customers AS (
       INSERT INTO customer (id, name, language, last_contact_at, created_at)
       SELECT customer_id, 'Ann Lee ' || i, 'en', desk_now(), desk_now() FROM made),
     addresses AS (
       INSERT INTO address (id, customer_id, kind, value_raw, value_norm, created_at)
       SELECT uuidv7(), customer_id, 'email', customer_id || '@customer.test', customer_id || '@customer.test', desk_now() FROM made),
     past AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM (SELECT id FROM ticket ORDER BY id LIMIT $1::int * $2::int) earliest),
     theirs AS (UPDATE ticket t SET customer_id = m.customer_id FROM past p JOIN made m ON m.i = 1 + (p.place - 1) / $2::int WHERE t.id = p.id),
     fixed AS (
       INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, calendar_id, customer_id,
         received_at, fixed_at, status_hash, created_at, changed_at)
       SELECT m.id, nextval('ticket_number'), 'fixed', 'S3', 'S3', 'calm', ($3::text[])[1 + m.i % 5], 'phone', true, 'A matter that was put right', l.id,
         l.calendar_id, m.customer_id, desk_now(), desk_now(), sha256(m.id::text::bytea), desk_now(), desk_now()
       FROM made m, location l WHERE l.key = 'main' RETURNING id)
     INSERT INTO fix_action (id, ticket_id, cycle, kind, summary, decision, fault, cause_key, apology_given, delivered_at)
     SELECT uuidv7(), id, 1, 'redo', 'All four wheels were done again.', 'upheld', 'ours', 'process', true, desk_now() FROM fixed RETURNING ticket_id AS id`,
    [n, HISTORY, [...FAILURE_CLASSES]],
  );
  return rows.map(({ id }) => id);
}

/** The desk counts once a day; its count of today is taken away, and the next sweep makes it again. By the times of its transaction. */
async function countedByDesk(tables: Tables): Promise<number> {
  await tables.sql(`DELETE FROM nightly_run WHERE job = 'learning'`);
  await tables.sql(`DELETE FROM learning_run`);
  const deadline = performance.now() + LONGEST_MS;
  for (;;) {
    const [run] = await tables.sql<{ frozen: boolean; ms: number }>(
      `SELECT frozen, extract(epoch FROM pg_xact_commit_timestamp(xmin) - at)::float8 * 1000 AS ms FROM learning_run`,
    );
    if (run?.frozen === true) throw new Error('Nothing was learned.');
    if (run) return run.ms;
    if (performance.now() > deadline) throw new Error('The night is too short.');
    await pause(200);
  }
}

/** The floor: the three tables joined and counted, nothing weighed and nothing written. */
async function countedBare(tables: Tables): Promise<number> {
  const begun = performance.now();
  await tables.sql(
    `SELECT t.failure_class, g.type_version_id, count(*) FILTER (WHERE o.value = 'recovered'), count(*)
     FROM outcome o JOIN gesture g ON g.ticket_id = o.ticket_id AND g.cycle = o.cycle JOIN ticket t ON t.id = o.ticket_id
     WHERE o.value <> 'unknown' AND g.offered_at IS NOT NULL GROUP BY 1, 2`,
  );
  return performance.now() - begun;
}

/** The floor: one more set of the same lines, written and read back by node-postgres, one after the other. */
async function bareSets(tables: Tables, n: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const begun = performance.now();
    const [set] = await tables.sql<{ id: string }>(
      `WITH one AS (SELECT * FROM suggestion_set ORDER BY made_at, id LIMIT 1),
       copy AS (INSERT INTO suggestion_set SELECT uuidv7(), ticket_id, cycle, inputs, model_version, made_at, propensity FROM one RETURNING id),
       lines AS (INSERT INTO suggestion (set_id, type_version_id, rank, score, reasons, excluded_reason)
         SELECT copy.id, s.type_version_id, s.rank, s.score, s.reasons, s.excluded_reason FROM copy, one JOIN suggestion s ON s.set_id = one.id)
       SELECT id FROM copy`,
    );
    await tables.sql(`SELECT * FROM suggestion WHERE set_id = $1 ORDER BY rank`, [set?.id]);
    latenciesMs.push(performance.now() - begun);
  }
  return latenciesMs;
}

/** Every set must have learned something, or the figures are of something else. */
async function checkSets(tables: Tables): Promise<void> {
  const [found] = await tables.sql<{ lines: number; learned: number }>(
    `SELECT count(*)::int AS lines, (SELECT max(jsonb_array_length(inputs -> 'learned' -> 'types')) FROM suggestion_set) AS learned
     FROM suggestion WHERE set_id = (SELECT id FROM suggestion_set ORDER BY made_at LIMIT 1)`,
  );
  if ((found?.lines ?? 0) < TYPES - 5 || (found?.learned ?? 0) < 5)
    throw new Error(`These are not the suggestions that were meant: ${JSON.stringify(found)}`);
}

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CLOCKS, isAlarmClock } from '../../../src/clocks/clock.rules';
import type { Statement } from '../../../src/platform/database/sql';
import { CANDIDATES, FIRE, LOCK, NEXT } from '../../../src/firing/firing-statements.service';
import { answering } from '../answering';

/** The floor of the clocks: one connection, the statements of firing and nothing else. Nobody is told, no opening hours are looked at. */

const LONGEST_WAIT_MS = 1000;
const ALARMS = CLOCKS.filter(isAlarmClock);

let client: pg.Client | null = null;

async function start({ databaseUrl }: { databaseUrl: string }): Promise<null> {
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return null;
}

async function rows<Row>({ name, text }: Statement, values: unknown[] = []): Promise<Row[]> {
  if (client === null) throw new Error('Not started.');
  return (await client.query({ name, text, values })).rows as Row[];
}

/** Fires until as many points have passed as were announced. */
async function fire({ points }: { points: number }): Promise<null> {
  for (let fired = 0; fired < points;) {
    const due = (await rows<{ id: string }>(CANDIDATES)).map((row) => row.id);
    if (due.length > 0) {
      fired += await fireSet(due);
      continue;
    }
    const [next] = await rows<{ ms: number | null }>(NEXT);
    await pause(Math.min(Math.max(next?.ms ?? LONGEST_WAIT_MS, 0), LONGEST_WAIT_MS));
  }
  return null;
}

async function fireSet(due: readonly string[]): Promise<number> {
  await client?.query('BEGIN');
  const locked = (await rows<{ id: string }>(LOCK, [due])).map((row) => row.id);
  const [clock] = await rows<{ now: Date }>({ name: 'now', text: 'SELECT desk_now() AS now' });
  const points = await rows(FIRE, [locked, clock?.now, ALARMS]);
  await client?.query('COMMIT');
  return points.length;
}

answering({ start, fire });

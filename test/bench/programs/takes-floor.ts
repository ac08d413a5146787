import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { RESERVE } from '../../../src/budgets/budget-statements.service';
import { answering } from '../answering';
import type { Loaded } from './load';

/** The floor of taking: connections in a loop that set money aside in one budget by the desk's own statement, and do nothing else. */

export interface Takes {
  connections: number;
  count: number;
  locationId: string;
  currency: string;
  costMinor: number;
}

let pool: pg.Pool | null = null;

function start({ databaseUrl, connections }: { databaseUrl: string; connections: number }): object {
  pool = new pg.Pool({ connectionString: databaseUrl, max: connections, min: connections });
  return {};
}

async function run({ connections, count, locationId, currency, costMinor }: Takes): Promise<Loaded> {
  const latenciesMs: number[] = [];
  let next = 0;
  const loop = async (): Promise<void> => {
    const client = await pool?.connect();
    if (!client) throw new Error('The floor was not started.');
    try {
      while (next < count) {
        next += 1;
        const begun = performance.now();
        await client.query('BEGIN');
        const values = [locationId, null, currency, 'service', costMinor, new Date(), uuidv7(), null];
        const { rows } = await client.query<{ fits: boolean; periods: number }>({ name: RESERVE.name, text: RESERVE.text, values });
        await client.query('COMMIT');
        if (rows[0]?.fits !== true || rows[0].periods < 1) throw new Error('The budget did not pay.');
        latenciesMs.push(performance.now() - begun);
      }
    } finally {
      client.release();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, loop));
  return { wallMs: performance.now() - begun, latenciesMs };
}

answering({ start, run });

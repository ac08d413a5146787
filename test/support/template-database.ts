import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { BY_DAY } from './by-day';
import { withDatabase } from './global-setup';

/** A fresh database, cloned from the migrated one; by its clock it is day. */
export async function cloneTemplate(): Promise<string> {
  const url = process.env['AMENDS_TEST_URL'] ?? '';
  const name = `amends_test_${String(process.pid)}_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${process.env['AMENDS_TEST_TEMPLATE'] ?? ''} STRATEGY WAL_LOG`);
  await admin.end();
  const clone = withDatabase(url, name);
  const inside = new pg.Client({ connectionString: clone });
  await inside.connect();
  await inside.query(BY_DAY);
  await inside.end();
  return clone;
}

/** A pool that has ended may still be saying goodbye, and FORCE would cut it off with an error that nobody listens for; so it has two seconds. */
export async function dropClone(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: process.env['AMENDS_TEST_URL'] });
  await admin.connect();
  for (let look = 0; look < 40; look += 1) {
    const { rowCount } = await admin.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name]);
    if (rowCount === 0) break;
    await admin.query('SELECT pg_sleep(0.05)');
  }
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
}

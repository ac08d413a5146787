import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withDatabase } from './global-setup';

/** A fresh database, cloned from the migrated one. */
export async function cloneTemplate(): Promise<string> {
  const url = process.env['AMENDS_TEST_URL'] ?? '';
  const name = `amends_test_${String(process.pid)}_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${process.env['AMENDS_TEST_TEMPLATE'] ?? ''} STRATEGY WAL_LOG`);
  await admin.end();
  return withDatabase(url, name);
}

export async function dropClone(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['AMENDS_TEST_URL'] });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  await admin.end();
}

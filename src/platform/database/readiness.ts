import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { isCode } from '../system-error';
import type { Credentials } from './cluster';
import type { Postmaster } from './postmaster';
import { DatabaseStartError } from './start-error';

const SILENCE_LIMIT_MS = 60_000;
const REMARK_EVERY_MS = 10_000;
const NAME = 'amends';

/**
 * Waits until the server accepts connections, makes our database where it is missing and returns its URL; `null` when the server's process
 * ended instead. A server that says it is recovering is waited for as long as it takes, because stopping it would make it begin again.
 * Throws `DatabaseStartError` when it refuses us or stays silent for a minute.
 */
export async function untilReady(server: Postmaster, credentials: Credentials, log: (sentence: string) => void): Promise<string | null> {
  const url = (database: string) => `postgresql://${credentials.user}:${credentials.password}@127.0.0.1:${server.port}/${database}`;
  let heardAt = performance.now();
  let remarkedAt = heardAt;
  while (!(await server.isGone())) {
    try {
      await makeDatabase(url('postgres'));
      return url(NAME);
    } catch (error) {
      const now = performance.now();
      if (isCode(error, '57P03')) heardAt = now;
      refuseIfHopeless(error, now - heardAt);
      if (now - remarkedAt > REMARK_EVERY_MS) {
        log(`Still waiting for the database: ${String(error)}`);
        remarkedAt = now;
      }
    }
    await pause(25);
  }
  return null;
}

function refuseIfHopeless(error: unknown, silentMs: number): void {
  if (isCode(error, '28P01'))
    throw new DatabaseStartError('The database refuses the password in postgres.password: restore that file from a backup.');
  if (silentMs > SILENCE_LIMIT_MS) throw new DatabaseStartError(`The database was started but does not answer: ${String(error)}.`);
}

async function makeDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without a listener a connection that breaks between two queries would end the program; the next query fails and is handled.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
}

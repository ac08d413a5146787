import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/database/data-source';
import { startEmbedded } from '../../src/platform/database/embedded';
import { freePort } from './free-port';
import { running } from './running';

/**
 * One PostgreSQL for the whole run, one migrated template database that each test file clones, and one redis-server where the machine has it.
 * TEST_DATABASE_URL names a server that is already there (its databases named amends_test_* are ours).
 */
export default async function globalSetup(): Promise<void> {
  // first: where it is missing and must not be, nothing else is left running
  await startRedis();
  const url = process.env['TEST_DATABASE_URL'] ?? (await embedded());
  const template = `amends_test_template_${String(process.pid)}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${template}`);
  await admin.end();
  await migrate(withDatabase(url, template));
  process.env['AMENDS_TEST_URL'] = url;
  process.env['AMENDS_TEST_TEMPLATE'] = template;
  running.template = { url, name: template };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function embedded(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amends-test-'));
  running.postgres = await startEmbedded({
    dataDir,
    log: () => undefined,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' },
  });
  running.dataDir = dataDir;
  return running.postgres.url;
}

/** BullMQ's second backend. Without redis-server on the PATH (or REDIS_URL) that half of the suite is skipped, and says so in one line; a run with CI=true fails instead. */
async function startRedis(): Promise<void> {
  if (process.env['REDIS_URL']) {
    process.env['AMENDS_TEST_REDIS'] = process.env['REDIS_URL'];
    return;
  }
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  const started = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.once('spawn', () => {
      resolve(true);
    });
  });
  if (!started) {
    // Where a build is decided, half of the proof must not be missing in silence.
    if (process.env['CI'] === 'true') throw new Error('CI=true and there is no redis-server: install it, or set REDIS_URL.');
    console.log('redis-server is not installed: the tests run on the PostgreSQL backend of BullMQ only.');
    return;
  }
  running.redis = server;
  process.env['AMENDS_TEST_REDIS'] = `redis://127.0.0.1:${String(port)}`;
}

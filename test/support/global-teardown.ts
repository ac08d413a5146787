import { rm } from 'node:fs/promises';
import pg from 'pg';
import { builtDir } from './built-program';
import { running } from './running';

export default async function globalTeardown(): Promise<void> {
  running.redis?.kill('SIGTERM');
  await rm(builtDir(), { recursive: true, force: true });
  if (running.postgres) {
    await running.postgres.stop();
    if (running.dataDir) await rm(running.dataDir, { recursive: true, force: true });
  } else if (running.template) {
    const admin = new pg.Client({ connectionString: running.template.url });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${running.template.name} WITH (FORCE)`);
    await admin.end();
  }
}

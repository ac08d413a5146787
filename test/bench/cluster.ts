import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/embedded';

/**
 * One PostgreSQL for the run, started as the program starts it: fsync, full page writes and everything else as in production. One setting is added:
 * the server notes when each transaction was committed, by which the lateness of clocks is measured.
 */
export class Cluster {
  private constructor(
    readonly postmaster: number,
    readonly version: string,
    private readonly embedded: EmbeddedDatabase,
    private readonly dir: string,
  ) {}

  static async start(): Promise<Cluster> {
    const dir = await mkdtemp(join(tmpdir(), 'amends-bench-'));
    try {
      const embedded = await startEmbedded({ dataDir: dir, log: () => undefined, settings: { track_commit_timestamp: 'on' } });
      const pid = Number((await readFile(join(embedded.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      const client = new pg.Client({ connectionString: embedded.url });
      await client.connect();
      const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
      await client.end();
      return new Cluster(pid, rows[0]?.version ?? '', embedded, dir);
    } catch (error) {
      await rm(dir, { recursive: true, force: true });
      throw error;
    }
  }

  /** An empty database. */
  async database(name: string): Promise<Tables> {
    await this.asAdmin(`CREATE DATABASE ${name}`);
    const url = new URL(this.embedded.url);
    url.pathname = `/${name}`;
    // afterwards it goes, or the next benchmark would pay for its vacuum
    return new Tables(url.toString(), () => this.asAdmin(`DROP DATABASE ${name} WITH (FORCE)`));
  }

  private async asAdmin(text: string): Promise<void> {
    const admin = new pg.Client({ connectionString: this.embedded.url });
    await admin.connect();
    await admin.query(text);
    await admin.end();
  }

  async stop(): Promise<void> {
    await this.embedded.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** The rows of one database, for filling and for looking. */
export class Tables {
  private readonly pool: pg.Pool;

  constructor(
    readonly url: string,
    private readonly drop: () => Promise<void>,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 2 });
    // the server may be stopped before us
    this.pool.on('error', () => undefined);
  }

  async sql<Row extends Record<string, unknown>>(text: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, params)).rows;
  }

  /** As autovacuum would have done in the minutes after so many rows. */
  async settle(): Promise<void> {
    await this.pool.query('VACUUM (ANALYZE)');
    await this.pool.query('CHECKPOINT');
  }

  async end(): Promise<void> {
    await this.pool.end();
    await this.drop();
  }
}

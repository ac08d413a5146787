import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedDatabase, startEmbedded } from '../../src/platform/database/embedded';
import { freePort } from './free-port';

/** A PostgreSQL of our own that a test may crash; the one of the whole run is not to be touched. */
export class OwnPostgres {
  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private server: EmbeddedDatabase,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const [dataDir, port] = [await mkdtemp(join(tmpdir(), 'amends-own-')), await freePort()];
    return new OwnPostgres(dataDir, port, await launch(dataDir, port));
  }

  get url(): string {
    return this.server.url;
  }

  /** As `pg_ctl restart -m immediate`: every connection breaks, nothing is put in order, and the next start replays the log. */
  async crashAndRestart(): Promise<void> {
    const pid = Number((await readFile(join(this.server.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    await this.server.stop();
    this.server = await launch(this.dataDir, this.port);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Committed is committed, as in production; only the disk is not waited for, because it is not the machine that crashes. */
function launch(dataDir: string, port: number): Promise<EmbeddedDatabase> {
  return startEmbedded({ dataDir, port, log: () => undefined, settings: { fsync: 'off' } });
}

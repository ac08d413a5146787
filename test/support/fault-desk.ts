import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { Client, type Json } from './client';
import { freePort } from './free-port';
import { aPerson, aSession } from './people';
import { killAll, Program } from './program';
import { queueSettings } from './queue-settings';
import { cloneTemplate, dropClone } from './template-database';
import { until } from './until';

const HANG_LOCK = 4711;

/** A database and a program on it that is killed and started again; the database tells what is left. */
export class FaultDesk {
  private program: Program | null = null;
  private readonly pool: pg.Pool;
  /** Holds the lock on which the program's transactions hang. */
  private holder: pg.Client | null = null;

  private constructor(
    private readonly databaseUrl: string,
    private readonly dataDir: string,
    private readonly env: Record<string, string>,
  ) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    this.pool.on('error', () => undefined);
  }

  /** `env` is on top of the usual settings. The program is not started yet. */
  static async make(env: Record<string, string> = {}): Promise<FaultDesk> {
    const dataDir = await mkdtemp(join(tmpdir(), 'amends-fault-'));
    return new FaultDesk(await cloneTemplate(), dataDir, env);
  }

  async start(): Promise<void> {
    this.program = await Program.start({
      DATABASE_URL: this.databaseUrl,
      SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough-0123456789',
      DATA_DIR: this.dataDir,
      PORT: '0',
      SMTP_INTAKE_PORT: String(await freePort()),
      INTAKE_ADDRESS: 'help@desk.test',
      DESK_ZONE: 'America/New_York',
      ADMIN_EMAIL: 'admin@desk.test',
      ADMIN_PASSWORD: 'correct horse battery staple',
      LOG_LEVEL: 'silent',
      ...queueSettings(),
      ...this.env,
    });
  }

  get running(): Program {
    if (!this.program) throw new Error('The program was not started.');
    return this.program;
  }

  /** Somebody with this role, as the program that runs now knows them. */
  async signIn(role: string): Promise<string> {
    return aSession(this, await aPerson(this, role));
  }

  client(session: string): Client {
    return new Client(this.running.url, { cookie: `sid=${session}` });
  }

  async sql<Row extends Record<string, unknown> = Record<string, Json>>(text: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, params)).rows;
  }

  async untilRows(text: string, params: unknown[] = []): Promise<void> {
    await until(text, async () => (await this.sql(text, params)).length > 0);
  }

  /** Moves the desk's clock; leases of messages, which run by the real one, end. */
  async timePasses(minutes: number): Promise<void> {
    await this.sql(`UPDATE clock_shift SET shift = shift + make_interval(mins => $1)`, [minutes]);
    await this.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = desk_now() + interval '7 days'`);
    await this.sql(`UPDATE message SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'sending'`);
  }

  /**
   * From now on a transaction that does this to a table hangs at its COMMIT: everything is done, nothing is sure yet. `when` is a condition on NEW.
   */
  async hangAtCommit(action: 'INSERT' | 'UPDATE', table: string, when = 'true'): Promise<void> {
    this.holder = new pg.Client({ connectionString: this.databaseUrl });
    await this.holder.connect();
    await this.holder.query('SELECT pg_advisory_lock($1)', [HANG_LOCK]);
    await this.sql(
      `CREATE OR REPLACE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${String(HANG_LOCK)}); RETURN NULL; END $$`,
    );
    await this.sql(
      `CREATE CONSTRAINT TRIGGER hang AFTER ${action} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION hang()`,
    );
  }

  /** The program's transaction hangs there; the power fails; and the transaction turns out to be committed, or never to have been. */
  async killAtCommit(table: string, outcome: 'committed' | 'lost'): Promise<void> {
    const waiting = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${String(HANG_LOCK)} AND NOT granted`;
    await this.untilRows(waiting);
    await this.running.kill();
    if (outcome === 'lost') await this.sql(`SELECT pg_terminate_backend(pid) FROM (${waiting}) hanging`);
    await this.holder?.end();
    this.holder = null;
    // waits for the transaction that hung
    await this.sql(`DROP TRIGGER hang ON ${table}`);
  }

  /** As a mail server sends it; rejects where the connection breaks. */
  async sendMail(mail: { from: string; messageId: string; subject: string }): Promise<void> {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: this.running.smtpPort, secure: false, ignoreTLS: true });
    try {
      await transport.sendMail({ ...mail, to: 'help@desk.test', text: 'It broke.' });
    } finally {
      transport.close();
    }
  }

  async end(): Promise<void> {
    await killAll();
    await this.holder?.end();
    await this.pool.end();
    await dropClone(this.databaseUrl);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

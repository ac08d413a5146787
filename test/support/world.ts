import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import pg from 'pg';
import { pino } from 'pino';
import { type Desk, startDesk } from '../../src/desk';
import { loadConfig } from '../../src/platform/config';
import { Client, type Json } from './client';
import { freePort } from './free-port';
import { MailSink } from './mail-sink';
import { aGrant, aPerson, aSession } from './people';
import { queueSettings } from './queue-settings';
import { cloneTemplate, dropClone } from './template-database';

export { cloneTemplate } from './template-database';

/** What the tests' desk makes its tokens and codes from. */
export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough-0123456789';

/** All else that anybody did hangs on these. */
const DEEDS = [
  ...['customer', 'ticket', 'message', 'inbound_message', 'notification', 'idempotency_key'],
  ...['budget', 'gesture_stock', 'nightly_run', 'learning_run', 'recovery'],
];

export interface WorldWish {
  /** Settings on top of the usual ones; '' takes one away. */
  env?: Record<string, string>;
  sweep?: boolean;
  queues?: boolean;
  /** An empty database of the test's own instead of a fresh clone. */
  databaseUrl?: string;
}

export interface OutgoingMail {
  from: string;
  to?: string | string[];
  subject?: string;
  text?: string;
  headers?: Record<string, string>;
  /** The whole message; then only the envelope is taken from the rest. */
  raw?: string | Buffer;
  attachments?: { filename: string; content: Buffer | string; contentType?: string }[];
  messageId?: string;
  /** null = the empty return path. */
  envelopeFrom?: string | null;
}

/** A desk of its own: a fresh database with starter data, the program listening, a mail server to send to. Only its clock is ours to move. */
export class World {
  private constructor(
    readonly desk: Desk,
    readonly sink: MailSink,
    readonly database: pg.Pool,
    readonly databaseUrl: string,
    private readonly dataDir: string,
    readonly intakeAddress: string,
    private readonly isClone: boolean,
  ) {}

  static async start(wish: WorldWish = {}): Promise<World> {
    const databaseUrl = wish.databaseUrl ?? (await cloneTemplate());
    const dataDir = await mkdtemp(join(tmpdir(), 'amends-world-'));
    const sink = await MailSink.start();
    const env: Record<string, string> = {
      DATABASE_URL: databaseUrl,
      SECRET_KEY: TEST_SECRET,
      DATA_DIR: dataDir,
      PORT: '0',
      SMTP_INTAKE_PORT: String(await freePort()),
      SMTP_URL: sink.url,
      INTAKE_ADDRESS: 'help@desk.test',
      DESK_ZONE: 'America/New_York',
      ADMIN_EMAIL: 'admin@desk.test',
      ADMIN_PASSWORD: 'correct horse battery staple',
      LOG_LEVEL: 'silent',
      // all customers of a test come from one machine; public-limits.spec.ts has the real number
      STATUS_PER_MINUTE: '1000',
      ...queueSettings(),
      ...wish.env,
    };
    const config = loadConfig(env, [], dataDir);
    const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
    const desk = await startDesk(config, log, { sweep: wish.sweep ?? false, queues: wish.queues ?? true }).catch(async (error: unknown) => {
      // a server left listening would keep the test run from ending
      await sink.stop();
      throw error;
    });
    return new World(
      desk,
      sink,
      new pg.Pool({ connectionString: databaseUrl, max: 4 }),
      databaseUrl,
      dataDir,
      config.intakeAddress,
      wish.databaseUrl === undefined,
    );
  }

  get url(): string {
    return this.desk.url.replace('localhost', '127.0.0.1');
  }

  get anonymous(): Client {
    return new Client(this.url);
  }

  /** A program with an API token. */
  bearer(token: string): Client {
    return new Client(this.url, { authorization: `Bearer ${token}` });
  }

  /** A new person with this role, signed in by cookie. */
  async signIn(
    role: string,
    where: { location?: string; team?: string; desk?: string; name?: string; email?: string } = {},
  ): Promise<Client> {
    return this.session(await aPerson(this, role, where));
  }

  async grant(staffId: string, role: string, where: { location?: string; team?: string; desk?: string } = {}): Promise<void> {
    await aGrant(this, staffId, role, where);
  }

  /** A browser that is signed in as this person. */
  async session(staffId: string): Promise<Client> {
    return new Client(this.url, { cookie: `sid=${await aSession(this, staffId)}` }, staffId);
  }

  async sql<Row extends Record<string, unknown> = Record<string, Json>>(text: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(text, params)).rows;
  }

  /** All due work, until none is left. */
  async settle(): Promise<void> {
    await this.desk.jobs.settle();
  }

  /** Moves the desk's clock on and does what has become due; the people stay signed in. */
  async shift(ms: number): Promise<void> {
    await this.sql(`UPDATE clock_shift SET shift = shift + make_interval(secs => $1)`, [ms / 1000]);
    await this.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = greatest(expires_at, desk_now() + interval '7 days')`);
    await this.settle();
  }

  /** Sets the desk's clock to an instant. */
  async setClock(at: string): Promise<void> {
    await this.sql(`UPDATE clock_shift SET shift = $1::timestamptz - clock_timestamp()`, [at]);
    await this.sql(`UPDATE session SET last_seen_at = desk_now(), expires_at = desk_now() + interval '7 days'`);
    await this.settle();
  }

  async now(): Promise<Date> {
    return (await this.sql<{ now: Date }>('SELECT desk_now() AS now'))[0]?.now ?? new Date(NaN);
  }

  /** Sends a mail to the desk as a mail server would; resolves when it was answered 250. Does not settle. */
  sendMail(mail: OutgoingMail): Promise<void> {
    return this.sendMails([mail]);
  }

  /** Many, over a few connections. */
  async sendMails(mails: readonly OutgoingMail[]): Promise<void> {
    const host = { host: '127.0.0.1', port: this.desk.smtpPort ?? 0, secure: false, ignoreTLS: true };
    const transport =
      mails.length > 1 ? nodemailer.createTransport({ ...host, pool: true, maxConnections: 20 }) : nodemailer.createTransport(host);
    try {
      await Promise.all(mails.map((mail) => transport.sendMail(this.envelopeOf(mail))));
    } finally {
      transport.close();
    }
  }

  private envelopeOf(mail: OutgoingMail): SendMailOptions {
    const to = mail.to ?? this.intakeAddress;
    return {
      ...(mail.raw === undefined
        ? { from: mail.from, to, subject: mail.subject ?? 'Hello', text: mail.text ?? 'Something went wrong.' }
        : { raw: mail.raw }),
      ...(mail.headers ? { headers: mail.headers } : {}),
      ...(mail.attachments ? { attachments: mail.attachments } : {}),
      ...(mail.messageId ? { messageId: mail.messageId } : {}),
      envelope: { from: mail.envelopeFrom === null ? '' : (mail.envelopeFrom ?? mail.from), to },
    };
  }

  /**
   * Whatever customers and people did is gone: complaints, customers, messages, gifts, money, news. The house stays as it was furnished, with its people
   * in it. For specs whose tests count everything there is; best with `queues: false`, so that nobody is at work meanwhile.
   */
  async forget(): Promise<void> {
    await this.sql(`TRUNCATE ${DEEDS.join(', ')} CASCADE`);
  }

  async stop(): Promise<void> {
    await this.desk.stop();
    await this.sink.stop();
    await this.database.end();
    if (this.isClone) await dropClone(this.databaseUrl);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

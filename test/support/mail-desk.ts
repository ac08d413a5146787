import 'reflect-metadata';
import { Test, type TestingModule } from '@nestjs/testing';
import pg from 'pg';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { CustomersModule } from '../../src/customers/customers.module';
import { CustomersService } from '../../src/customers/customers.service';
import { EmailClient } from '../../src/messages/email.client';
import { ConsentModule } from '../../src/consent/consent.module';
import { MessagesModule } from '../../src/messages/messages.module';
import { MessagesService, type PlannedMessage } from '../../src/messages/messages.service';
import { AskWork, EmailWork, InvitationWork, OutboxWork, SmsWork } from '../../src/messages/messages.worker';
import { OrganisationModule } from '../../src/organisation/organisation.module';
import { loadConfig } from '../../src/platform/config';
import { Database } from '../../src/platform/database/database';
import type { Tx } from '../../src/platform/database/tx';
import type { DueWork } from '../../src/platform/jobs/due-work';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../../src/platform/http/public-origin';
import { PlatformModule } from '../../src/platform/platform.module';
import { SigninModule } from '../../src/signin/signin.module';
import { StaffModule } from '../../src/staff/staff.module';
import { cloneTemplate } from './template-database';

export const SECRET = 'a-secret-of-the-tests-that-is-long-enough-0123456789';

interface TicketWish {
  state?: 'new' | 'open' | 'waiting_customer' | 'fixed' | 'following_up' | 'closed' | 'void';
  channel?: string;
  cycle?: number;
  name?: string | null;
  email?: string | null;
  question?: string;
  language?: string;
  zone?: string;
  owner?: string;
}

export interface MadeTicket {
  id: string;
  number: number;
  customerId: string | null;
  email: string | null;
}

let counter = 0;

/** The messages feature with a database of its own and a mail server of our choice, without the rest of the desk. */
export class MailDesk {
  private locationId = '';

  private constructor(
    private readonly module: TestingModule,
    private readonly pool: pg.Pool,
    readonly databaseUrl: string,
  ) {}

  /** `limitMs` is how long one mail may take at most. With `beside` it is one more process of that desk. */
  static async start(smtpUrl: string | null, { limitMs = 5000, beside }: { limitMs?: number; beside?: MailDesk } = {}): Promise<MailDesk> {
    const databaseUrl = beside?.databaseUrl ?? (await cloneTemplate());
    const env = {
      DATABASE_URL: databaseUrl,
      SECRET_KEY: SECRET,
      INTAKE_ADDRESS: 'help@desk.test',
      DESK_ZONE: 'America/New_York',
      SMTP_URL: smtpUrl ?? '',
      LOG_LEVEL: 'silent',
    };
    const config = loadConfig(env, [], '/tmp');
    const runtime = { config, databaseUrl, secret: SECRET, log: pino({ level: 'silent' }) };
    const module = await Test.createTestingModule({
      imports: [PlatformModule.of(runtime), OrganisationModule, StaffModule, SigninModule, CustomersModule, ConsentModule, MessagesModule],
    })
      .overrideProvider(EmailClient)
      .useValue(new EmailClient(config.smtpUrl, { limitMs, connections: 4 }))
      .compile();
    module.enableShutdownHooks();
    await module.init();
    module.get<PublicOrigin>(PUBLIC_ORIGIN).set('https://desk.test');
    const desk = new MailDesk(module, new pg.Pool({ connectionString: databaseUrl, max: 2 }), databaseUrl);
    if (!beside) await desk.furnish();
    return desk;
  }

  get messages(): MessagesService {
    return this.module.get(MessagesService);
  }

  /** One round of everything that messages do by themselves, until nothing is left. */
  async settle(): Promise<void> {
    const works = [InvitationWork, OutboxWork, EmailWork, SmsWork, AskWork].map((kind) => this.module.get<DueWork>(kind));
    for (let done = 1; done > 0;) {
      done = 0;
      for (const work of works) done += await work.run();
    }
  }

  work<Work>(kind: new (...args: never[]) => Work): Work {
    return this.module.get(kind);
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.module.get(Database).transaction(work);
  }

  async sql<Row extends Record<string, unknown>>(text: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, params)).rows;
  }

  /** Moves the desk's clock. */
  async shift(minutes: number): Promise<void> {
    await this.sql(`UPDATE clock_shift SET shift = shift + make_interval(mins => $1)`, [minutes]);
  }

  async person(role: string | null, name = 'Robin Lead'): Promise<string> {
    counter += 1;
    const id = uuidv7();
    await this.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, $3, desk_now())`, [
      id,
      `staff${String(counter)}@desk.test`,
      name,
    ]);
    if (role)
      await this.sql(`INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) VALUES ($1, $2, $3, 'org', desk_now())`, [
        uuidv7(),
        id,
        role,
      ]);
    return id;
  }

  async ticket(wish: TicketWish = {}): Promise<MadeTicket> {
    counter += 1;
    const { state = 'open', channel = 'email', cycle = 1, name = 'Ana Lopez', email = `ana${String(counter)}@customer.test` } = wish;
    const customerId = email === null && name === null ? null : await this.customer(name, email);
    const id = uuidv7();
    const [row] = await this.sql<{ number: number }>(
      `INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, cycle, channel, live, title, language, zone, location_id, customer_id,
         calendar_id, received_at, question, waiting_since, closed_at, close_reason, voided_at, void_reason, status_hash, created_at, changed_at, owner_id)
       SELECT $1::uuid, nextval('ticket_number'), $2::text, 'S3', 'S3', 'calm', 'failed_service', $3, $4, false, 'Broken', $5, $6, l.id, $7, l.calendar_id, desk_now(), $8,
         CASE WHEN $2::text = 'waiting_customer' THEN desk_now() END, CASE WHEN $2::text = 'closed' THEN desk_now() END, CASE WHEN $2::text = 'closed' THEN 'recovered' END,
         CASE WHEN $2::text = 'void' THEN desk_now() END, CASE WHEN $2::text = 'void' THEN 'test' END, sha256($1::uuid::text::bytea), desk_now(), desk_now(), $9
       FROM location l WHERE l.id = $10 RETURNING number::int`,
      [
        id,
        state,
        cycle,
        channel,
        wish.language ?? null,
        wish.zone ?? null,
        customerId,
        wish.question ?? null,
        wish.owner ?? null,
        this.locationId,
      ],
    );
    return { id, number: row?.number ?? 0, customerId, email };
  }

  /** Plans a message in a transaction of its own, at the desk's time. */
  plan(ticket: MadeTicket, kind: PlannedMessage['kind'], wish: Partial<PlannedMessage> = {}): Promise<string | null> {
    counter += 1;
    const effectKey = `test:${String(counter)}`;
    return this.transaction(async (tx) => {
      const now = await tx.now();
      const { id: ticketId, customerId } = ticket;
      return this.messages.plan(tx, { effectKey, kind, class: 'service', ticketId, customerId, cycle: 1, vars: {}, now, ...wish });
    });
  }

  async message(
    id: string | null,
  ): Promise<Record<string, unknown> & { state: string; last_error: string | null; attempts: number; not_before: Date }> {
    const [row] = await this.sql<
      Record<string, unknown> & { state: string; last_error: string | null; attempts: number; not_before: Date }
    >(`SELECT *, extract(epoch FROM not_before - desk_now())::int / 60 AS minutes_left FROM message WHERE id = $1`, [id]);
    if (!row) throw new Error('There is no such message.');
    return row;
  }

  async stop(): Promise<void> {
    await this.module.close();
    await this.pool.end();
  }

  private async customer(name: string | null, email: string | null): Promise<string> {
    const given = { ...(name === null ? {} : { name }), ...(email === null ? {} : { email }) };
    return this.transaction(async (tx) => (await this.module.get(CustomersService).findOrCreate(tx, given, await tx.now())).id);
  }

  private async furnish(): Promise<void> {
    const calendarId = uuidv7();
    this.locationId = uuidv7();
    await this.sql(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'test', 'Test', desk_now())`, [calendarId]);
    await this.sql(
      `INSERT INTO location (id, key, name, zone, currency, calendar_id, created_at) VALUES ($1, 'test', 'Main Street', 'America/New_York', 'USD', $2, desk_now())`,
      [this.locationId, calendarId],
    );
  }
}

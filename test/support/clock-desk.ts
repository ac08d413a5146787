import pg from 'pg';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { CalendarService } from '../../src/calendar/calendar.service';
import type { CalendarSpec } from '../../src/calendar/business-time.rules';
import type { Severity } from '../../src/clocks/clock.rules';
import type { ClockVerb } from '../../src/clocks/clock-verbs.rules';
import { ClockViews } from '../../src/clocks/clock-views.service';
import { ClocksService, type NextDue } from '../../src/clocks/clocks.service';
import { NoOpening } from '../../src/clocks/no-opening.service';
import { PoliciesService } from '../../src/clocks/policies.service';
import type { ClockTicket } from '../../src/clocks/timer-row.rules';
import { Commands } from '../../src/platform/database/commands';
import { Database } from '../../src/platform/database/database';
import { dataSourceOptions } from '../../src/platform/database/data-source';
import { StaffService } from '../../src/staff/staff.service';
import { cloneTemplate } from './world';

const NINE_TO_FIVE: CalendarSpec['week'] = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]));

/** Wall time of Berlin in summer: `2026-06-01T09:00`. */
export const berlin = (local: string): Date => new Date(`${local}:00+02:00`);

export const MONDAY_NINE = berlin('2026-06-01T09:00');

/** Runs due work until nothing is left; how much it was. */
export async function drained(work: { run(): Promise<number> }): Promise<number> {
  let sum = 0;
  for (let done = await work.run(); done > 0; done = await work.run()) sum += done;
  return sum;
}

/** Monday to Friday, 09:00 to 17:00 in Berlin. */
export const OFFICE: CalendarSpec = { zone: 'Europe/Berlin', week: NINE_TO_FIVE, holidays: [], exceptions: {} };

/** The services around clocks on a database of their own, with one location, its calendar and the starter policy; no HTTP, no mail, no workers. */
export class ClockDesk {
  readonly db: Database;
  readonly staff: StaffService;
  readonly calendars = new CalendarService();
  readonly policies: PoliciesService;
  readonly clocks: ClocksService;
  readonly wakes: string[] = [];
  calendarId = '';
  locationId = '';
  policyVersionId = '';
  private tickets = 0;

  private constructor(
    private readonly source: DataSource,
    private readonly url: string,
    private readonly isOwner = true,
  ) {
    this.db = new Database(source, { wake: (queue) => this.wakes.push(queue) });
    this.staff = new StaffService(this.db);
    this.policies = new PoliciesService(this.db, new Commands(this.db));
    this.clocks = new ClocksService(this.calendars, this.policies, new NoOpening(this.staff), new ClockViews(this.calendars));
  }

  /** `url`: another database than a fresh one of the test run. */
  static async start(hours: CalendarSpec = OFFICE, url?: string): Promise<ClockDesk> {
    const database = url ?? (await cloneTemplate());
    const source = await new DataSource({ ...dataSourceOptions(database) }).initialize();
    const desk = new ClockDesk(source, database);
    await desk.furnish(hours);
    return desk;
  }

  /** The same database seen by another process, which has nothing in its memory. */
  static async onSame(desk: ClockDesk): Promise<ClockDesk> {
    const source = await new DataSource(dataSourceOptions(desk.url)).initialize();
    const twin = new ClockDesk(source, desk.url, false);
    Object.assign(twin, { calendarId: desk.calendarId, locationId: desk.locationId, policyVersionId: desk.policyVersionId });
    return twin;
  }

  private async furnish(hours: CalendarSpec): Promise<void> {
    const early = new Date('2020-01-01T00:00:00Z');
    this.calendarId = uuidv7();
    this.locationId = uuidv7();
    await this.sql(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'office', 'Office', $2)`, [this.calendarId, early]);
    await this.newHours(hours, early);
    await this.sql(
      `INSERT INTO location (id, key, name, zone, currency, calendar_id, created_at) VALUES ($1, 'shop', 'Shop', $2, 'EUR', $3, $4)`,
      [this.locationId, hours.zone, this.calendarId, early],
    );
    await this.db.transaction((tx) => this.policies.ensureStarter(tx, early));
    const [version] = await this.sql<{ id: string }>('SELECT id FROM policy_version');
    this.policyVersionId = version?.id ?? '';
  }

  /** New opening hours from an instant on. */
  async newHours(hours: CalendarSpec, from: Date): Promise<void> {
    await this.sql(
      `INSERT INTO calendar_version (id, calendar_id, version, effective_from, zone, week, holidays, exceptions, created_at)
       SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $3 FROM calendar_version WHERE calendar_id = $2`,
      [
        uuidv7(),
        this.calendarId,
        from,
        hours.zone,
        JSON.stringify(hours.week),
        JSON.stringify(hours.holidays),
        JSON.stringify(hours.exceptions),
      ],
    );
  }

  async sql<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.db.rows<Row>(text, params);
  }

  /** Sets the desk's clock. */
  async at(instant: string | Date): Promise<Date> {
    await this.sql(`UPDATE clock_shift SET shift = $1::timestamptz - clock_timestamp()`, [instant]);
    return new Date(instant);
  }

  /** A ticket without clocks. */
  async ticket(
    facts: { severity?: Severity; channel?: ClockTicket['channel']; state?: string; ownerId?: string; subjectId?: string; at?: Date } = {},
  ): Promise<ClockTicket> {
    const { severity = 'S3', channel = 'email', state = 'open', at = await this.db.now() } = facts;
    const id = uuidv7();
    this.tickets += 1;
    await this.sql(
      `INSERT INTO ticket (id, number, state, severity, original_severity, mood, failure_class, channel, live, title, location_id, owner_id, subject_staff_id,
         restricted, policy_version_id, calendar_id, received_at, status_hash, created_at, changed_at)
       VALUES ($1, nextval('ticket_number'), $2, $3, $3, 'calm', 'failed_service', $4, false, 'Something broke', $5, $6, $7, $8, $9, $10, $11, sha256(decode(replace($1::uuid::text, '-', ''), 'hex')), $11, $11)`,
      [
        id,
        state,
        severity,
        channel,
        this.locationId,
        facts.ownerId ?? null,
        facts.subjectId ?? null,
        facts.subjectId !== undefined,
        this.policyVersionId,
        this.calendarId,
        at,
      ],
    );
    return {
      id,
      cycle: 1,
      severity,
      channel,
      live: false,
      locationId: this.locationId,
      calendarId: this.calendarId,
      policyVersionId: this.policyVersionId,
      receivedAt: at,
    };
  }

  /** Somebody who holds this role at the whole organisation. */
  async person(role: string, name = role): Promise<string> {
    const id = uuidv7();
    await this.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, $3, '2020-01-01Z')`, [id, `${id}@staff.test`, name]);
    await this.sql(`INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) VALUES ($1, $2, $3, 'org', '2020-01-01Z')`, [
      uuidv7(),
      id,
      role,
    ]);
    return id;
  }

  /** Does to the clocks of a ticket what a move would, at this instant. */
  apply(ticket: ClockTicket, at: Date, ...verbs: ClockVerb[]): Promise<NextDue> {
    return this.db.transaction((tx) => this.clocks.apply(tx, ticket, verbs, at));
  }

  /** The points its clocks have passed, as "fix 75 pending". */
  async marks(ticket: ClockTicket): Promise<string[]> {
    const rows = await this.sql<{ mark: string }>(
      `SELECT t.clock || ' ' || e.point || ' ' || e.state AS mark FROM timer_event e JOIN timer t ON t.id = e.timer_id
       WHERE t.ticket_id = $1 ORDER BY t.clock, e.point`,
      [ticket.id],
    );
    return rows.map((row) => row.mark);
  }

  /** What people were told, in order. */
  news(): Promise<{ staffId: string; point: number | null; text: string }[]> {
    return this.sql(`SELECT staff_id AS "staffId", point, text FROM notification ORDER BY at, id`);
  }

  async stop(): Promise<void> {
    await this.source.destroy();
    if (!this.isOwner || !process.env['AMENDS_TEST_URL']) return;
    const admin = new pg.Client({ connectionString: process.env['AMENDS_TEST_URL'] });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${new URL(this.url).pathname.slice(1)} WITH (FORCE)`);
    await admin.end();
  }
}

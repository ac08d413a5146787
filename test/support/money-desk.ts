import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { AuthorityService } from '../../src/authority/authority.service';
import { BudgetPeriods } from '../../src/budgets/budget-periods.service';
import { type BudgetAsk, BudgetsService } from '../../src/budgets/budgets.service';
import { Overruns } from '../../src/budgets/overruns.service';
import { CalendarService } from '../../src/calendar/calendar.service';
import { Commands } from '../../src/platform/database/commands';
import { Database } from '../../src/platform/database/database';
import { dataSourceOptions } from '../../src/platform/database/data-source';
import { cloneTemplate, dropClone } from './template-database';

export interface BudgetWish {
  limitMinor: number;
  /** Null or left out = the whole organisation. */
  locationId?: string | null;
  deskId?: string | null;
  class?: string | null;
  currency?: string;
  period?: 'month' | 'quarter';
  zone?: string;
  carryOver?: boolean;
}

export interface Counters {
  limitMinor: number;
  overrideMinor: number;
  reservedMinor: number;
  spentMinor: number;
}

export const MAY = new Date('2026-05-11T10:00:00Z');
export const JUNE = new Date('2026-06-11T10:00:00Z');

/** The services around money on a database of their own, with as many connections as a test wants; no HTTP, no workers. */
export class MoneyDesk {
  readonly db: Database;
  readonly budgets: BudgetsService;
  readonly overruns: Overruns;
  readonly authority: AuthorityService;
  calendarId = '';
  /** `north` is below `main`; `south` stands beside. */
  main = '';
  north = '';
  south = '';

  private constructor(
    private readonly source: DataSource,
    private readonly url: string,
  ) {
    this.db = new Database(source, { wake: () => undefined });
    const commands = new Commands(this.db);
    this.overruns = new Overruns(this.db, commands, new CalendarService());
    this.budgets = new BudgetsService(new BudgetPeriods(), this.overruns);
    this.authority = new AuthorityService(this.db, commands);
  }

  static async start(connections = 16): Promise<MoneyDesk> {
    const url = await cloneTemplate();
    const source = await new DataSource(Object.assign(dataSourceOptions(url), { poolSize: connections })).initialize();
    const desk = new MoneyDesk(source, url);
    await desk.db.transaction(async (tx) => {
      desk.calendarId = uuidv7();
      await tx.run(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'office', 'Office', $2)`, [desk.calendarId, MAY]);
      await tx.run(
        `INSERT INTO calendar_version (id, calendar_id, version, effective_from, zone, week, created_at) VALUES ($1, $2, 1, '2020-01-01', 'Europe/Berlin', $3, $4)`,
        [
          uuidv7(),
          desk.calendarId,
          JSON.stringify(Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]))),
          MAY,
        ],
      );
      await desk.authority.ensureStarter(tx);
    });
    desk.main = await desk.place('main', null);
    desk.north = await desk.place('north', desk.main);
    desk.south = await desk.place('south', null);
    return desk;
  }

  private async place(key: string, parentId: string | null): Promise<string> {
    const id = uuidv7();
    await this.sql(
      `INSERT INTO location (id, key, name, zone, currency, calendar_id, parent_id, created_at) VALUES ($1, $2, $2, 'Europe/Berlin', 'EUR', $3, $4, $5)`,
      [id, key, this.calendarId, parentId, MAY],
    );
    return id;
  }

  async person(): Promise<string> {
    const id = uuidv7();
    await this.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, 'Pat Lee', $3)`, [id, `${id}@staff.test`, MAY]);
    return id;
  }

  async aBudget(wish: BudgetWish): Promise<string> {
    const id = uuidv7();
    const { locationId = null, deskId = null } = wish;
    await this.sql(
      `INSERT INTO budget (id, name, scope_kind, location_id, desk_id, class, currency, period, zone, carry_over, limit_minor, created_at)
       VALUES ($1, 'Gifts', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        locationId ? 'location' : deskId ? 'desk' : 'org',
        ...[locationId, deskId, wish.class ?? null, wish.currency ?? 'EUR', wish.period ?? 'month', wish.zone ?? 'Europe/Berlin'],
        ...[wish.carryOver ?? false, wish.limitMinor, MAY],
      ],
    );
    return id;
  }

  /** Asks for money in a transaction of its own; null where it was given, else the refusal. */
  async reserve(costMinor: number, over: Partial<BudgetAsk> = {}): Promise<Error | null> {
    const ask: BudgetAsk = {
      ...{ gestureId: uuidv7(), locationId: this.north, deskId: null, class: 'service', currency: 'EUR', costMinor, by: null, now: MAY },
      ...over,
    };
    try {
      await this.db.transaction((tx) => this.budgets.reserve(tx, ask));
      return null;
    } catch (error) {
      if (error instanceof Error && error.name === 'Refused') return error;
      throw error;
    }
  }

  commit(gestureId: string, costMinor: number, now = MAY): Promise<{ overrunMinor: number }> {
    const at = { locationId: this.north, deskId: null, class: 'service' as const, currency: 'EUR' };
    return this.db.transaction((tx) => this.budgets.commit(tx, { gestureId, ...at, costMinor, by: null, now }));
  }

  release(gestureId: string, now = MAY): Promise<void> {
    return this.db.transaction((tx) => this.budgets.release(tx, { gestureId, now }));
  }

  /** The counters of a budget's periods, the earliest first. */
  counters(budgetId: string): Promise<Counters[]> {
    return this.sql<Counters>(
      `SELECT limit_minor AS "limitMinor", override_minor AS "overrideMinor", reserved_minor AS "reservedMinor", spent_minor AS "spentMinor"
       FROM budget_period WHERE budget_id = $1 ORDER BY period_start`,
      [budgetId],
    );
  }

  /** The same, added up from the ledger. */
  ledger(budgetId: string): Promise<Counters[]> {
    return this.sql<Counters>(
      `SELECT coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'adjust'), 0) AS "limitMinor",
         coalesce(sum(e.amount_minor) FILTER (WHERE e.kind = 'override'), 0) AS "overrideMinor",
         coalesce(sum(e.reserved_change), 0) AS "reservedMinor", coalesce(sum(e.spent_change), 0) AS "spentMinor"
       FROM budget_period p LEFT JOIN budget_entry e ON e.period_id = p.id WHERE p.budget_id = $1 GROUP BY p.id ORDER BY p.period_start`,
      [budgetId],
    );
  }

  sql<Row extends object>(text: string, params: unknown[] = []): Promise<Row[]> {
    return this.db.rows<Row>(text, params);
  }

  /** Comes back when a transaction waits for a lock. Asked from outside: inside a transaction the list of who waits stands still. */
  async untilSomebodyWaits(): Promise<void> {
    for (let waiting: object[] = []; waiting.length === 0;) {
      waiting = await this.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`);
    }
  }

  async stop(): Promise<void> {
    await this.source.destroy();
    await dropClone(this.url);
  }
}

/** `count` pieces of work by so many clients, each of which takes the next when it is done. */
export async function byClients<T>(clients: number, count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return results;
}

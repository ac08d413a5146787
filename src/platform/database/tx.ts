import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { PoolClient } from 'pg';
import { Missing } from '../errors';
import { asQuery, type Param, type Sql } from './sql';

/** Anything that runs SQL: a transaction, or the database outside of one. */
export interface Reader {
  rows<Row extends object>(sql: Sql, params?: readonly Param[]): Promise<Row[]>;
}

/** One transaction, handed on as a visible argument. */
export class Tx implements Reader {
  /** What to wake after the commit: queue → one row id. */
  readonly wakes = new Map<string, string>();

  constructor(
    private readonly client: PoolClient,
    /** TypeORM's manager on the same connection and transaction. */
    readonly manager: EntityManager,
  ) {}

  async rows<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(asQuery(sql, params))).rows;
  }

  /** How many rows a write touched. */
  async run(sql: Sql, params: readonly Param[] = []): Promise<number> {
    return (await this.client.query(asQuery(sql, params))).rowCount ?? 0;
  }

  async maybe<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row | null> {
    return (await this.rows<Row>(sql, params))[0] ?? null;
  }

  /** The only row, or Missing (404). */
  async one<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row> {
    const row = await this.maybe<Row>(sql, params);
    if (!row) throw new Missing();
    return row;
  }

  /** Rows of `SELECT alias.*` as entities: one named or locking statement where a repository could not say it. */
  async load<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>, sql: Sql, params: readonly Param[] = []): Promise<Entity[]> {
    const { columns } = this.manager.dataSource.getMetadata(entity);
    const rows = await this.rows<Record<string, unknown>>(sql, params);
    return rows.map((row) => Object.fromEntries(columns.map((column) => [column.propertyName, row[column.databaseName]])) as Entity);
  }

  /** The desk's time. Read it once, right after the lock, and pass it on as `now`. */
  async now(): Promise<Date> {
    return (await this.one<{ now: Date }>('SELECT desk_now() AS now')).now;
  }

  /** After the commit, tell a queue to look for due work. Losing this costs at most one sweep. */
  wake(queue: string, id: string): void {
    this.wakes.set(queue, id);
  }
}

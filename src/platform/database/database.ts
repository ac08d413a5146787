import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { Missing } from '../errors';
import { WAKER, type Waker } from '../jobs/waker';
import { plainDatabaseError } from './database-errors';
import { asQuery, type Param, type Sql } from './sql';
import { type Reader, Tx } from './tx';

/** The way to PostgreSQL: short reads outside, everything that writes inside one transaction. */
@Injectable()
export class Database implements Reader {
  constructor(
    private readonly source: DataSource,
    @Inject(WAKER) private readonly waker: Waker,
  ) {}

  /** The pool of node-postgres that TypeORM uses as well. */
  get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  async rows<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(asQuery(sql, params))).rows;
    } catch (error) {
      throw plainDatabaseError(error);
    }
  }

  async maybe<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row | null> {
    return (await this.rows<Row>(sql, params))[0] ?? null;
  }

  async one<Row extends object>(sql: Sql, params: readonly Param[] = []): Promise<Row> {
    const row = await this.maybe<Row>(sql, params);
    if (!row) throw new Missing();
    return row;
  }

  async now(): Promise<Date> {
    return (await this.one<{ now: Date }>('SELECT desk_now() AS now')).now;
  }

  /** Runs `work` in one READ COMMITTED transaction: all of it or nothing; wakes queues after the commit. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const tx = new Tx(client, runner.manager);
      const result = await work(tx);
      await runner.commitTransaction();
      for (const [queue, id] of tx.wakes) this.waker.wake(queue, id);
      return result;
    } catch (error) {
      // A connection that died has nothing to roll back; the error that is thrown on is the one worth telling.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw plainDatabaseError(error);
    } finally {
      await runner.release();
    }
  }

  /** For writes that are one statement and need no transaction of their own (intake). */
  wake(queue: string, id: string): void {
    this.waker.wake(queue, id);
  }
}

import { join } from 'node:path';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNames } from './snake-names';
import './sql';

/** Connections of one process. */
export const POOL_SIZE = 10;

/** How TypeORM reaches the database. No synchronize: the tables are what the migrations say. */
export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    installExtensions: false,
    namingStrategy: new SnakeNames(),
    migrations: [join(__dirname, '../../../migrations/*-*.{js,ts}')],
    migrationsTransactionMode: 'each',
    applicationName: 'amends',
    poolSize: POOL_SIZE,
    connectTimeoutMS: 5000,
    extra: {
      options: '-c jit=off -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
      keepAlive: true,
    },
  };
}

/** Brings tables and BullMQ's schema up to date. Many processes may do it at once: the first does the work, the others wait for it. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A row lock, not an advisory one: those are not to be had on every PostgreSQL-compatible server.
    await client.query('CREATE TABLE IF NOT EXISTS migration_turn (only_row boolean PRIMARY KEY)').catch(ignoreTwin);
    await client.query('INSERT INTO migration_turn VALUES (true) ON CONFLICT DO NOTHING');
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM migration_turn FOR UPDATE');
    const source = await new DataSource(dataSourceOptions(url)).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    const jobs = new pg.Client({ connectionString: url });
    await jobs.connect();
    try {
      await runMigrations(jobs, 'bullmq');
    } finally {
      await jobs.end();
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** CREATE TABLE IF NOT EXISTS of two processes in the same instant can still collide in the catalogue; then the table is there. */
function ignoreTwin(error: unknown): void {
  if (!(error instanceof pg.DatabaseError) || (error.code !== '23505' && error.code !== '42P07')) throw error;
}

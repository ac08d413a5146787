import type { Logger } from 'pino';
import type { Database } from '../database/database';
import type { Tx } from '../database/tx';

/**
 * Does what is due row by row, each in a transaction of its own: one that cannot be done holds up nothing else, is logged with the sentence `failure`
 * and comes again with the next sweep. `work` says whether there was anything to do. Returns how many were done.
 */
export async function oneByOne<Row extends { id: string }>(
  db: Database,
  log: Logger,
  failure: string,
  rows: readonly Row[],
  work: (tx: Tx, row: Row) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const row of rows) {
    try {
      if (await db.transaction((tx) => work(tx, row))) done += 1;
    } catch (error) {
      log.warn({ id: row.id, err: error }, failure);
    }
  }
  return done;
}

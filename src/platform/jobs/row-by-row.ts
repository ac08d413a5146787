import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import { Database } from '../database/database';
import type { Tx } from '../database/tx';
import { Refused, Unavailable } from '../errors';
import { Metrics } from '../metrics';
import { LOG } from '../runtime';

/** A row that something is to be done with; `ticketId` where it belongs to a complaint, for whoever looks at what is stuck. */
export interface DueRow {
  id: string;
  ticketId?: string;
}

/** After so many failures a row is left alone until a person starts it again (reliability.md 4.3): the waits before are 1, 4, 16 and 64 minutes. */
const MOST_TRIES = 5;
const LONGEST_ERROR = 500;
/** Somebody else was in the way for a moment: not the row's fault. */
const IN_THE_WAY = ['busy', 'in_flight'];

const FAILED = `
  INSERT INTO failing_work AS f (id, work, row_id, ticket_id, attempts, last_error, not_before)
  VALUES ($1, $2, $3, $4, 1, $5, desk_now() + interval '1 minute')
  ON CONFLICT (work, row_id) DO UPDATE SET attempts = f.attempts + 1, last_error = EXCLUDED.last_error,
    not_before = desk_now() + make_interval(mins => power(4, least(f.attempts, ${String(MOST_TRIES)}))::int),
    failed_at = CASE WHEN f.attempts + 1 >= ${String(MOST_TRIES)} THEN desk_now() END
  RETURNING attempts, failed_at IS NOT NULL AS "isOver"`;

/** For the query that looks for due rows: true for those that do not wait after a failure and were not given up. `id` is the row's id in that query. */
export function mayBeTried(work: string, id: string): string {
  return `NOT EXISTS (SELECT 1 FROM failing_work fw WHERE fw.work = '${work}' AND fw.row_id = ${id} AND (fw.failed_at IS NOT NULL OR fw.not_before > (SELECT desk_now())))`;
}

/**
 * Due work row by row, each in a transaction of its own. One that cannot be done holds up nothing else: it waits longer after each failure, and after the
 * fifth it stands on the list of what is stuck (`GET /api/v1/stuck-work`) until somebody starts it again.
 */
@Injectable()
export class RowByRow {
  constructor(
    private readonly db: Database,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** `rows` come from a query with `mayBeTried(work, …)`; `task` says whether it did something for good. Returns how many were done. */
  async each<Row extends DueRow>(work: string, rows: readonly Row[], task: (tx: Tx, row: Row) => Promise<boolean>): Promise<number> {
    let done = 0;
    for (const row of rows) if (await this.one(work, row, task)) done += 1;
    return done;
  }

  private async one<Row extends DueRow>(work: string, row: Row, task: (tx: Tx, row: Row) => Promise<boolean>): Promise<boolean> {
    try {
      return await this.db.transaction(async (tx) => {
        const isDone = await task(tx, row);
        if (isDone) await tx.run('DELETE FROM failing_work WHERE work = $1 AND row_id = $2', [work, row.id]);
        return isDone;
      });
    } catch (error) {
      await this.failed(work, row, error);
      return false;
    }
  }

  private async failed(work: string, { id, ticketId }: DueRow, error: unknown): Promise<void> {
    if (error instanceof Unavailable) throw error;
    const facts = { work, row: id, ticket: ticketId, err: error };
    if (error instanceof Refused && IN_THE_WAY.includes(error.reason)) {
      this.log.debug(facts, 'somebody else was in the way; the next sweep tries again');
      return;
    }
    this.metrics.jobFailures.inc({ work });
    const why = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
    const [row] = await this.db.rows<{ attempts: number; isOver: boolean }>(FAILED, [uuidv7(), work, id, ticketId ?? null, why]);
    if (row?.isOver === true) this.log.error(facts, 'due work failed five times and is left alone until somebody starts it again');
    else this.log.warn({ ...facts, attempts: row?.attempts }, 'due work failed; it is tried again later');
  }
}

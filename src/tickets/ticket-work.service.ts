import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { LOG } from '../platform/runtime';
import { SYSTEM } from '../staff/actor.dto';
import type { WorkKind } from '../lifecycle/move-effects.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';

const AT_ONCE = 50;
/** One more minute after each failure, an hour at most; so a row that cannot be done holds up nothing else. */
const BACK_OFF = `make_interval(mins => least(attempts + 1, 60))`;
const LONGEST_ERROR = 500;

/**
 * Does what the row asks for, under the ticket's lock; true where it changed the ticket. `cycle` is that of the day the row was written, `timerId` the
 * clock that it came from ('' where it came from none).
 */
export type TicketTask = (tx: Tx, t: LockedTicket, cycle: number, timerId: string) => Promise<boolean>;

/** What a step of a ticket left behind for a later feature: claimed, done and settled in one transaction. */
@Injectable()
export class TicketWork {
  constructor(
    private readonly db: Database,
    private readonly tickets: TicketMoves,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Takes up to 50 due rows of a kind, oldest first. Returns how many were done. */
  async each(kind: WorkKind, task: TicketTask): Promise<number> {
    const due = await this.db.rows<{ id: string }>(
      `SELECT id FROM ticket_work WHERE kind = $1 AND state = 'pending' AND not_before <= $2 ORDER BY not_before, id LIMIT $3`,
      [kind, await this.db.now(), AT_ONCE],
    );
    let done = 0;
    for (const { id } of due) if (await this.one(id, task)) done += 1;
    return done;
  }

  /** False where another worker has the row. A failure is noted on it, and it is tried later. */
  private async one(id: string, task: TicketTask): Promise<boolean> {
    try {
      return await this.db.transaction(async (tx) => {
        const claimed = await tx.maybe<{ ticketId: string; cycle: number; timerId: string }>(
          `SELECT ticket_id AS "ticketId", cycle, coalesce(data ->> 'timer', '') AS "timerId" FROM ticket_work WHERE id = $1 AND state = 'pending' FOR UPDATE SKIP LOCKED`,
          [id],
        );
        if (!claimed) return false;
        const t = await this.tickets.lock(tx, claimed.ticketId, SYSTEM);
        if (await task(tx, t, claimed.cycle, claimed.timerId)) await this.tickets.save(tx, t);
        await tx.run(`UPDATE ticket_work SET state = 'done' WHERE id = $1`, [id]);
        return true;
      });
    } catch (error) {
      this.log.warn({ work: id, err: error }, 'what a step of a ticket left to do failed; it is tried again');
      const why = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
      await this.db.rows(
        `UPDATE ticket_work SET attempts = attempts + 1, not_before = desk_now() + ${BACK_OFF}, last_error = $2 WHERE id = $1 AND state = 'pending'`,
        [id, why],
      );
      return true;
    }
  }
}

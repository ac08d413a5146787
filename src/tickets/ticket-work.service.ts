import { Injectable } from '@nestjs/common';
import type { WorkKind } from '../lifecycle/move-effects.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';

const AT_ONCE = 50;

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
    private readonly rows: RowByRow,
  ) {}

  /** Takes up to 50 due rows of a kind, oldest first. Returns how many were done. */
  async each(kind: WorkKind, task: TicketTask): Promise<number> {
    const due = await this.db.rows<{ id: string; ticketId: string }>(
      `SELECT w.id, w.ticket_id AS "ticketId" FROM ticket_work w
       WHERE w.kind = $1 AND w.state = 'pending' AND w.not_before <= $2 AND ${mayBeTried(kind, 'w.id')} ORDER BY w.not_before, w.id LIMIT $3`,
      [kind, await this.db.now(), AT_ONCE],
    );
    return this.rows.each(kind, due, (tx, { id }) => this.one(tx, id, task));
  }

  /** False where another worker has the row. */
  private async one(tx: Tx, id: string, task: TicketTask): Promise<boolean> {
    const claimed = await tx.maybe<{ ticketId: string; cycle: number; timerId: string }>(
      `SELECT ticket_id AS "ticketId", cycle, coalesce(data ->> 'timer', '') AS "timerId" FROM ticket_work WHERE id = $1 AND state = 'pending' FOR UPDATE SKIP LOCKED`,
      [id],
    );
    if (!claimed) return false;
    const t = await this.tickets.lock(tx, claimed.ticketId, SYSTEM);
    if (await task(tx, t, claimed.cycle, claimed.timerId)) await this.tickets.save(tx, t);
    await tx.run(`UPDATE ticket_work SET state = 'done' WHERE id = $1`, [id]);
    return true;
  }
}

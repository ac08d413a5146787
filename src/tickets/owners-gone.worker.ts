import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import type { DueWork } from '../platform/jobs/due-work';
import { LOG } from '../platform/runtime';
import { TicketCare } from './ticket-care.service';
import { isLive, orderBy } from './ticket-order.rules';

const BATCH = 50;

// Person by person, so that each is one look into the index of owners: as a plain join it read every ticket, once a second.
const LEFT_BEHIND = statement(
  'tickets.left-behind',
  `SELECT t.id FROM staff s CROSS JOIN LATERAL (
     SELECT t.id FROM ticket t WHERE t.owner_id = s.id AND ${isLive('t')} ORDER BY ${orderBy('urgency', 't')} LIMIT ${String(BATCH)}) t
   WHERE s.status = 'left' LIMIT ${String(BATCH)}`,
);

// Of a desk that ended nothing is left after the first time: the index finds nothing.
const LEFT_BY_DESK = statement(
  'tickets.left-by-desk',
  `SELECT t.id FROM desk d CROSS JOIN LATERAL (
     SELECT t.id FROM ticket t WHERE t.desk_id = d.id AND t.state NOT IN ('closed', 'merged', 'void') LIMIT ${String(BATCH)}) t
   WHERE d.ends_at <= (SELECT desk_now()) LIMIT ${String(BATCH)}`,
);

/**
 * Tickets of people who have left go back into the team's queue (edge 77), those of a partner whose contract has ended come back to the house
 * (edge 80), and the lead hears of each. What was promised stays promised.
 */
@Injectable()
export class OwnersGoneWork implements DueWork {
  readonly name = 'owners-gone';
  readonly queue = 'notify';

  constructor(
    private readonly db: Database,
    private readonly care: TicketCare,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Returns how many tickets were freed; one that fails is tried again with the next sweep and holds up no other. */
  async run(): Promise<number> {
    const [left, partners] = [await this.db.rows<{ id: string }>(LEFT_BEHIND), await this.db.rows<{ id: string }>(LEFT_BY_DESK)];
    let freed = 0;
    for (const { id } of left) if (await this.free(id, (tx) => this.care.ownerHasLeft(tx, id))) freed += 1;
    for (const { id } of partners) if (await this.free(id, (tx) => this.care.deskHasEnded(tx, id))) freed += 1;
    return freed;
  }

  private async free(ticket: string, work: (tx: Tx) => Promise<void>): Promise<boolean> {
    try {
      await this.db.transaction(work);
      return true;
    } catch (error) {
      this.log.warn({ ticket, err: error }, 'a ticket of somebody who is gone could not be freed; trying again');
      return false;
    }
  }
}

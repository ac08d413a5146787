import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
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

/** Tickets of people who have left go back into the team's queue, and the lead hears of each (edge 77). What was promised stays promised. */
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
    const left = await this.db.rows<{ id: string }>(LEFT_BEHIND);
    let freed = 0;
    for (const { id } of left) if (await this.free(id)) freed += 1;
    return freed;
  }

  private async free(id: string): Promise<boolean> {
    try {
      await this.db.transaction((tx) => this.care.ownerHasLeft(tx, id));
      return true;
    } catch (error) {
      this.log.warn({ ticket: id, err: error }, 'a ticket of somebody who has left could not be freed; trying again');
      return false;
    }
  }
}

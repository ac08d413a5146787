import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { DueWork } from '../platform/jobs/due-work';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { TicketCare } from './ticket-care.service';
import { isLive, orderBy } from './ticket-order.rules';

const BATCH = 50;

// Person by person, so that each is one look into the index of owners: as a plain join it read every ticket, once a second.
const LEFT_BEHIND = statement(
  'tickets.left-behind',
  `SELECT t.id FROM staff s CROSS JOIN LATERAL (
     SELECT t.id FROM ticket t WHERE t.owner_id = s.id AND ${isLive('t')} AND ${mayBeTried('owner_left', 't.id')} ORDER BY ${orderBy('urgency', 't')} LIMIT ${String(BATCH)}) t
   WHERE s.status = 'left' LIMIT ${String(BATCH)}`,
);

// Of a desk that ended nothing is left after the first time: the index finds nothing.
const LEFT_BY_DESK = statement(
  'tickets.left-by-desk',
  `SELECT t.id FROM desk d CROSS JOIN LATERAL (
     SELECT t.id FROM ticket t WHERE t.desk_id = d.id AND t.state NOT IN ('closed', 'merged', 'void') AND ${mayBeTried('desk_ended', 't.id')} LIMIT ${String(BATCH)}) t
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
    private readonly rows: RowByRow,
  ) {}

  /** Returns how many tickets were freed. */
  async run(): Promise<number> {
    const left = await this.rows.each('owner_left', await this.some(LEFT_BEHIND), (tx, { ticketId }) =>
      this.care.ownerHasLeft(tx, ticketId).then(() => true),
    );
    const ended = await this.rows.each('desk_ended', await this.some(LEFT_BY_DESK), (tx, { ticketId }) =>
      this.care.deskHasEnded(tx, ticketId).then(() => true),
    );
    return left + ended;
  }

  private async some(which: typeof LEFT_BEHIND): Promise<{ id: string; ticketId: string }[]> {
    return (await this.db.rows<{ id: string }>(which)).map(({ id }) => ({ id, ticketId: id }));
  }
}

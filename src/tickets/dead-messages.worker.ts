import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { DueWork } from '../platform/jobs/due-work';
import { RowByRow } from '../platform/jobs/row-by-row';
import { TicketAlarms } from './ticket-alarms.service';

/** Messages that will never arrive: nobody waits for an answer to what was never asked, and a ticket says when no way to its customer is left. */
@Injectable()
export class DeadMessagesWork implements DueWork {
  readonly name = 'dead-messages';
  readonly queue = 'notify';

  constructor(
    private readonly db: Database,
    private readonly messages: MessagesService,
    private readonly alarms: TicketAlarms,
    private readonly rows: RowByRow,
  ) {}

  /** Returns how many were settled. */
  async run(): Promise<number> {
    return this.rows.each('dead_message', await this.messages.unsettledDead(this.db), async (tx, { id, kind, ticketId }) => {
      await this.alarms.notDelivered(tx, ticketId, kind === 'question');
      await this.messages.settled(tx, id);
      return true;
    });
  }
}

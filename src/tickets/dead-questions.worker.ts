import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { DueWork } from '../platform/jobs/due-work';
import { TicketAlarms } from './ticket-alarms.service';

/** Questions that could not be delivered: nobody waits for an answer to what was never asked. */
@Injectable()
export class DeadQuestionsWork implements DueWork {
  readonly name = 'dead-questions';
  readonly queue = 'notify';

  constructor(
    private readonly db: Database,
    private readonly messages: MessagesService,
    private readonly alarms: TicketAlarms,
  ) {}

  async run(): Promise<number> {
    const dead = await this.messages.unsettledDead(this.db, 'question');
    for (const { id, ticketId } of dead) {
      await this.db.transaction(async (tx) => {
        await this.alarms.questionNotDelivered(tx, ticketId);
        await this.messages.settled(tx, id);
      });
    }
    return dead.length;
  }
}

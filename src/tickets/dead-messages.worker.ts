import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type MessageKind, MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { DueWork } from '../platform/jobs/due-work';
import { LOG } from '../platform/runtime';
import { TicketAlarms } from './ticket-alarms.service';

interface Dead {
  id: string;
  kind: MessageKind;
  ticketId: string;
}

/** Messages that will never arrive: nobody waits for an answer to what was never asked, and a ticket says when no way to its customer is left. */
@Injectable()
export class DeadMessagesWork implements DueWork {
  readonly name = 'dead-messages';
  readonly queue = 'notify';

  constructor(
    private readonly db: Database,
    private readonly messages: MessagesService,
    private readonly alarms: TicketAlarms,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Returns how many were settled; one that fails is tried again with the next sweep and holds up no other. */
  async run(): Promise<number> {
    let settled = 0;
    for (const dead of await this.messages.unsettledDead(this.db)) if (await this.settle(dead)) settled += 1;
    return settled;
  }

  private async settle({ id, kind, ticketId }: Dead): Promise<boolean> {
    try {
      await this.db.transaction(async (tx) => {
        await this.alarms.notDelivered(tx, ticketId, kind === 'question');
        await this.messages.settled(tx, id);
      });
      return true;
    } catch (error) {
      this.log.warn({ message: id, err: error }, 'a ticket could not be told that its message never arrived; trying again');
      return false;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Database } from '../platform/database/database';
import { type ClaimedMessage, Outbox } from './outbox.service';
import { Troubles } from './troubles.service';

export interface Ended {
  message: ClaimedMessage;
  why: string;
  /** Should somebody of ours know? */
  tell: boolean;
  /** There is no mailbox behind this address. */
  deadAddress?: string;
}

/** Ends messages that did not leave or may have arrived, and all that follows from it, in one transaction. */
@Injectable()
export class Endings {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly customers: CustomersService,
    private readonly troubles: Troubles,
  ) {}

  async end(state: 'dead' | 'uncertain' | 'cancelled', ended: readonly Ended[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = ended.map(({ message, why }) => ({ id: message.id, leaseToken: message.leaseToken, why }));
      const ours = await this.outbox.settleEnded(tx, state, rows);
      const really = ended.filter(({ message }) => ours.has(message.id));
      const addresses = new Set(really.flatMap((one) => one.deadAddress ?? []));
      // Always in the same order: two processes that mark the same addresses must not wait for each other.
      for (const address of [...addresses].sort()) await this.customers.markDead(tx, 'email', address);
      const told = really.filter(({ message, tell }) => tell && message.class !== 'staff');
      await this.troubles.tell(
        tx,
        told.map(({ message: { id, ticketId, kind }, why }) => ({ messageId: id, ticketId, kind, state, why })),
      );
    });
  }

  /** Ends the leases of processes that died. Returns how many messages it touched. */
  async reap(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { uncertain, count } = await this.outbox.reap(tx);
      const why = 'the program ended while this was being sent';
      await this.troubles.tell(
        tx,
        uncertain
          .filter((one) => one.class !== 'staff')
          .map(({ id, ticketId, kind }) => ({ messageId: id, ticketId, kind, state: 'uncertain', why })),
      );
      return count;
    });
  }
}

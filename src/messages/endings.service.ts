import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { MovingOn } from './moving-on.service';
import { type ClaimedMessage, Outbox, type Reaped } from './outbox.service';
import { TaskWriting } from './task-writing.service';
import { type Trouble, Troubles } from './troubles.service';
import { addressKindOf } from './ways.rules';

export interface Ended {
  message: ClaimedMessage;
  why: string;
  /** Should somebody of ours know? */
  tell: boolean;
  /** There is no mailbox behind this address. */
  deadAddress?: string;
}

/** How the reason begins where a text asks for something that nobody knows. */
const MISSING = 'missing: ';

/** Ends messages that did not leave or may have arrived, and all that follows from it, in one transaction. */
@Injectable()
export class Endings {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly customers: CustomersService,
    private readonly troubles: Troubles,
    private readonly movingOn: MovingOn,
    private readonly tasks: TaskWriting,
  ) {}

  async end(state: 'dead' | 'uncertain' | 'cancelled', ended: readonly Ended[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = ended.map(({ message, why }) => ({ id: message.id, leaseToken: message.leaseToken, why }));
      const ours = await this.outbox.settleEnded(tx, state, rows);
      const really = ended.filter(({ message }) => ours.has(message.id));
      await this.markDead(tx, really);
      const now = await tx.now();
      const told: Trouble[] = [];
      for (const one of really) {
        const trouble = await this.trouble(tx, state, one, now);
        if (trouble && one.message.class !== 'staff') told.push(trouble);
      }
      await this.troubles.tell(tx, told);
    });
  }

  /** What its owner is told; null where nothing is worth telling. A dead one goes on by the customer's next way, where there is one. */
  private async trouble(
    tx: Tx,
    state: 'dead' | 'uncertain' | 'cancelled',
    { message, why, tell }: Ended,
    now: Date,
  ): Promise<Trouble | null> {
    const { id, ticketId, kind, customerId } = message;
    if (state === 'cancelled' && why.startsWith(MISSING) && message.class !== 'staff')
      await this.tasks.unwritten(tx, { messageId: id, ticketId, kind, customerId, missing: why.slice(MISSING.length), now });
    const way = state === 'dead' ? await this.movingOn.take(tx, { ...message, reference: null, why }, now) : null;
    if (way) return { messageId: id, ticketId, kind, state: 'moved', why: `by ${way.channel}. ${why}` };
    return tell ? { messageId: id, ticketId, kind, state, why } : null;
  }

  /** Always in the same order: two processes that mark the same addresses must not wait for each other. */
  private async markDead(tx: Tx, ended: readonly Ended[]): Promise<void> {
    const dead = new Map<string, { kind: 'email' | 'phone' | 'post'; address: string }>();
    for (const { message, deadAddress } of ended) {
      const kind = addressKindOf(message.channel);
      if (deadAddress !== undefined && kind !== null) dead.set(`${kind}:${deadAddress}`, { kind, address: deadAddress });
    }
    for (const key of [...dead.keys()].sort()) {
      const one = dead.get(key);
      if (one) await this.customers.markDead(tx, one.kind, one.address);
    }
  }

  /** Ends the leases of processes that died. Returns how many messages it touched. */
  async reap(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { uncertain, count } = await this.outbox.reap(tx);
      const why = 'the program ended while this was being sent';
      await this.troubles.tell(
        tx,
        uncertain.filter(isTold).map(({ id, ticketId, kind }) => ({ messageId: id, ticketId, kind, state: 'uncertain', why })),
      );
      return count;
    });
  }
}

/** Of a text the provider is asked first; a person hears of it only where that does not help. */
function isTold({ class: messageClass, channel }: Reaped): boolean {
  return messageClass !== 'staff' && channel !== 'sms';
}

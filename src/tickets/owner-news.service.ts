import { Injectable } from '@nestjs/common';
import { NAMED_AFTER_MS } from '../messages/journey.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import type { LockedTicket } from './locked-ticket.dto';

const NOT_FIXED_YET: readonly TicketState[] = ['new', 'open', 'waiting_customer'];
/** Their end is when the customer hears from us. */
const NEWS_CLOCKS: readonly (string | null)[] = ['contact', 'update', 'promise'];

/** Tells the customer who looks after the complaint, and that we could not reach them (domain.md 6.1). */
@Injectable()
export class OwnerNews {
  constructor(private readonly messages: MessagesService) {}

  /**
   * Somebody new looks after it. It waits for half an hour: mostly that person has written by then, and of several names only the last one matters.
   * Nothing where the work is done, or nobody has it.
   */
  async named(tx: Tx, t: LockedTicket): Promise<void> {
    const { row, now } = t;
    await this.messages.cancelOutdated(tx, row.id, ['owner_named']);
    if (row.ownerId === null || !NOT_FIXED_YET.includes(row.state)) return;
    const notBefore = new Date(now.getTime() + NAMED_AFTER_MS);
    const isNews = NEWS_CLOCKS.includes(row.nextClock) && row.nextDueAt !== null && row.nextDueAt > notBefore;
    await this.messages.plan(tx, {
      ...this.about(t, 'owner_named'),
      vars: { promise: isNews ? (row.nextDueAt?.toISOString() ?? null) : null },
      notBefore,
      now,
    });
  }

  /** Somebody called and reached nobody: the customer learns when we try again. */
  async callMissed(tx: Tx, t: LockedTicket, nextTry: Date | undefined): Promise<void> {
    await this.messages.cancelOutdated(tx, t.row.id, ['missed_call']);
    await this.messages.plan(tx, { ...this.about(t, 'missed_call'), vars: { nextTry: nextTry?.toISOString() ?? null }, now: t.now });
  }

  private about({ row }: LockedTicket, kind: 'owner_named' | 'missed_call') {
    return {
      effectKey: `ticket:${row.id}:${String(row.cycle)}:${String(row.eventSeq)}:${kind}`,
      kind,
      class: 'service' as const,
      ticketId: row.id,
      customerId: row.customerId,
      cycle: row.cycle,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';
import type { Actor } from '../staff/actor.dto';
import { Refused } from '../platform/errors';
import type { LockedTicket } from './locked-ticket.dto';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import { TicketMoves } from './ticket-moves.service';

export interface ContactRow {
  kind: 'complaint' | 'message' | 'call' | 'reply' | 'note';
  channel: 'phone' | 'email' | 'chat' | 'in_person' | 'web_form' | 'letter' | 'page' | 'sms';
  direction: 'in' | 'out' | 'inside';
  human: boolean;
  text: string;
  at?: Date;
  fromAddress?: string;
  visitor?: boolean;
  sourceKey?: string;
  /** How long a caller waited before anybody answered. */
  waitSeconds?: number;
  messageId?: string;
}

/** What is said on a ticket: contacts, news and the promise of the next one. */
@Injectable()
export class TicketTalk {
  constructor(private readonly moves: TicketMoves) {}

  /** One exchange, kept on the ticket. Returns its id; the same `sourceKey` twice gives null. */
  async keep(tx: Tx, t: LockedTicket, contact: ContactRow, by: Actor): Promise<string | null> {
    const id = uuidv7();
    const written = await tx.run(
      `INSERT INTO contact (id, ticket_id, customer_id, kind, channel, direction, human, visitor, from_address, staff_id, text, wait_seconds, source_key, message_id, at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (source_key) DO NOTHING`,
      [
        id,
        t.row.id,
        contact.visitor ? null : t.row.customerId,
        contact.kind,
        contact.channel,
        contact.direction,
        contact.human,
        contact.visitor ?? false,
        contact.fromAddress ?? null,
        by.staffId,
        contact.text,
        contact.waitSeconds ?? null,
        contact.sourceKey ?? null,
        contact.messageId ?? null,
        contact.at ?? t.now,
        t.now,
      ],
    );
    return written === 1 ? id : null;
  }

  /**
   * A person spoke or wrote to the customer: in `new` this is the first contact, elsewhere it stops a running contact clock, and it is
   * news, which starts the update clock anew (or puts the promised time in its place).
   */
  async humanContact(
    tx: Tx,
    t: LockedTicket,
    contact: { how: 'call' | 'met' | 'letter' | 'reply' | 'chat'; note: string; channel: string },
    by: Actor,
    nextNewsAt?: Date,
  ): Promise<void> {
    if (FINAL_STATES.includes(t.row.state)) {
      await this.moves.record(tx, t, { kind: 'message', data: { channel: contact.channel, how: contact.how } }, by);
      return;
    }
    this.checkNextNews(t, nextNewsAt, t.row.state === 'new');
    if (t.row.state === 'new') {
      await this.moves.move(tx, t, 'first_contact', { contact: { how: contact.how, note: contact.note } }, by, {
        nextNewsAt,
        data: { channel: contact.channel, how: contact.how },
      });
      if (nextNewsAt) await this.promise(tx, t, nextNewsAt, by);
      return;
    }
    await this.moves.record(tx, t, { kind: 'contact', data: { channel: contact.channel, how: contact.how } }, by);
    await this.moves.applyClocks(tx, t, [{ clock: 'contact', verb: 'stop' }]);
    await this.news(tx, t, by, nextNewsAt);
  }

  /** The customer has heard from us: the running news clock ends and the next one starts. Only while the fix is in work. */
  async news(tx: Tx, t: LockedTicket, by: Actor, nextNewsAt?: Date): Promise<void> {
    if (t.row.state !== 'open') return;
    await this.moves.endPromise(tx, t);
    await this.moves.applyClocks(tx, t, [
      { clock: 'update', verb: 'stop' },
      { clock: 'promise', verb: 'stop' },
      nextNewsAt ? { clock: 'promise', verb: 'arm', dueAt: nextNewsAt } : { clock: 'update', verb: 'arm' },
    ]);
    if (nextNewsAt) await this.promise(tx, t, nextNewsAt, by);
  }

  checkNextNews(t: LockedTicket, nextNewsAt: Date | undefined, willBeOpen = false): void {
    if (!nextNewsAt) return;
    if (t.row.state !== 'open' && !willBeOpen) throw new Refused('next_news', 'News can be promised only while the fix is in work.');
    if (nextNewsAt.getTime() <= t.now.getTime()) throw new Refused('next_news', 'Promise the next news for a time that lies ahead.');
  }

  private async promise(tx: Tx, t: LockedTicket, dueAt: Date, by: Actor): Promise<void> {
    await tx.run(`INSERT INTO promise (id, ticket_id, due_at, by_staff, state, made_at) VALUES ($1, $2, $3, $4, 'open', $5)`, [
      uuidv7(),
      t.row.id,
      dueAt,
      by.staffId,
      t.now,
    ]);
  }
}

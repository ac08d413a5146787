import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { mayReopenByItself, reopenOrLink } from '../lifecycle/closing.rules';
import { TicketCare } from '../tickets/ticket-care.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import { isJustThanks } from './thanks.rules';

/** Something a customer wrote that belongs to a ticket which is there already. */
export interface IncomingText {
  channel: 'email' | 'sms' | 'chat' | 'page';
  text: string;
  at: Date;
  fromAddress: string | null;
  /** Unique name of where it came from; the same one twice changes nothing. */
  sourceKey: string;
  /** False keeps the owner's list of news free of every single line of a chat. */
  tell: boolean;
  /** Our mail server found that it is not from whom it says. */
  isForged?: boolean;
}

/** From whom it is. Only a participant's words have an effect. */
export type Author = 'participant' | 'visitor' | 'machine';

export type Taken =
  | { outcome: 'attached' | 'answered' | 'reopened' | 'thanks' | 'visitor' | 'automatic'; ticketId: string; contactId: string | null }
  /** It must become a ticket of its own, linked to this one or not. */
  | { outcome: 'new'; about: string | null };

/** What an incoming message does to its ticket (settled.md 37): the same for mail, chat, and a visitor's mail that a person has confirmed. */
@Injectable()
export class IncomingMessages {
  constructor(
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly care: TicketCare,
  ) {}

  async take(tx: Tx, ticketId: string, said: IncomingText, author: Author): Promise<Taken> {
    const t = await this.lockLiving(tx, ticketId);
    if (author !== 'machine' && t.row.state === 'void') return { outcome: 'new', about: null };
    if (author === 'participant' && t.row.closedAt && t.row.state === 'closed' && this.isPast(t, said))
      return { outcome: 'new', about: t.row.id };
    const contactId = await this.keep(tx, t, said, author);
    if (contactId === null) return { outcome: 'attached', ticketId: t.row.id, contactId };
    const outcome = await this.effect(tx, t, said, author);
    await this.moves.save(tx, t);
    return { outcome, ticketId: t.row.id, contactId };
  }

  /** The ticket under its lock; of one that was merged away the one it lives on in. */
  async lockLiving(tx: Tx, ticketId: string): Promise<LockedTicket> {
    let id = ticketId;
    for (;;) {
      const { living } = await tx.one<{ living: string }>(
        `WITH RECURSIVE way AS (
           SELECT id, merged_into, 1 AS step FROM ticket WHERE id = $1
           UNION ALL SELECT t.id, t.merged_into, w.step + 1 FROM ticket t JOIN way w ON t.id = w.merged_into WHERE w.step < 100
         ) SELECT id AS living FROM way ORDER BY step DESC LIMIT 1`,
        [id],
      );
      const t = await this.moves.lock(tx, living, SYSTEM);
      // Merged in the moment before we had the lock: go on to where it went.
      if (t.row.mergedInto === null) return t;
      id = t.row.mergedInto;
    }
  }

  /** What a participant's words do. Also for a visitor's mail once a person has said who it is from: then `by` is that person. */
  async participantSays(
    tx: Tx,
    t: LockedTicket,
    said: Omit<IncomingText, 'sourceKey'> & { sourceKey?: string },
    by: Actor = SYSTEM,
  ): Promise<'attached' | 'answered' | 'reopened' | 'thanks'> {
    const ref = `R-${String(t.row.number)}`;
    const details = { data: { channel: said.channel }, cause: said.sourceKey };
    if (t.row.state === 'waiting_customer') {
      await this.moves.move(tx, t, 'customer_answered', { text: said.text, channel: said.channel }, by, details);
      if (said.tell) await this.care.tellOwner(tx, t, 'customer_answered', `The customer has answered on ${ref}. The clock runs again.`);
      return 'answered';
    }
    if (t.row.state === 'closed') return this.afterClosing(tx, t, said, details);
    await this.moves.record(tx, t, { kind: 'customer_wrote', ...details }, by);
    if (said.tell) await this.care.tellOwner(tx, t, 'customer_wrote', `The customer has written on ${ref}.`);
    return 'attached';
  }

  private async keep(tx: Tx, t: LockedTicket, said: IncomingText, author: Author): Promise<string | null> {
    return this.talk.keep(
      tx,
      t,
      {
        kind: 'message',
        channel: said.channel,
        direction: 'in',
        human: author !== 'machine',
        visitor: author === 'visitor',
        text: said.text,
        at: said.at,
        fromAddress: said.fromAddress ?? undefined,
        sourceKey: said.sourceKey,
      },
      SYSTEM,
    );
  }

  private async effect(
    tx: Tx,
    t: LockedTicket,
    said: IncomingText,
    author: Author,
  ): Promise<Exclude<Taken, { outcome: 'new' }>['outcome']> {
    const ref = `R-${String(t.row.number)}`;
    if (author === 'machine') {
      await this.moves.record(tx, t, { kind: 'automatic_mail', data: { channel: said.channel }, cause: said.sourceKey }, SYSTEM);
      return 'automatic';
    }
    if (author === 'visitor') {
      await this.moves.record(tx, t, { kind: 'visitor_wrote', data: { channel: said.channel }, cause: said.sourceKey }, SYSTEM);
      await this.care.tellOwner(
        tx,
        t,
        'visitor_wrote',
        said.isForged
          ? `A mail about ${ref} may be forged: the check of its sender failed. Look who it is before you answer.`
          : `A mail about ${ref} came from an address we do not know. Look who it is before you answer.`,
      );
      return 'visitor';
    }
    return this.participantSays(tx, t, said);
  }

  /** Past the window in which it opens again by itself; thanks are attached whenever they come. */
  private isPast(t: LockedTicket, said: IncomingText): boolean {
    return t.row.closedAt !== null && !isJustThanks(said.text) && reopenOrLink(t.row.closedAt, t.now, SYSTEM.roles) === 'new_linked_ticket';
  }

  private async afterClosing(
    tx: Tx,
    t: LockedTicket,
    said: Pick<IncomingText, 'text' | 'channel'>,
    details: { data: Record<string, unknown>; cause: string | undefined },
  ): Promise<'attached' | 'reopened' | 'thanks'> {
    const ref = `R-${String(t.row.number)}`;
    const thanks = isJustThanks(said.text);
    if (
      !thanks &&
      (await this.mayReopen(tx, t)) &&
      (await this.moves.tryMove(tx, t, 'reopen', { reason: 'The customer wrote again.' }, SYSTEM, details))
    ) {
      t.row.autoReopened += 1;
      await this.care.tellOwner(tx, t, 'reopened', `${ref} is open again: the customer has written after it was closed.`);
      return 'reopened';
    }
    await this.moves.record(tx, t, { kind: thanks ? 'customer_thanked' : 'customer_wrote', ...details }, SYSTEM);
    const sentence = thanks
      ? `The customer says thank you on ${ref}, which is closed. Look whether that is all.`
      : `The customer has written on ${ref}, which is closed. It was reopened too often to open by itself: look at it.`;
    await this.care.tellOwner(tx, t, thanks ? 'customer_thanked' : 'look_at_closed', sentence);
    return thanks ? 'thanks' : 'attached';
  }

  /** The brake on reopening (settled.md 35): two machines must not keep each other busy through us. */
  async mayReopen(tx: Tx, t: LockedTicket): Promise<boolean> {
    const earlier = await tx.rows<{ at: Date }>(
      `SELECT at FROM ticket_event WHERE ticket_id = $1 AND kind = 'reopen' AND actor_kind = 'system'`,
      [t.row.id],
    );
    return mayReopenByItself(
      earlier.map((row) => row.at),
      t.now,
    );
  }
}

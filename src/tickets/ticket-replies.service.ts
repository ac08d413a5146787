import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { LockedTicket } from './locked-ticket.dto';
import type { ReplyPreviewView } from './reply-preview.dto';
import { ReplyMessages } from './reply-messages.service';
import type { ReplyBody } from './ticket.dto';
import { TicketCommands } from './ticket-commands.service';
import { TicketMoves } from './ticket-moves.service';
import { TicketTalk } from './ticket-talk.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

/** Answers that people write to the customer, by mail, as a text or in the chat. */
@Injectable()
export class TicketReplies {
  constructor(
    private readonly db: Database,
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly out: ReplyMessages,
  ) {}

  /** The message is in the outbox when this answers; a first answer is the first contact. */
  reply(ref: string, b: ReplyBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      await this.write(tx, t, b, by);
    });
  }

  /**
   * The answer as the customer would get it, but for the ends of links: it is written, looked at and taken back in one transaction, so that nothing of it stays. Missing
   * (404), Refused (409) with the sentence that sending it would be refused with.
   */
  preview(ref: string, b: ReplyBody, by: Actor): Promise<ReplyPreviewView> {
    return this.db.transaction(async (tx) => {
      const t = await this.moves.lock(tx, ref, by);
      await tx.run('SAVEPOINT before');
      const messageId = await this.write(tx, t, b, by);
      await this.moves.save(tx, t);
      const look = await this.out.look(tx, messageId, b, by);
      await tx.run('ROLLBACK TO SAVEPOINT before');
      tx.wakes.clear();
      return look;
    });
  }

  private async write(tx: Tx, t: LockedTicket, b: ReplyBody, by: Actor): Promise<string | null> {
    if (t.row.state === 'void') throw new Refused('state', 'This ticket is void: there is nobody to answer.');
    await this.out.checkReachable(tx, t, b.channel);
    this.talk.checkNextNews(t, b.nextNewsAt, t.row.state === 'new');
    const how = b.channel === 'chat' ? 'chat' : 'reply';
    await this.talk.humanContact(tx, t, { how, note: b.text, channel: b.channel }, by, b.nextNewsAt);
    const messageId = await this.out.plan(tx, t, b);
    await this.talk.keep(
      tx,
      t,
      { kind: 'reply', channel: b.channel, direction: 'out', human: true, text: b.text, messageId: messageId ?? undefined },
      by,
    );
    return messageId;
  }
}

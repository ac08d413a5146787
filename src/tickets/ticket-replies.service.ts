import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { ReplyBody } from './ticket.dto';
import { TicketCommands } from './ticket-commands.service';
import { TicketTalk } from './ticket-talk.service';
import type { TicketStub, TicketView } from './ticket-view.dto';

/** Answers that people write to the customer, by mail or in the chat. */
@Injectable()
export class TicketReplies {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly talk: TicketTalk,
    private readonly messages: MessagesService,
  ) {}

  /** The message is in the outbox when this answers; a first answer is the first contact. */
  reply(ref: string, b: ReplyBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      if (t.row.state === 'void') throw new Refused('state', 'This ticket is void: there is nobody to answer.');
      const reachable = await this.messages.reachable(tx, t.row.customerId, b.channel, t.row.id);
      if (!reachable.ok) throw new Refused('reachable', reachable.why);
      this.talk.checkNextNews(t, b.nextNewsAt, t.row.state === 'new');
      await this.talk.humanContact(
        tx,
        t,
        { how: b.channel === 'chat' ? 'chat' : 'reply', note: b.text, channel: b.channel },
        by,
        b.nextNewsAt,
      );
      const messageId = await this.messages.plan(tx, {
        effectKey: `ticket:${t.row.id}:${String(t.row.cycle)}:${String(t.row.eventSeq)}:reply:${String(t.row.version)}`,
        kind: 'staff_reply',
        class: 'service',
        channel: b.channel,
        ticketId: t.row.id,
        customerId: t.row.customerId,
        cycle: t.row.cycle,
        vars: { text: b.text, subject: b.subject ?? t.row.title, nextNews: b.nextNewsAt?.toISOString() ?? null },
        automatic: false,
        now: t.now,
      });
      await this.talk.keep(
        tx,
        t,
        { kind: 'reply', channel: b.channel, direction: 'out', human: true, text: b.text, messageId: messageId ?? undefined },
        by,
      );
    });
  }
}

import { Injectable } from '@nestjs/common';
import { MessageLooks } from '../messages/message-looks.service';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { LockedTicket } from './locked-ticket.dto';
import type { ReplyPreviewView } from './reply-preview.dto';
import type { ReplyBody } from './ticket.dto';

/** The message behind an answer that somebody writes. */
@Injectable()
export class ReplyMessages {
  constructor(
    private readonly messages: MessagesService,
    private readonly looks: MessageLooks,
  ) {}

  /** Refused (409) with the reason where the customer cannot be reached this way. */
  async checkReachable(tx: Tx, t: LockedTicket, channel: ReplyBody['channel']): Promise<void> {
    const reachable = await this.messages.reachable(tx, t.row.customerId, channel, t.row.id);
    if (!reachable.ok) throw new Refused('reachable', reachable.why);
  }

  plan(tx: Tx, t: LockedTicket, b: ReplyBody): Promise<string | null> {
    return this.messages.plan(tx, {
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
  }

  /** How it reads; in a chat the words stand as they were typed. */
  async look(tx: Tx, messageId: string | null, { channel, text }: ReplyBody): Promise<ReplyPreviewView> {
    if (messageId === null) throw new Refused('reachable', 'There is no way to reach the customer.');
    return channel === 'chat' ? { subject: null, text, html: null } : this.looks.of(tx, messageId);
  }
}

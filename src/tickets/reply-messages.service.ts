import { Injectable } from '@nestjs/common';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import { MessageLooks } from '../messages/message-looks.service';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { escapeHtml } from '../templates/html-text.rules';
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

  /** How it reads; in a chat the words stand as they were typed. Partner desks read a first name where the customer reads the whole one. */
  async look(tx: Tx, messageId: string | null, { channel, text }: ReplyBody, by: Actor): Promise<ReplyPreviewView> {
    if (messageId === null) throw new Refused('reachable', 'There is no way to reach the customer.');
    if (channel === 'chat') return { subject: null, text, html: null };
    const look = await this.looks.of(tx, messageId);
    if (seesContactData(by.roles)) return look;
    const { name } = await tx.one<{ name: string | null }>(
      'SELECT c.name FROM message m JOIN customer c ON c.id = m.customer_id WHERE m.id = $1',
      [messageId],
    );
    const first = firstName(name);
    if (name === null || first === null) return look;
    return { ...look, text: look.text.replaceAll(name, first), html: look.html?.replaceAll(escapeHtml(name), escapeHtml(first)) ?? null };
  }
}

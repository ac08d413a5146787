import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { IncomingMessages } from '../intake/incoming.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { TooOften } from '../platform/errors';
import { SYSTEM } from '../staff/actor.dto';
import { TicketOpening } from '../tickets/ticket-opening.service';
import type { ChatLineView, WriteLine } from './chat.dto';
import { type Chat, Chats, LINE_COLUMNS, RESUME_UNTIL } from './chats.service';

const MOST_LINES_A_MINUTE = 10;

/** What a customer writes in a chat: the first line opens the ticket, every other one reaches it like a mail (settled.md 39). */
@Injectable()
export class ChatLines {
  constructor(
    private readonly db: Database,
    private readonly chats: Chats,
    private readonly opening: TicketOpening,
    private readonly incoming: IncomingMessages,
  ) {}

  /** The same `clientLineId` twice is the same line. Missing (404) for an ended chat, TooOften (429) after ten lines in a minute. */
  write(token: string, { clientLineId, text }: WriteLine): Promise<ChatLineView> {
    return this.db.transaction(async (tx) => {
      const chat = await this.chats.lock(tx, token);
      const known = await tx.maybe<ChatLineView>(`SELECT ${LINE_COLUMNS} FROM chat_line l WHERE l.chat_id = $1 AND l.client_line_id = $2`, [
        chat.id,
        clientLineId,
      ]);
      if (known) return known;
      const now = await tx.now();
      await this.brake(tx, chat, now);
      const awaited = await this.followsAnAnswer(tx, chat);
      const id = uuidv7();
      const line = await this.add(tx, chat.id, { id, clientLineId, author: 'customer', text }, now);
      await this.toTicket(tx, chat, { id, text, tell: awaited }, now);
      return line;
    });
  }

  private async brake(tx: Tx, chat: Chat, now: Date): Promise<void> {
    const { count } = await tx.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM chat_line WHERE chat_id = $1 AND author = 'customer' AND at > $2::timestamptz - interval '1 minute'`,
      [chat.id, now],
    );
    if (count >= MOST_LINES_A_MINUTE) throw new TooOften('That was a lot at once. Please wait a minute.', 60);
  }

  /** The owner is told of the first line after an answer, not of each one that follows it. */
  private async followsAnAnswer(tx: Tx, chat: Chat): Promise<boolean> {
    const last = await tx.maybe<{ author: string }>(`SELECT author FROM chat_line WHERE chat_id = $1 ORDER BY seq DESC LIMIT 1`, [chat.id]);
    return last?.author !== 'customer';
  }

  private async add(
    tx: Tx,
    chatId: string,
    line: { id: string; clientLineId: string | null; author: 'customer' | 'system'; text: string },
    now: Date,
  ): Promise<ChatLineView> {
    await tx.run(`UPDATE chat SET resume_until = ${RESUME_UNTIL} WHERE id = $1`, [chatId]);
    return tx.one<ChatLineView>(
      `INSERT INTO chat_line AS l (id, chat_id, client_line_id, author, text, at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${LINE_COLUMNS}`,
      [line.id, chatId, line.clientLineId, line.author, line.text, now],
    );
  }

  private async toTicket(tx: Tx, chat: Chat, line: { id: string; text: string; tell: boolean }, now: Date): Promise<void> {
    const sourceKey = `chat:${line.id}`;
    if (chat.ticketId === null) return this.open(tx, chat, line.text, sourceKey, now, null);
    const said = { channel: 'chat' as const, text: line.text, at: now, fromAddress: null, sourceKey, tell: line.tell };
    const taken = await this.incoming.take(tx, chat.ticketId, said, 'participant');
    if (taken.outcome === 'new') return this.open(tx, chat, line.text, sourceKey, now, taken.about);
    if (taken.ticketId !== chat.ticketId) await tx.run(`UPDATE chat SET ticket_id = $2 WHERE id = $1`, [chat.id, taken.ticketId]);
  }

  private async open(tx: Tx, chat: Chat, text: string, sourceKey: string, now: Date, about: string | null): Promise<void> {
    const { name, email, phone } = chat;
    const isKnown = name !== null || email !== null || phone !== null;
    const { ticketId, view } = await this.opening.openIn(
      tx,
      {
        channel: 'chat',
        text,
        location: chat.locationKey,
        ...(isKnown
          ? { customer: { name: name ?? undefined, email: email ?? undefined, phone: phone ?? undefined, selfReported: true } }
          : {}),
        touchPoint: 'unsure',
        receivedAt: now,
        sourceKey,
        ...(about ? { aboutTicketId: about } : {}),
      },
      SYSTEM,
    );
    await tx.run(`UPDATE chat SET ticket_id = $2 WHERE id = $1`, [chat.id, ticketId]);
    const sentence = `Your complaint has the number ${view.ticket.label}. ${view.promise?.text ?? ''}`.trim();
    await this.add(tx, chat.id, { id: uuidv7(), clientLineId: null, author: 'system', text: sentence }, now);
    tx.wake('send-email', ticketId);
  }
}

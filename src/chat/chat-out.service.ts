import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { MessageClass, MessageKind, MessageVars } from '../messages/message.rules';
import { whyDrop } from '../messages/recheck.rules';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { Metrics } from '../platform/metrics';
import { StaffService } from '../staff/staff.service';
import { RESUME_UNTIL } from './chats.service';

interface WaitingMessage {
  id: string;
  ticketId: string;
  kind: MessageKind;
  class: MessageClass;
  automatic: boolean;
  cycle: number | null;
  vars: MessageVars;
  /** Who wrote it. */
  staffId: string | null;
  /** Since it could leave, in seconds. */
  waited: number;
  number: number;
  ticketState: string;
  ticketCycle: number;
  automaticBlocked: boolean;
  apologyBlocked: boolean;
  followUpBlocked: boolean;
}

const MOST_AT_ONCE = 50;

const IS_DUE = `m.channel = 'chat' AND m.state = 'pending' AND m.not_before <= (SELECT desk_now())
  AND (m.send_before IS NULL OR m.send_before > (SELECT desk_now()))
  AND NOT EXISTS (SELECT 1 FROM channel_pause p WHERE p.channel = 'chat' AND p.until > (SELECT desk_now()))`;
const DUE = statement(
  'chat.due',
  `SELECT m.id, m.to_address AS "chatId" FROM message m WHERE ${IS_DUE} ORDER BY m.seq LIMIT ${String(MOST_AT_ONCE)}`,
);
// In the order in which they were written, whoever else may be sending: what is not settled yet keeps its successors back.
const TAKE = statement(
  'chat.take',
  `SELECT m.id, m.ticket_id AS "ticketId", m.kind, m.class, m.automatic, m.cycle, m.vars,
     (SELECT k.staff_id FROM contact k WHERE k.message_id = m.id LIMIT 1) AS "staffId",
     greatest(extract(epoch FROM desk_now() - greatest(m.not_before, m.created_at)), 0)::float8 AS waited,
     f.number, f.state AS "ticketState", f.cycle AS "ticketCycle", f.automatic_blocked AS "automaticBlocked",
     f.apology_blocked AS "apologyBlocked", f.follow_up_blocked AS "followUpBlocked"
   FROM message m JOIN message_facts f ON f.ticket_id = m.ticket_id
   WHERE m.id = $1 AND ${IS_DUE}
     AND NOT EXISTS (SELECT 1 FROM message e WHERE e.order_key = m.order_key AND e.seq < m.seq AND e.state IN ('pending', 'held', 'sending', 'uncertain'))
   FOR UPDATE OF m SKIP LOCKED`,
);
const CHAT = `SELECT id FROM chat WHERE id = $1 AND resume_until > desk_now() FOR NO KEY UPDATE`;
const LINE = `INSERT INTO chat_line (id, chat_id, author, staff_id, text, at) VALUES ($1, $2, 'staff', $3, $4, desk_now())`;
const SENT = `UPDATE message SET state = 'sent', sent_at = desk_now(), attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, desk_now()),
  provider_ref = $2, last_error = NULL WHERE id = $1`;
const ENDED = `UPDATE message SET state = $2, attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, desk_now()), last_error = $3 WHERE id = $1`;

/**
 * What people answer in a chat becomes a line of it. The line lies in the same database as the message, so both change in one transaction:
 * the lease that an outside provider needs would only add a way to fail in between.
 */
@Injectable()
export class ChatOut {
  constructor(
    private readonly db: Database,
    private readonly staff: StaffService,
    private readonly metrics: Metrics,
  ) {}

  /** How many messages it took. */
  async send(): Promise<number> {
    const due = await this.db.rows<{ id: string; chatId: string }>(DUE);
    let taken = 0;
    for (const { id, chatId } of due) taken += await this.db.transaction((tx) => this.one(tx, id, chatId));
    return taken;
  }

  /** The chat is locked before the message, as a customer's line does it: the other way round the two could wait for each other. */
  private async one(tx: Tx, id: string, chatId: string): Promise<number> {
    const chat = await tx.maybe<{ id: string }>(CHAT, [chatId]);
    const message = await tx.maybe<WaitingMessage>(TAKE, [id]);
    if (!message) return 0;
    const { ticketState: state, ticketCycle: cycle, automaticBlocked, apologyBlocked, followUpBlocked } = message;
    const drop = whyDrop(message, { state, cycle, automaticBlocked, apologyBlocked, followUpBlocked }, null);
    const text = message.vars['text'] ?? message.vars['question'];
    if (drop) await this.end(tx, message, 'cancelled', drop.why);
    else if (typeof text !== 'string' || text === '') await this.end(tx, message, 'dead', 'this kind of message has no words for a chat');
    else if (!chat) await this.end(tx, message, 'dead', 'the chat has ended');
    else await this.say(tx, message, chat.id, text);
    return 1;
  }

  private async say(tx: Tx, message: WaitingMessage, chatId: string, text: string): Promise<void> {
    const lineId = uuidv7();
    await tx.run(LINE, [lineId, chatId, message.staffId, text]);
    await tx.run(`UPDATE chat SET resume_until = ${RESUME_UNTIL} WHERE id = $1`, [chatId]);
    await tx.run(SENT, [message.id, lineId]);
    this.metrics.outboxSeconds.observe({ channel: 'chat' }, message.waited);
  }

  /** Whoever wrote it must know that nobody reads it. */
  private async end(tx: Tx, message: WaitingMessage, state: 'dead' | 'cancelled', why: string): Promise<void> {
    await tx.run(ENDED, [message.id, state, why]);
    if (message.staffId === null) return;
    await this.staff.notify(tx, {
      staffId: message.staffId,
      ticketId: message.ticketId,
      kind: `message_${state}`,
      text: `Your words in the chat of R-${String(message.number)} did not reach the customer: ${why}.`,
      dedupeKey: `message:${message.id}:${state}:${message.staffId}`,
    });
  }
}

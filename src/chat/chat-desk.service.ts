import { Injectable } from '@nestjs/common';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { isLive } from '../tickets/ticket-order.rules';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import type { DeskChatList, DeskChatView, DeskLinesView, DeskLineView } from './chat-desk.dto';

const MOST_CHATS = 100;
const MOST_LINES = 500;
const TYPING_SECONDS = 10;

interface Row {
  id: string;
  number: number;
  state: TicketState;
  restricted: boolean;
  name: string | null;
  lastBy: 'customer' | 'us' | null;
  lastText: string | null;
  lastAt: Date | null;
  unanswered: number;
  waitingSince: Date | null;
  ownerId: string | null;
  ownerName: string | null;
  resumable: boolean;
}

/** The chats that go on, for those who answer them. */
@Injectable()
export class ChatDesk {
  constructor(private readonly db: Database) {}

  /** Of live tickets that this person sees: those who wait first. */
  async list(actor: Actor): Promise<DeskChatList> {
    const params: unknown[] = [];
    const rows = await this.db.rows<Row>(
      `SELECT t.id, t.number, t.state, t.restricted, coalesce(cu.name, k.name) AS name, t.owner_id AS "ownerId", s.name AS "ownerName",
         k.resume_until > desk_now() AS resumable, CASE last.author WHEN 'customer' THEN 'customer' ELSE 'us' END AS "lastBy", last.text AS "lastText", last.at AS "lastAt",
         waits.n AS unanswered, waits.since AS "waitingSince"
       FROM chat k JOIN ticket t ON t.id = k.ticket_id LEFT JOIN customer cu ON cu.id = t.customer_id LEFT JOIN staff s ON s.id = t.owner_id
       LEFT JOIN LATERAL (SELECT l.author, l.text, l.at FROM chat_line l WHERE l.chat_id = k.id ORDER BY l.seq DESC LIMIT 1) last ON true
       LEFT JOIN LATERAL (SELECT count(*)::int AS n, min(l.at) AS since FROM chat_line l WHERE l.chat_id = k.id AND l.author = 'customer'
         AND l.seq > coalesce((SELECT max(o.seq) FROM chat_line o WHERE o.chat_id = k.id AND o.author = 'staff'), 0)) waits ON true
       WHERE k.ticket_id IS NOT NULL AND (k.resume_until > desk_now() OR waits.n > 0) AND ${isLive('t')} AND ${visibleTo(actor, 't', params)}
       ORDER BY waits.since NULLS LAST, last.at DESC, t.id LIMIT ${String(MOST_CHATS)}`,
      params,
    );
    const masked = !seesContactData(actor.roles);
    return { items: rows.map((row) => chatOf(row, masked)) };
  }

  /** What was said, the first line first; then our own words that have not reached the customer. Missing (404) for a ticket that this person does not see. */
  async lines(ref: string, after: string | undefined, actor: Actor): Promise<DeskLinesView> {
    const ticketId = await this.ticket(ref, actor);
    const isSeq = after === undefined || /^\d+$/.test(after);
    const [said, own] = await Promise.all([
      this.db.rows<DeskLineView>(
        `SELECT * FROM (
           SELECT l.id, l.seq, CASE l.author WHEN 'customer' THEN 'customer' ELSE 'us' END AS by, s.name, l.text, l.at, 'said' AS state
           FROM chat k JOIN chat_line l ON l.chat_id = k.id LEFT JOIN staff s ON s.id = l.staff_id
           WHERE k.ticket_id = $1 AND l.seq > coalesce($2::bigint, (SELECT x.seq FROM chat_line x WHERE x.id = $3::uuid), 0)
           ORDER BY l.seq DESC LIMIT ${String(MOST_LINES)}) newest ORDER BY seq`,
        [ticketId, isSeq ? (after ?? null) : null, isSeq ? null : after],
      ),
      this.db.rows<DeskLineView>(
        `SELECT m.id, NULL AS seq, 'us' AS by, (SELECT s.name FROM contact c JOIN staff s ON s.id = c.staff_id WHERE c.message_id = m.id LIMIT 1) AS name,
           coalesce(m.vars ->> 'text', m.vars ->> 'question', '') AS text, m.created_at AS at, CASE m.state WHEN 'dead' THEN 'failed' ELSE 'waiting' END AS state
         FROM message m WHERE m.ticket_id = $1 AND m.channel = 'chat' AND m.state IN ('pending', 'held', 'sending', 'uncertain', 'dead')
         ORDER BY m.seq DESC LIMIT 50`,
        [ticketId],
      ),
    ]);
    return { lines: [...said, ...own.reverse()] };
  }

  /** For ten seconds the customer sees that somebody is writing. Nothing of it is kept. */
  async typing(ref: string, actor: Actor): Promise<void> {
    const ticketId = await this.ticket(ref, actor);
    if (actor.staffId === null) return;
    await this.db.rows(
      `INSERT INTO chat_typing AS y (chat_id, staff_id, until)
       SELECT k.id, $2, desk_now() + make_interval(secs => ${String(TYPING_SECONDS)}) FROM chat k WHERE k.ticket_id = $1 AND k.resume_until > desk_now()
       ON CONFLICT (chat_id) DO UPDATE SET staff_id = EXCLUDED.staff_id, until = EXCLUDED.until`,
      [ticketId, actor.staffId],
    );
  }

  private async ticket(ref: string, actor: Actor): Promise<string> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`;
    const row = await this.db.maybe<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!row) throw new Missing('There is no such ticket.');
    return row.id;
  }
}

function chatOf(row: Row, masked: boolean): DeskChatView {
  const { id, number, state, lastBy, lastText, lastAt, unanswered, waitingSince, resumable } = row;
  return {
    ticket: { id, number, state },
    name: row.restricted ? null : masked ? firstName(row.name) : row.name,
    lastLine: lastBy === null || lastText === null || lastAt === null ? null : { by: lastBy, text: lastText, at: lastAt },
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    ...{ unanswered, waitingSince, resumable },
  };
}

import { Injectable } from '@nestjs/common';
import { Surveys } from '../followup/surveys.service';
import { IncomingMessages } from '../intake/incoming.service';
import type { Tx } from '../platform/database/tx';
import { customerByLink } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import { meant, type Meant, type OpenSurvey, type OtherQuestion } from './open-question.rules';
import type { TextedAnswer } from './texted-answer.rules';

export interface TextedReply {
  from: string;
  text: string;
  at: Date;
  sourceKey: string;
}

// The latest survey of each complaint of whoever has the number, as long as its link would still take an answer.
const SURVEYS = `
  SELECT DISTINCT ON (s.ticket_id) s.ticket_id AS "ticketId", coalesce(s.sent_at, s.created_at) AS "askedAt",
    (SELECT max(coalesce(x.sent_at, x.created_at)) FROM message x WHERE x.ticket_id = s.ticket_id AND x.cycle = s.cycle AND x.channel = 'sms'
       AND x.to_address = $1 AND x.kind IN ('survey', 'survey_reminder') AND x.state IN ('sending', 'sent', 'uncertain')) AS "textedAt",
    (SELECT count(DISTINCT coalesce(o.merged_into, o.id)) > 1 FROM address n JOIN customer o ON o.id = n.customer_id
     WHERE n.kind = 'phone' AND n.value_norm = $1 AND n.state = 'live') AS "isShared"
  FROM address a JOIN customer c ON c.id = a.customer_id OR c.merged_into = a.customer_id
  JOIN ticket t ON t.customer_id = c.id AND t.state NOT IN ('merged', 'void')
  JOIN survey s ON s.ticket_id = t.id LEFT JOIN message m ON m.id = s.message_id
  WHERE a.kind = 'phone' AND a.value_norm = $1 AND a.state = 'live' AND coalesce(s.sent_at, s.created_at) > $2::timestamptz - interval '30 days'
    AND (s.state = 'sent' OR (s.state = 'answered' AND s.answered_at >= $2::timestamptz - interval '1 day')
      OR (s.state = 'planned' AND m.state IN ('sending', 'sent', 'uncertain')))
  ORDER BY s.ticket_id, s.cycle DESC`;
const OTHER = `
  SELECT coalesce(m.sent_at, m.created_at) AS at, t.state = 'waiting_customer' AS "isWaiting" FROM message m JOIN ticket t ON t.id = m.ticket_id
  WHERE m.channel = 'sms' AND m.to_address = $1 AND m.kind IN ('question', 'chase_1', 'chase_2', 'staff_reply') AND m.state IN ('sending', 'sent', 'uncertain')
  ORDER BY m.seq DESC LIMIT 1`;

/** Surveys that are answered by a text message: "2 still leaks" (domain.md 6.8). By the same rules as on the customer's page. */
@Injectable()
export class TextedAnswers {
  constructor(
    private readonly incoming: IncomingMessages,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly surveys: Surveys,
  ) {}

  /** What a text from this number (E.164) is about, before anything is locked. */
  async meant(tx: Tx, number: string, now: Date): Promise<Meant> {
    const surveys = await tx.rows<OpenSurvey>(SURVEYS, [number, now]);
    return surveys.length === 0 ? { what: 'other' } : meant(surveys, await tx.maybe<OtherQuestion>(OTHER, [number]));
  }

  /** The text stays on the ticket, and its mark is the customer's answer. Throws Refused where the survey cannot be answered any more. */
  async take(tx: Tx, ticketId: string, reply: TextedReply, { score, fixed, text }: TextedAnswer): Promise<string> {
    const t = await this.incoming.lockLiving(tx, ticketId);
    if (!(await this.keep(tx, t, reply))) return t.row.id;
    const answer = { score, ...(fixed === null ? {} : { fixed }), ...(text === null ? {} : { text }), channel: 'sms' } as const;
    await this.surveys.answer(tx, t, answer, customerByLink(t.row.id));
    await this.moves.save(tx, t);
    return t.row.id;
  }

  /** Words without a mark after the survey: the ticket does not close before a person has read them. */
  async readFirst(tx: Tx, ticketId: string): Promise<void> {
    const t = await this.incoming.lockLiving(tx, ticketId);
    await this.surveys.readFirst(tx, t);
    await this.moves.save(tx, t);
  }

  private async keep(tx: Tx, t: Parameters<TicketTalk['keep']>[1], { from, text, at, sourceKey }: TextedReply): Promise<boolean> {
    const contact = { kind: 'message', channel: 'sms', direction: 'in', human: true, text, at, fromAddress: from, sourceKey } as const;
    return (await this.talk.keep(tx, t, contact, customerByLink(t.row.id))) !== null;
  }
}

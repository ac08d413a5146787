import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../clocks/clock.rules';
import { blocks } from '../lifecycle/holds.rules';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { REMIND_AFTER_DAYS } from './survey.rules';

const BATCH = 50;
/** A survey that waits longer than this for its reminder (the desk was down) gets none: its window is over. */
const TOO_LATE_DAYS = 7;

interface Silent {
  /** The survey's. */
  id: string;
  ticketId: string;
  cycle: number;
  sentAt: Date;
}

/**
 * One reminder for a survey that nobody answered (domain.md 6.1). It is planned when it is due and not before, so that a customer who answered, left the
 * survey or got back to work meanwhile is never written to; who switched surveys off is found out by the last look before sending.
 */
@Injectable()
export class SurveyReminders {
  constructor(
    private readonly db: Database,
    private readonly moves: TicketMoves,
    private readonly messages: MessagesService,
    private readonly rows: RowByRow,
  ) {}

  /** Returns how many surveys it looked at for good. */
  async run(): Promise<number> {
    const silent = await this.db.rows<Silent>(
      `SELECT s.id, s.ticket_id AS "ticketId", s.cycle, s.sent_at AS "sentAt" FROM survey s
       WHERE s.state = 'sent' AND s.reminded_at IS NULL AND s.sent_at <= (SELECT desk_now()) - make_interval(hours => $1) AND ${mayBeTried('survey_reminder', 's.id')}
       ORDER BY s.sent_at LIMIT ${String(BATCH)}`,
      [REMIND_AFTER_DAYS * 24],
    );
    return this.rows.each('survey_reminder', silent, (tx, one) => this.remind(tx, one).then(() => true));
  }

  private async remind(tx: Tx, { id, ticketId, cycle, sentAt }: Silent): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    const mine = await tx.run(`UPDATE survey SET reminded_at = $2 WHERE id = $1 AND state = 'sent' AND reminded_at IS NULL`, [id, t.now]);
    const isWaiting = t.row.state === 'following_up' && t.row.cycle === cycle && !blocks(t.facts.holds, 'automated_follow_up');
    if (mine === 0 || !isWaiting || t.now.getTime() - sentAt.getTime() >= TOO_LATE_DAYS * DAY_MS) return;
    await this.messages.plan(tx, {
      effectKey: `ticket:${ticketId}:survey_reminder:${String(cycle)}`,
      kind: 'survey_reminder',
      class: 'survey',
      ticketId,
      customerId: t.row.customerId,
      cycle,
      vars: {},
      now: t.now,
    });
  }
}

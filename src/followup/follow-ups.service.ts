import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { MessagesService } from '../messages/messages.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { SYSTEM } from '../staff/actor.dto';
import { blocks } from '../lifecycle/holds.rules';
import { TicketClosing } from '../tickets/ticket-closing.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketWork } from '../tickets/ticket-work.service';
import { DueCalls } from './due-calls.service';
import { SurveyQuota } from './survey-quota.service';
import { followsUpByCall } from './survey.rules';

/** The survey leaves when half of the time to the promised follow-up is over (settled.md 18). */
const SURVEY_SHARE = 0.5;
/** Message states of a mail that the customer may have in hand. */
export const LEFT_THE_HOUSE = `('sending', 'sent', 'uncertain')`;
const BATCH = 50;

interface Ended {
  /** The survey's. */
  id: string;
  ticketId: string;
  cycle: number;
  state: 'sent' | 'dead' | 'cancelled';
  sentAt: Date | null;
  channel: 'email' | 'sms';
  to: string;
}

/** After the one-up: asks how it went, by survey or by a call that is due. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly db: Database,
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly calls: DueCalls,
    private readonly messages: MessagesService,
    private readonly quota: SurveyQuota,
    private readonly work: TicketWork,
    private readonly rows: RowByRow,
  ) {}

  /** Takes up what the step to the follow-up left behind. Returns how many. */
  planDue(): Promise<number> {
    return this.work.each('follow_up', async (tx, t, cycle) => {
      if (t.row.state !== 'following_up' || t.row.cycle !== cycle) return false;
      await this.ask(tx, t);
      return true;
    });
  }

  private async ask(tx: Tx, t: LockedTicket): Promise<void> {
    if (t.row.followUp === 'waived') return this.closing.tryClose(tx, t);
    const { startedAt, dueAt } = await this.promised(tx, t);
    if (followsUpByCall(t.row.severity) || blocks(t.facts.holds, 'automated_follow_up')) return this.calls.open(tx, t, 'follow_up', dueAt);
    if (await this.quota.mayAsk(tx, t)) await this.survey(tx, t, startedAt, dueAt);
  }

  private async survey(tx: Tx, t: LockedTicket, startedAt: Date, dueAt: Date): Promise<void> {
    const notBefore = new Date(startedAt.getTime() + (dueAt.getTime() - startedAt.getTime()) * SURVEY_SHARE);
    const surveyId = uuidv7();
    const messageId = await this.messages.plan(tx, {
      effectKey: `ticket:${t.row.id}:survey:${String(t.row.cycle)}`,
      kind: 'survey',
      class: 'survey',
      ticketId: t.row.id,
      customerId: t.row.customerId,
      cycle: t.row.cycle,
      vars: {},
      notBefore,
      now: t.now,
    });
    await tx.run(
      `INSERT INTO survey (id, ticket_id, cycle, message_id, state, created_at) VALUES ($1, $2, $3, $4, 'planned', $5) ON CONFLICT DO NOTHING`,
      [surveyId, t.row.id, t.row.cycle, messageId, t.now],
    );
    if (messageId === null) await this.calls.open(tx, t, 'no_survey_possible', dueAt);
  }

  /** By when the follow-up is promised; without such a clock in the policy, now. */
  private async promised(tx: Tx, t: LockedTicket): Promise<{ startedAt: Date; dueAt: Date }> {
    const timer = await tx.maybe<{ startedAt: Date; dueAt: Date }>(
      `SELECT started_at AS "startedAt", due_at AS "dueAt" FROM timer WHERE ticket_id = $1 AND cycle = $2 AND clock = 'follow_up' AND state = 'running'`,
      [t.row.id, t.row.cycle],
    );
    return timer ?? { startedAt: t.now, dueAt: t.now };
  }

  /** Surveys whose message has come to an end: sent, or never to be. Returns how many. */
  async settleSent(): Promise<number> {
    const ended = await this.db.rows<Ended>(
      `SELECT s.id, m.ticket_id AS "ticketId", s.cycle, m.state, m.sent_at AS "sentAt", m.channel, m.to_address AS "to"
       FROM survey s JOIN message m ON m.id = s.message_id
       WHERE s.state = 'planned' AND m.state IN ('sent', 'dead', 'cancelled') AND ${mayBeTried('survey_sent', 's.id')} ORDER BY m.seq LIMIT ${String(BATCH)}`,
    );
    return this.rows.each('survey_sent', ended, (tx, one) => this.settle(tx, one).then(() => true));
  }

  /** Whatever kept the survey from leaving (a dead address, a hold, a brake), the customer is still to be asked; unless they want no surveys. */
  private async settle(tx: Tx, one: Ended): Promise<void> {
    const t = await this.moves.lock(tx, one.ticketId, SYSTEM);
    const sent = one.state === 'sent';
    const mine = await tx.run(`UPDATE survey SET state = $2, sent_at = $3 WHERE id = $1 AND state = 'planned'`, [
      one.id,
      sent ? 'sent' : 'cancelled',
      one.sentAt,
    ]);
    if (mine === 0 || t.row.state !== 'following_up' || t.row.cycle !== one.cycle) return;
    if (sent && one.sentAt) await this.surveySent(tx, t, one.sentAt);
    else if (one.state === 'dead' || !(await this.quota.isRefused(tx, t, one))) await this.calls.open(tx, t, 'survey_not_delivered', t.now);
    await this.moves.save(tx, t);
  }

  /** Somebody answers faster than the next look at the outbox: what has left the house counts as sent. */
  async noticeSent(tx: Tx, t: LockedTicket): Promise<void> {
    const left = await tx.maybe<{ sentAt: Date | null }>(
      `UPDATE survey s SET state = 'sent', sent_at = coalesce(m.sent_at, $3) FROM message m
       WHERE s.ticket_id = $1 AND s.cycle = $2 AND s.state = 'planned' AND m.id = s.message_id AND m.state IN ${LEFT_THE_HOUSE}
       RETURNING s.sent_at AS "sentAt"`,
      [t.row.id, t.row.cycle, t.now],
    );
    if (left && t.row.state === 'following_up') await this.surveySent(tx, t, left.sentAt ?? t.now);
  }

  /** The promise was kept when the mail left, not when we noticed (settled.md 18). */
  private async surveySent(tx: Tx, t: LockedTicket, sentAt: Date): Promise<void> {
    t.row.followUp = 'sent';
    await this.moves.record(tx, t, { kind: 'survey_sent' }, SYSTEM);
    await this.moves.applyClocks(tx, { ...t, now: sentAt }, [
      { clock: 'follow_up', verb: 'stop' },
      { clock: 'survey_window', verb: 'arm' },
    ]);
  }
}

import { Injectable } from '@nestjs/common';
import { sameTimeOnOpenDay } from '../calendar/business-days.rules';
import { CalendarService } from '../calendar/calendar.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketClosing } from '../tickets/ticket-closing.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { FollowUps } from './follow-ups.service';
import { effectOf, mayChange } from './survey.rules';

export interface SurveyAnswer {
  score?: number;
  fixed?: boolean;
  ease?: number;
  text?: string;
}

/** Somebody calls within this many working days after a middling answer (domain.md 6.8). */
const CALL_DAYS = 2;

/** Answers to "did we put it right?", and what follows from them at once. */
@Injectable()
export class Surveys {
  constructor(
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly care: TicketCare,
    private readonly followUps: FollowUps,
    private readonly calendars: CalendarService,
  ) {}

  /** Takes the answer under the ticket's lock. The latest within 24 hours counts; the same one twice changes nothing. */
  async answer(tx: Tx, t: LockedTicket, answer: SurveyAnswer, by: Actor): Promise<void> {
    const survey = await tx.maybe<{ id: string; cycle: number; state: string; answeredAt: Date | null }>(
      `SELECT id, cycle, state, answered_at AS "answeredAt" FROM survey WHERE ticket_id = $1 AND state IN ('sent', 'answered') ORDER BY cycle DESC LIMIT 1`,
      [t.row.id],
    );
    if (!survey) throw new Refused('no_survey', 'There is no question open here at the moment.');
    if (survey.answeredAt && !mayChange(survey.answeredAt, t.now)) throw new Refused('answered', 'You have answered already, more than a day ago. Thank you.');
    await tx.run(
      `UPDATE survey SET state = 'answered', score = $2, fixed = $3, ease = $4, comment = $5, answered_at = coalesce(answered_at, $6) WHERE id = $1`,
      [survey.id, answer.score ?? null, answer.fixed ?? null, answer.ease ?? null, answer.text ?? null, t.now],
    );
    // An answer about an attempt that is over is kept, and changes nothing about the present one.
    if (survey.cycle === t.row.cycle) await this.follow(tx, t, answer, by);
  }

  private async follow(tx: Tx, t: LockedTicket, answer: SurveyAnswer, by: Actor): Promise<void> {
    const said = { score: answer.score ?? null, fixed: answer.fixed ?? null, text: answer.text };
    const effect = effectOf(said);
    if (effect === 'bad') return this.bad(tx, t, said, by);
    await this.moves.record(tx, t, { kind: 'survey_answered', data: { score: said.score, fixed: said.fixed } }, by);
    if (effect !== 'read' && t.row.state === 'following_up') t.row.followUp = 'done';
    await this.outcome(tx, t, effect === 'good' ? 'recovered' : 'unknown');
    await this.moves.refresh(tx, t);
    if (effect === 'good') await this.closing.tryClose(tx, t);
    else if (effect === 'call') await this.call(tx, t);
    else await this.care.tellOwner(tx, t, 'read_answer', `The customer of R-${String(t.row.number)} has answered. Please read it before the ticket closes.`);
  }

  /** Back to work within the same moment, to a lead who was not the handler (domain.md 6.8). */
  private async bad(tx: Tx, t: LockedTicket, said: { score: number | null; fixed: boolean | null; text?: string }, by: Actor): Promise<void> {
    await this.outcome(tx, t, 'not_recovered');
    const details = { data: { score: said.score, fixed: said.fixed, channel: 'page' } };
    const event = t.row.state === 'closed' ? ('reopen' as const) : ('bad_answer' as const);
    const input = { answer: said, reason: 'The customer says that it is not right.', channel: 'page' };
    if (t.row.state !== 'following_up' && t.row.state !== 'closed') {
      await this.moves.record(tx, t, { kind: 'survey_answered', ...details }, by);
      return;
    }
    if (await this.moves.tryMove(tx, t, event, input, SYSTEM, details)) {
      await this.care.tellOwner(tx, t, 'bad_answer', `R-${String(t.row.number)} is yours: the customer says that it is not right. Please call.`);
      return;
    }
    await this.moves.record(tx, t, { kind: 'survey_answered', ...details }, by);
    await this.care.tellOwner(tx, t, 'bad_answer', `The customer of R-${String(t.row.number)} says that it is not right, long after it was closed. Please look.`);
  }

  private async call(tx: Tx, t: LockedTicket): Promise<void> {
    const { spec } = await this.calendars.versionAt(tx, t.row.calendarId, t.now);
    await this.followUps.dueCall(tx, t, 'middling_answer', sameTimeOnOpenDay(spec, t.now, CALL_DAYS));
  }

  private async outcome(tx: Tx, t: LockedTicket, value: 'recovered' | 'not_recovered' | 'unknown'): Promise<void> {
    await tx.run(
      `INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at) VALUES ($1, $2, $3, 'survey', $4)
       ON CONFLICT (ticket_id, cycle) DO UPDATE SET value = excluded.value, basis = excluded.basis, decided_at = excluded.decided_at`,
      [t.row.id, t.row.cycle, value, t.now],
    );
  }
}

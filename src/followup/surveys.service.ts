import { Injectable } from '@nestjs/common';
import { sameTimeOnOpenDay } from '../calendar/business-days.rules';
import { CalendarService } from '../calendar/calendar.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { MessagesService } from '../messages/messages.service';
import type { Actor } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketClosing } from '../tickets/ticket-closing.service';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { DueCalls } from './due-calls.service';
import { FollowUps } from './follow-ups.service';
import type { Answer } from '../lifecycle/ticket-facts.rules';
import { Kudos } from './kudos.service';
import { NotRight } from './not-right.service';
import { type AnswerEffect, effectOf, mayChange } from './survey.rules';

export interface SurveyAnswer {
  score?: number;
  fixed?: boolean;
  ease?: number;
  text?: string;
  /** Where it was given; default: the customer's page. */
  channel?: 'page' | 'sms';
}

/** Somebody calls within this many working days after a middling answer (domain.md 6.8). */
const CALL_DAYS = 2;
/** Words without a mark are read within this many. */
const READ_DAYS = 1;

/** What an answer says about the customer (domain.md 7.6). */
const OUTCOMES = { good: 'recovered', bad: 'not_recovered', call: 'unknown', read: 'unknown' } as const;

/** Answers to "did we put it right?", and what follows from them at once. */
@Injectable()
export class Surveys {
  constructor(
    private readonly moves: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly care: TicketCare,
    private readonly followUps: FollowUps,
    private readonly calls: DueCalls,
    private readonly calendars: CalendarService,
    private readonly notRight: NotRight,
    private readonly messages: MessagesService,
    private readonly kudos: Kudos,
  ) {}

  /** Takes the answer under the ticket's lock. The latest within 24 hours counts; the same one twice changes nothing. */
  async answer(tx: Tx, t: LockedTicket, answer: SurveyAnswer, by: Actor): Promise<void> {
    await this.followUps.noticeSent(tx, t);
    const survey = await tx.maybe<{ id: string; cycle: number; state: string; answeredAt: Date | null }>(
      `SELECT id, cycle, state, answered_at AS "answeredAt" FROM survey WHERE ticket_id = $1 AND state IN ('sent', 'answered') ORDER BY cycle DESC LIMIT 1`,
      [t.row.id],
    );
    if (!survey) throw new Refused('no_survey', 'There is no question open here at the moment.');
    if (survey.answeredAt && !mayChange(survey.answeredAt, t.now))
      throw new Refused('answered', 'You have answered already, more than a day ago. Thank you.');
    if (await this.afterCorrection(tx, t, survey.id, answer, by)) return;
    await tx.run(
      `UPDATE survey SET state = 'answered', score = $2, fixed = $3, ease = $4, comment = $5, answered_at = coalesce(answered_at, $6) WHERE id = $1`,
      [survey.id, answer.score ?? null, answer.fixed ?? null, answer.ease ?? null, answer.text ?? null, t.now],
    );
    await this.messages.cancelOutdated(tx, t.row.id, ['survey_reminder']);
    const said = { score: answer.score ?? null, fixed: answer.fixed ?? null, text: answer.text };
    await this.corrected(tx, t, survey, said, by, answer.channel);
  }

  /**
   * A lead has spoken to the customer and put the mark right: that stands, for the outcome too. What the customer says on the page afterwards is kept beside
   * it, and a person above decides. False where nobody corrected anything.
   */
  private async afterCorrection(
    tx: Tx,
    t: LockedTicket,
    id: string,
    { score, fixed, ease, text }: SurveyAnswer,
    by: Actor,
  ): Promise<boolean> {
    const later = [id, score ?? null, fixed ?? null, ease ?? null, text ?? null, t.now];
    const kept = await tx.maybe(
      `UPDATE survey s SET later_score = $2, later_fixed = $3, later_ease = $4, later_comment = $5, later_at = $6
       WHERE s.id = $1 AND EXISTS (SELECT FROM survey_correction c WHERE c.survey_id = s.id) RETURNING s.id`,
      later,
    );
    if (!kept) return false;
    await this.moves.record(tx, t, { kind: 'survey_answered', data: { score: score ?? null, fixed: fixed ?? null, corrected: true } }, by);
    const mark = score === undefined ? 'no mark' : `${String(score)} of 5`;
    const works = fixed === undefined ? '' : fixed ? ', it is fixed' : ', it is not fixed';
    const told = `The customer of R-${String(t.row.number)} answered anew after the correction: ${mark}${works}. The correction still counts. Please read it.`;
    await this.care.tell(tx, t, 'lead', 'read_answer', told, null);
    return true;
  }

  /** What follows from what the customer means, be it their own words or put right by a lead (edge 122). */
  async corrected(
    tx: Tx,
    t: LockedTicket,
    survey: { id: string; cycle: number },
    said: Answer,
    by: Actor,
    channel: 'page' | 'sms' = 'page',
  ): Promise<void> {
    await this.kudos.note(tx, t, survey, said);
    const effect = effectOf(said);
    await this.outcome(tx, t, survey.cycle, OUTCOMES[effect]);
    if (survey.cycle !== t.row.cycle) return this.overtaken(tx, t, said, survey.cycle, by);
    if (effect !== 'bad') return this.follow(tx, t, said, effect, by);
    const reason = said.text || 'The customer says that it is not right.';
    await this.notRight.take(tx, t, { answer: said, reason, sourceKey: `survey:${survey.id}`, kind: 'survey_answered', channel }, by);
  }

  /** An answer about an attempt that is over counts for that attempt and changes nothing about the present one. */
  private async overtaken(tx: Tx, t: LockedTicket, { score, fixed }: Answer, cycle: number, by: Actor): Promise<void> {
    await this.moves.record(tx, t, { kind: 'survey_answered', data: { score, fixed, about: cycle } }, by);
    await this.care.tellOwner(
      tx,
      t,
      'read_answer',
      `The customer of R-${String(t.row.number)} has changed an earlier answer. Please read it.`,
    );
  }

  private async follow(tx: Tx, t: LockedTicket, { score, fixed }: Answer, effect: Exclude<AnswerEffect, 'bad'>, by: Actor): Promise<void> {
    await this.moves.record(tx, t, { kind: 'survey_answered', data: { score, fixed } }, by);
    if (t.row.state === 'following_up') t.row.followUp = effect === 'good' ? 'done' : 'sent';
    await this.moves.refresh(tx, t);
    if (effect === 'good') await this.closing.tryClose(tx, t);
    else if (t.row.state !== 'following_up')
      await this.care.tellOwner(
        tx,
        t,
        'read_answer',
        `The customer of R-${String(t.row.number)} has answered. Please read it, and call if need be.`,
      );
    else if (effect === 'call') await this.calls.open(tx, t, 'middling_answer', await this.inWorkingDays(tx, t, CALL_DAYS));
    else await this.read(tx, t);
  }

  /** Words beside the survey that are no answer to it: somebody reads them before the ticket closes. */
  async readFirst(tx: Tx, t: LockedTicket): Promise<void> {
    if (t.row.state === 'following_up') await this.read(tx, t);
  }

  /** Words that a person must read: until then the ticket does not close by itself. */
  private async read(tx: Tx, t: LockedTicket): Promise<void> {
    await this.moves.applyClocks(tx, t, [{ clock: 'survey_window', verb: 'clear' }]);
    await this.calls.open(tx, t, 'read_answer', await this.inWorkingDays(tx, t, READ_DAYS));
  }

  private async inWorkingDays(tx: Tx, t: LockedTicket, days: number): Promise<Date> {
    const { spec } = await this.calendars.versionAt(tx, t.row.calendarId, t.now);
    return sameTimeOnOpenDay(spec, t.now, days);
  }

  /** What is final after 90 days stays (domain.md 7.6). */
  private async outcome(tx: Tx, t: LockedTicket, cycle: number, value: 'recovered' | 'not_recovered' | 'unknown'): Promise<void> {
    await tx.run(
      `INSERT INTO outcome (ticket_id, cycle, value, basis, decided_at) VALUES ($1, $2, $3, 'survey', $4)
       ON CONFLICT (ticket_id, cycle) DO UPDATE SET value = excluded.value, basis = excluded.basis, decided_at = excluded.decided_at
       WHERE outcome.final_at IS NULL`,
      [t.row.id, cycle, value, t.now],
    );
  }
}

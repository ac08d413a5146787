import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Surveys } from '../followup/surveys.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import type { CorrectSurvey, SurveyList, SurveyView } from './surveys.dto';

const SURVEY = `
  SELECT s.id, s.ticket_id AS "ticketId", s.cycle, s.state, s.sent_at AS "sentAt", s.reminded_at AS "remindedAt", s.answered_at AS "answeredAt",
    s.score, s.fixed, s.ease, nullif(s.comment, '') AS text,
    CASE WHEN s.later_at IS NOT NULL THEN json_build_object('score', s.later_score, 'fixed', s.later_fixed, 'ease', s.later_ease,
      'text', nullif(s.later_comment, ''), 'at', s.later_at) END AS later,
    (SELECT coalesce(json_agg(json_build_object('scoreBefore', c.score_before, 'fixedBefore', c.fixed_before, 'score', c.score, 'fixed', c.fixed,
       'reason', c.reason, 'by', p.name, 'at', c.at) ORDER BY c.at, c.id), '[]')
     FROM survey_correction c JOIN staff p ON p.id = c.corrected_by WHERE c.survey_id = s.id) AS corrections
  FROM survey s`;

/** What customers answered, and what they meant where a mark was given the wrong way round (edge 122). */
@Injectable()
export class SurveyCorrections {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly surveys: Surveys,
  ) {}

  /** The surveys of a ticket, one a cycle. Missing where the person may not see the ticket. */
  async ofTicket(ref: string, by: Actor): Promise<SurveyList> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const [ticket] = await this.db.rows<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!ticket) throw new Missing('There is no such ticket.');
    return { items: await this.db.rows<SurveyView>(`${SURVEY} WHERE s.ticket_id = $1 ORDER BY s.cycle`, [ticket.id]) };
  }

  /** Puts an answer right after somebody spoke to the customer; what follows is what would have followed from the right answer. Refused where there is none. */
  correct(id: string, { score, fixed, reason }: CorrectSurvey, by: Actor): Promise<SurveyView> {
    return this.commands.once(by.command, async (tx) => {
      const about = await tx.maybe<{ ticketId: string }>('SELECT ticket_id AS "ticketId" FROM survey WHERE id = $1', [id]);
      if (!about || by.staffId === null) throw new Missing('There is no such survey.');
      const t = await this.moves.lock(tx, about.ticketId, by);
      const survey = await tx.one<{ cycle: number; state: string; score: number | null; fixed: boolean | null; text: string | null }>(
        'SELECT cycle, state, score, fixed, comment AS text FROM survey WHERE id = $1',
        [id],
      );
      if (survey.state !== 'answered')
        throw new Refused('not_answered', 'The customer has not answered this survey, so there is nothing to correct.');
      if (survey.score === score && survey.fixed === fixed) throw new Refused('same', 'This is what the answer says already.');
      await tx.run(
        `INSERT INTO survey_correction (id, survey_id, score_before, fixed_before, score, fixed, reason, corrected_by, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [uuidv7(), id, survey.score, survey.fixed, score, fixed, reason, by.staffId, t.now],
      );
      await tx.run('UPDATE survey SET score = $2, fixed = $3 WHERE id = $1', [id, score, fixed]);
      await audit(tx, by, 'survey.corrected', `survey:${id}`, { from: { score: survey.score, fixed: survey.fixed }, to: { score, fixed } });
      await this.moves.record(
        tx,
        t,
        { kind: 'survey_corrected', reason, data: { score, fixed, was: survey.score, about: survey.cycle } },
        by,
      );
      await this.surveys.corrected(tx, t, { id, cycle: survey.cycle }, { score, fixed, text: survey.text ?? undefined }, by);
      await this.moves.save(tx, t);
      return view(tx, id);
    });
  }
}

async function view(reader: Reader, id: string): Promise<SurveyView> {
  const [row] = await reader.rows<SurveyView>(`${SURVEY} WHERE s.id = $1`, [id]);
  if (!row) throw new Missing('There is no such survey.');
  return row;
}

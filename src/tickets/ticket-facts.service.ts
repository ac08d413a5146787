import { Injectable } from '@nestjs/common';
import { openDaysBetween } from '../calendar/business-days.rules';
import { CalendarService } from '../calendar/calendar.service';
import { PAUSE_CAP_DAYS, PAUSE_TOTAL_CAP_DAYS, pausedOpenDays } from '../clocks/timer.rules';
import { statement } from '../platform/database/sql';
import type { Reader } from '../platform/database/tx';
import type { HoldKind } from '../lifecycle/holds.rules';
import type { TicketFacts } from '../lifecycle/ticket-facts.rules';
import type { Ticket } from './ticket.entity';

/** A stretch in which the fix clock stood still; `to` is null while it still does. Instants as ISO 8601. */
interface Pause {
  from: string;
  to: string | null;
}

interface FactRow {
  holds: HoldKind[];
  gestureStands: boolean;
  fixDelivered: boolean;
  redressUnpaid: boolean;
  causeRecorded: boolean;
  unknownCauseUsed: boolean;
  surveyWindowOver: boolean;
  answer: { score: number | null; fixed: boolean | null; text: string | null } | null;
  pauses: Pause[];
}

/**
 * Everything about one ticket that does not stand in its own row. A pause is the gap between two segments of one fix timer, or between the
 * last segment and now where the timer is paused; a gap of no length is a change of target and not a pause.
 * $1 ticket, $2 its cycle
 */
const FACTS = statement(
  'ticket-facts',
  `SELECT
     ARRAY(SELECT kind FROM ticket_hold WHERE ticket_id = $1 AND released_at IS NULL ORDER BY set_at, kind) AS holds,
     EXISTS (SELECT 1 FROM gesture_facts WHERE ticket_id = $1 AND state IN ('pending_approval', 'approved', 'offered', 'accepted', 'fulfil_failed',
       'fulfilled', 'redeemed', 'unredeemed')) AS "gestureStands",
     EXISTS (SELECT 1 FROM fix_action WHERE ticket_id = $1 AND cycle = $2) AS "fixDelivered",
     EXISTS (SELECT 1 FROM redress WHERE ticket_id = $1 AND state = 'scheduled') AS "redressUnpaid",
     EXISTS (SELECT 1 FROM ticket_cause WHERE ticket_id = $1 AND main) AS "causeRecorded",
     EXISTS (SELECT 1 FROM fix_action WHERE ticket_id = $1 AND cause_key = 'unknown_yet') AS "unknownCauseUsed",
     EXISTS (SELECT 1 FROM timer WHERE ticket_id = $1 AND cycle = $2 AND clock = 'survey_window' AND state = 'fired') AS "surveyWindowOver",
     (SELECT json_build_object('score', score, 'fixed', fixed, 'text', comment) FROM answer_facts
       WHERE ticket_id = $1 AND cycle = $2 ORDER BY answered_at DESC LIMIT 1) AS answer,
     (SELECT coalesce(json_agg(json_build_object('from', gap.since, 'to', gap.until)), '[]') FROM (
        SELECT s.ended_at AS since, lead(s.started_at) OVER (PARTITION BY s.timer_id ORDER BY s.started_at) AS until, t.state
        FROM timer t JOIN timer_segment s ON s.timer_id = t.id WHERE t.ticket_id = $1 AND t.clock = 'fix') gap
      WHERE gap.until > gap.since OR (gap.until IS NULL AND gap.state = 'paused' AND gap.since IS NOT NULL)) AS pauses`,
);

/** Reads the plain facts that the ticket rules judge by. */
@Injectable()
export class TicketFactsReader {
  constructor(private readonly calendars: CalendarService) {}

  /** The facts of a ticket at `now`. Writing commands hold the ticket's lock while they read them; a view reads them as they are. */
  async read(reader: Reader, row: Ticket, now: Date): Promise<TicketFacts> {
    const [found] = await reader.rows<FactRow>(FACTS, [row.id, row.cycle]);
    if (!found) throw new Error('A SELECT without FROM gave no row.');
    return {
      id: row.id,
      state: row.state,
      severity: row.severity,
      cycle: row.cycle,
      oneUp: row.oneUp,
      gestureStands: found.gestureStands,
      ownerId: row.ownerId,
      customerId: row.customerId,
      subjectStaffId: row.subjectStaffId,
      loggedById: row.loggedBy,
      loggedAt: row.createdAt,
      closedAt: row.closedAt,
      mergedAt: row.mergedAt,
      voidedAt: row.voidedAt,
      closeReason: row.closeReason,
      holds: found.holds.map((kind) => ({ kind })),
      fixDelivered: found.fixDelivered,
      redressUnpaid: found.redressUnpaid,
      causeRecorded: found.causeRecorded,
      unknownCauseUsed: found.unknownCauseUsed,
      followUp: row.followUp,
      lastAnswer: found.answer && { ...found.answer, text: found.answer.text ?? undefined },
      surveyWindowOver: found.surveyWindowOver,
      chasesSent: row.chasesSent,
      ...(await this.waiting(reader, row, found.pauses, now)),
    };
  }

  /** How long we have waited for the customer and whether the pause is used up, in open days of the ticket's calendar. */
  private async waiting(
    reader: Reader,
    row: Ticket,
    pauses: readonly Pause[],
    now: Date,
  ): Promise<Pick<TicketFacts, 'waitingOpenDays' | 'pausedOpenDays' | 'pauseCapReached'>> {
    if (row.waitingSince === null && pauses.length === 0) return { waitingOpenDays: 0, pausedOpenDays: 0, pauseCapReached: false };
    const { spec } = await this.calendars.versionAt(reader, row.calendarId, now);
    const stretches = pauses.map((pause) => ({ from: new Date(pause.from), to: pause.to === null ? now : new Date(pause.to) }));
    const running = pauses.find((pause) => pause.to === null);
    const inThisPause = running ? openDaysBetween(spec, new Date(running.from), now) : 0;
    const inAll = pausedOpenDays(spec, stretches);
    return {
      pausedOpenDays: inAll,
      waitingOpenDays: row.waitingSince === null ? 0 : openDaysBetween(spec, row.waitingSince, now),
      pauseCapReached: inThisPause >= PAUSE_CAP_DAYS || inAll >= PAUSE_TOTAL_CAP_DAYS,
    };
  }
}

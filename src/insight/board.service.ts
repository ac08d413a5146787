import { Injectable } from '@nestjs/common';
import { dueAfter } from '../calendar/business-time.rules';
import { CalendarService, versionAtSql } from '../calendar/calendar.service';
import { HOUR_MS } from '../clocks/clock.rules';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import { Database } from '../platform/database/database';
import { statement, statementOf } from '../platform/database/sql';
import type { Actor } from '../staff/actor.dto';
import { wishConditions } from '../worklist/ticket-list.rules';
import { TicketLists } from '../worklist/ticket-lists.service';
import { isLive } from '../tickets/ticket-order.rules';
import { type BoardScope, countsQuery, type Timed, timedQuery } from './board-counts.rules';
import { BoardLoads } from './board-loads.service';
import type { AskBoard, BoardCountsView, BoardView, DueCallView } from './board.dto';
import { IntakeTimes } from './intake-times.service';

const ROWS = 50;
const SOON_MS = HOUR_MS;

const CALENDARS = statement(
  'insight.calendars',
  `SELECT n.now, c.id, ${versionAtSql('c.id', 'n.now')} AS "versionId" FROM (SELECT desk_now() AS now) n LEFT JOIN calendar c ON true`,
);

interface CallRow extends Omit<DueCallView, 'label' | 'customer' | 'owner' | 'lateByMs'> {
  customerId: string | null;
  customerName: string | null;
  restricted: boolean;
  ownerId: string | null;
  ownerName: string | null;
}

/** "Who needs me now?" Reads only, fresh each time it is asked. */
@Injectable()
export class BoardService {
  constructor(
    private readonly db: Database,
    private readonly lists: TicketLists,
    private readonly calendars: CalendarService,
    private readonly intakeTimes: IntakeTimes,
    private readonly loads: BoardLoads,
  ) {}

  /** The board of what this person may see, in one location with all below it or everywhere. Throws Invalid for an unknown location or cursor. */
  async board({ location, cursor }: AskBoard, actor: Actor): Promise<BoardView> {
    const { now, dueSoon } = await this.soon();
    const locationIds = location === undefined ? undefined : await this.lists.locationsOf(location);
    const scope = { locationIds, dueSoon };
    const [numbers, brokenPromises, late, soon, dueCalls, intake, loads, fixes] = await Promise.all([
      this.numbers(actor, scope, now),
      this.count('brokenPromises', actor, scope, now),
      this.lists.page({ overdue: true, locationIds, sort: 'urgency', limit: ROWS }, cursor, actor, now),
      this.lists.page({ dueSoon, locationIds, sort: 'due', limit: ROWS }, undefined, actor, now),
      this.dueCalls(locationIds, actor, now),
      this.intakeTimes.lately(locationIds, actor, now),
      this.loads.loads(locationIds, actor, now),
      this.loads.fixTimes(locationIds, actor, now),
    ]);
    const [lateRows, soonRows] = await this.loads.explained([late.items, soon.items], now);
    const counts = {
      ...numbers,
      brokenPromises,
      dueSoon: soon.nextCursor === null ? soon.items.length : await this.count('dueSoon', actor, scope, now),
    };
    return { asOf: now, counts, late: lateRows, dueSoon: soonRows, dueCalls, intake, nextCursor: late.nextCursor, ...loads, ...fixes };
  }

  private numbers(actor: Actor, scope: BoardScope, now: Date): Promise<Omit<BoardCountsView, Timed>> {
    const { text, params } = countsQuery(actor, scope, now);
    return this.db.one(scope.locationIds === undefined ? statementOf('insight.counts', text) : text, params);
  }

  private async count(of: Timed, actor: Actor, scope: BoardScope, now: Date): Promise<number> {
    const { text, params } = timedQuery(of, actor, scope, now);
    return (await this.db.one<{ n: number }>(scope.locationIds === undefined ? statementOf('insight.count', text) : text, params)).n;
  }

  /**
   * Now, and when the next 60 minutes of opening time are over for each calendar. There are as many calendars as kinds of opening hours, not as many as
   * tickets.
   */
  private async soon(): Promise<{ now: Date; dueSoon: BoardScope['dueSoon'] }> {
    const rows = await this.db.rows<{ now: Date; id: string | null; versionId: string | null }>(CALENDARS);
    const now = rows[0]?.now ?? (await this.db.now());
    const calendarIds: string[] = [];
    const until: Date[] = [];
    for (const { id, versionId } of rows) {
      if (id === null || versionId === null) continue;
      const { spec } = await this.calendars.version(this.db, versionId);
      calendarIds.push(id);
      until.push(dueAfter(spec, now, SOON_MS).dueAt);
    }
    const last = new Date(Math.max(now.getTime(), ...until.map((end) => end.getTime())));
    return { now, dueSoon: { calendarIds, until, last } };
  }

  private async dueCalls(locationIds: readonly string[] | undefined, actor: Actor, now: Date): Promise<DueCallView[]> {
    const params: unknown[] = [];
    const visible = wishConditions({ locationIds, sort: 'due', limit: ROWS }, actor, now, params).join(' AND ');
    const text = `SELECT d.id, t.id AS "ticketId", t.number, t.title, t.severity, t.restricted, t.customer_id AS "customerId", c.name AS "customerName",
         t.owner_id AS "ownerId", s.name AS "ownerName", d.reason, d.due_at AS "dueAt", d.task_id AS "taskId", k.best_from AS "bestFrom"
       FROM due_call d JOIN ticket t ON t.id = d.ticket_id AND t.cycle = d.cycle
       LEFT JOIN task k ON k.id = d.task_id LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN staff s ON s.id = t.owner_id
       WHERE d.done_at IS NULL AND ${isLive('t')} AND ${visible} ORDER BY d.due_at, d.id LIMIT ${String(ROWS)}`;
    const rows = await this.db.rows<CallRow>(locationIds === undefined ? statementOf('insight.calls', text) : text, params);
    const masked = !seesContactData(actor.roles);
    return rows.map((row) => callOf(row, masked, now));
  }
}

function callOf(row: CallRow, masked: boolean, now: Date): DueCallView {
  const { id, ticketId, number, title, severity, reason, dueAt, taskId, bestFrom } = row;
  const name = row.restricted ? null : masked ? firstName(row.customerName) : row.customerName;
  const late = now.getTime() - dueAt.getTime();
  return {
    ...{ id, ticketId, number, title, severity, reason, dueAt, taskId, bestFrom },
    label: `R-${String(number)}`,
    customer: row.customerId === null ? null : { id: row.customerId, name },
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    lateByMs: late > 0 ? late : null,
  };
}

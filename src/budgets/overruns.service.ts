import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { sameTimeOnOpenDay } from '../calendar/business-days.rules';
import { CalendarService } from '../calendar/calendar.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { AskOverruns, OverrunList, OverrunView } from './budget.dto';
import { budgetsIn, reachOf, seesPeopleOfBudgets } from './budget-sight.rules';

/** A period that paid for a gift; `overMinor` is what it could not pay. */
export interface Settled {
  periodId: string;
  turn: number;
  overMinor: number;
}

interface Open {
  periodId: string;
  gestureId: string;
  turn: number;
  amountMinor: number;
  allowedAt: Date | null;
  now: Date;
}

/** A manager decides within so many days with opening hours (domain.md 5.6). */
const DECIDE_DAYS = 2;

/** The calendar of a budget's place; one of the organisation or of a desk goes by the first place of all. */
const CALENDAR_OF_PERIOD = `SELECT l.calendar_id AS "calendarId" FROM budget_period p JOIN budget b ON b.id = p.budget_id
  JOIN location l ON l.id = coalesce(b.location_id, (SELECT id FROM location WHERE parent_id IS NULL ORDER BY created_at, id LIMIT 1))
  WHERE p.id = $1`;

/** Gifts that cost more than there was. The customer got them anyway; a manager has to say yes afterwards. */
@Injectable()
export class Overruns {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly calendars: CalendarService,
  ) {}

  /** Leaves to a manager what each of these periods could not pay, until the second business day. */
  async open(tx: Tx, gestureId: string, unpaid: readonly Settled[], by: string | null, now: Date): Promise<void> {
    for (const { periodId, turn, overMinor } of unpaid) {
      const { calendarId } = await tx.one<{ calendarId: string }>(CALENDAR_OF_PERIOD, [periodId]);
      const { spec } = await this.calendars.versionAt(tx, calendarId, now);
      await tx.run(
        `INSERT INTO budget_overrun (id, period_id, gesture_id, turn, amount_minor, at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), periodId, gestureId, turn, overMinor, now, sameTimeOnOpenDay(spec, now, DECIDE_DAYS)],
      );
      await tx.run(
        `INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, by_staff, at) VALUES ($1, 'overrun', $2, $3, $4, $5, $6)`,
        [periodId, gestureId, turn, overMinor, by, now],
      );
    }
  }

  /** Those of somebody's places, the most urgent first. */
  async list({ open, limit = PAGE_SIZE, cursor }: AskOverruns, by: Actor): Promise<OverrunList> {
    const [dueAt, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await views(
      this.db,
      by,
      `($1::timestamptz IS NULL OR (o.due_at, o.id) > ($1::timestamptz, $2::uuid)) AND ($3::boolean IS NULL OR (o.allowed_at IS NULL) = $3)`,
      [dueAt, id, open ?? null],
      limit + 1,
    );
    return pageOf(rows, limit, (row) => [row.dueAt.toISOString(), row.id]);
  }

  /** The manager's yes: the period gets the difference and pays it. Throws Missing; Refused where somebody said it already. */
  allow(id: string, reason: string, by: Actor): Promise<OverrunView> {
    return this.commands.once(by.command, async (tx) => {
      const params: unknown[] = [id];
      const mine = budgetsIn(reachOf(by.grants, 'budget.override'), 'b', params);
      const overrun = await tx.maybe<Open>(
        `SELECT o.period_id AS "periodId", o.gesture_id AS "gestureId", o.turn, o.amount_minor AS "amountMinor", o.allowed_at AS "allowedAt", desk_now() AS now
         FROM budget_overrun o JOIN budget_period p ON p.id = o.period_id JOIN budget b ON b.id = p.budget_id
         WHERE o.id = $1 AND ${mine} FOR NO KEY UPDATE OF o`,
        params,
      );
      if (!overrun) throw new Missing('There is no such overrun.');
      const { periodId, gestureId, turn, amountMinor, allowedAt, now } = overrun;
      if (allowedAt) throw new Refused('allowed', 'Somebody has allowed this already.');
      await tx.run(`UPDATE budget_overrun SET allowed_at = $2, allowed_by = $3, reason = $4 WHERE id = $1`, [id, now, by.staffId, reason]);
      await tx.run(`UPDATE budget_period SET override_minor = override_minor + $2, spent_minor = spent_minor + $2 WHERE id = $1`, [
        periodId,
        amountMinor,
      ]);
      await tx.run(
        `INSERT INTO budget_entry (period_id, kind, gesture_id, turn, amount_minor, spent_change, reason, by_staff, at)
         VALUES ($1, 'override', $2, $3, $4, $4, $5, $6, $7)`,
        [periodId, gestureId, turn, amountMinor, reason, by.staffId, now],
      );
      await audit(tx, by, 'overrun.allowed', `overrun:${id}`, { periodId, amountMinor });
      const [view] = await views(tx, by, 'o.id = $1', [id], 1);
      if (!view) throw new Missing('There is no such overrun.');
      return view;
    });
  }
}

/**
 * `where` speaks of `o` and numbers its values from $1. The gift, its ticket, who allowed it and why only for those who see that ticket (not for the
 * person it is about), people not for who only counts.
 */
async function views(reader: Reader, by: Actor, where: string, values: readonly unknown[], limit: number): Promise<OverrunView[]> {
  const params = [...values];
  const mine = budgetsIn(reachOf(by.grants, 'budget.see'), 'b', params);
  const visible = visibleTo(by, 't', params);
  params.push(limit);
  const rows = await reader.rows<OverrunView>(
    `SELECT o.id, o.period_id AS "periodId", json_build_object('id', b.id, 'name', b.name, 'currency', b.currency) AS budget,
       o.amount_minor AS "amountMinor", CASE WHEN t.id IS NOT NULL THEN o.gesture_id END AS "gestureId", t.number AS ticket, o.at, o.due_at AS "dueAt",
       o.allowed_at IS NULL AND o.due_at <= desk_now() AS "isOverdue", o.allowed_at AS "allowedAt",
       CASE WHEN t.id IS NOT NULL THEN o.allowed_by END AS "allowedBy", CASE WHEN t.id IS NOT NULL THEN o.reason END AS reason
     FROM budget_overrun o JOIN budget_period p ON p.id = o.period_id JOIN budget b ON b.id = p.budget_id
     LEFT JOIN gesture_facts g ON g.id = o.gesture_id LEFT JOIN ticket t ON t.id = g.ticket_id AND ${visible}
     WHERE ${where} AND ${mine} ORDER BY o.due_at, o.id LIMIT $${String(params.length)}`,
    params,
  );
  return seesPeopleOfBudgets(by.roles) ? rows : rows.map((row) => ({ ...row, allowedBy: null, reason: null }));
}

import { Injectable } from '@nestjs/common';
import { OrganisationService } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { visibleTo } from '../tickets/visibility.rules';
import type { BudgetEntryList, BudgetEntryView, BudgetLeftView, BudgetPeriodList, BudgetPeriodView, ReleaseMore } from './budget.dto';
import { budgetsIn, reachOf, seesPeopleOfBudgets } from './budget-sight.rules';
import { BudgetsService } from './budgets.service';
import type { GestureClass } from '../catalogue/gesture-type-facts.rules';

const PERIOD = `SELECT p.id, p.period_start AS "startsAt", p.period_end AS "endsAt", p.period_start <= desk_now() AND p.period_end > desk_now() AS "isOpen",
     p.limit_minor AS "limitMinor", p.override_minor AS "overrideMinor", p.reserved_minor AS "reservedMinor", p.spent_minor AS "spentMinor",
     p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor AS "leftMinor" FROM budget_period p`;

/** What was done with the money, and what is left of it. */
@Injectable()
export class BudgetLedger {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly budgets: BudgetsService,
    private readonly organisation: OrganisationService,
  ) {}

  /** A budget's periods, the latest first. Throws Missing. */
  async periods(budgetId: string, { limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<BudgetPeriodList> {
    await this.mustSee(budgetId, by);
    const rows = await this.db.rows<BudgetPeriodView>(
      `${PERIOD} WHERE p.budget_id = $1 AND ($2::timestamptz IS NULL OR p.period_start < $2::timestamptz) ORDER BY p.period_start DESC LIMIT $3`,
      [budgetId, cursor ? decodeCursor(cursor, 1)[0] : null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.startsAt.toISOString()]);
  }

  /**
   * A budget's ledger, the latest line first. Whoever only counts sees neither gifts nor people in it; whoever may not see a gift's ticket (the person it
   * is about, for one) reads of that gift only the amounts. Throws Missing.
   */
  async entries(budgetId: string, { limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<BudgetEntryList> {
    await this.mustSee(budgetId, by);
    const params: unknown[] = [budgetId, cursor ? decodeCursor(cursor, 1)[0] : null, limit + 1];
    const visible = visibleTo(by, 't', params);
    const rows = await this.db.rows<BudgetEntryView>(
      `SELECT e.id, e.period_id AS "periodId", e.kind, e.amount_minor AS "amountMinor", e.reserved_change AS "reservedChangeMinor",
         e.spent_change AS "spentChangeMinor", s.gesture_id AS "gestureId", s.reason, s.by_staff AS by, e.at
       FROM budget_entry e JOIN budget_period p ON p.id = e.period_id
       LEFT JOIN gesture_facts g ON g.id = e.gesture_id LEFT JOIN ticket t ON t.id = g.ticket_id AND ${visible}
       LEFT JOIN LATERAL (SELECT e.gesture_id, e.reason, e.by_staff WHERE e.gesture_id IS NULL OR t.id IS NOT NULL) s ON true
       WHERE p.budget_id = $1 AND ($2::bigint IS NULL OR e.id < $2::bigint) ORDER BY e.id DESC LIMIT $3`,
      params,
    );
    const page = pageOf(rows, limit, (row) => [row.id]);
    if (seesPeopleOfBudgets(by.roles)) return page;
    return { ...page, items: page.items.map((entry) => ({ ...entry, gestureId: null, by: null, reason: null })) };
  }

  /** More money for a period that is still running. Throws Missing; Refused where it is over; Invalid for nothing. */
  release(periodId: string, { amountMinor, reason }: ReleaseMore, by: Actor): Promise<BudgetPeriodView> {
    if (amountMinor === 0) throw new Invalid('Say how much more may be given.');
    return this.commands.once(by.command, async (tx) => {
      const params: unknown[] = [periodId];
      const mine = budgetsIn(reachOf(by.grants, 'budget.override'), 'b', params);
      const period = await tx.maybe<{ budgetId: string; isOver: boolean; now: Date }>(
        `SELECT p.budget_id AS "budgetId", p.period_end <= desk_now() AS "isOver", desk_now() AS now
         FROM budget_period p JOIN budget b ON b.id = p.budget_id WHERE p.id = $1 AND ${mine} FOR NO KEY UPDATE OF p`,
        params,
      );
      if (!period) throw new Missing('There is no such period.');
      if (period.isOver) throw new Refused('period_over', 'This period is over; release more in the one of now.');
      await tx.run(`UPDATE budget_period SET override_minor = override_minor + $2 WHERE id = $1`, [periodId, amountMinor]);
      await tx.run(
        `INSERT INTO budget_entry (period_id, kind, amount_minor, reason, by_staff, at) VALUES ($1, 'override', $2, $3, $4, $5)`,
        [periodId, amountMinor, reason, by.staffId, period.now],
      );
      await audit(tx, by, 'budget.released', `budget:${period.budgetId}`, { periodId, amountMinor });
      return tx.one<BudgetPeriodView>(`${PERIOD} WHERE p.id = $1`, [periodId]);
    });
  }

  /** What may still be given at a location, by class. Throws Missing for a place that is not theirs. */
  async left(location: string, by: Actor): Promise<BudgetLeftView> {
    const place = await this.organisation.byKey(this.db, location);
    const reach = reachOf(by.grants, 'budget.left');
    const teams = await this.db.rows<{ there: number }>(`SELECT 1 AS there FROM team WHERE id = ANY($1) AND location_id = $2 LIMIT 1`, [
      reach.teamIds,
      place.id,
    ]);
    if (!reach.everywhere && !reach.locationIds.includes(place.id) && teams.length === 0)
      throw new Missing(`There is no location "${location}".`);
    const { currency } = place;
    const left = await this.budgets.left(this.db, { locationId: place.id, deskId: null, currency, now: await this.db.now() });
    return { currency, items: Object.entries(left).map(([one, of]) => ({ class: one as GestureClass, ...of })) };
  }

  private async mustSee(budgetId: string, by: Actor): Promise<void> {
    const params: unknown[] = [budgetId];
    const mine = budgetsIn(reachOf(by.grants, 'budget.see'), 'b', params);
    const seen = await this.db.maybe(`SELECT 1 AS there FROM budget b WHERE b.id = $1 AND ${mine}`, params);
    if (!seen) throw new Missing('There is no such budget.');
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { mayBeTried, RowByRow } from '../platform/jobs/row-by-row';
import { type News, StaffService } from '../staff/staff.service';
import { BudgetPeriods } from './budget-periods.service';
import { fullness, fullSentence, overdueSentence } from './budget.rules';

const AT_ONCE = 50;

interface Scope {
  locationId: string;
  deskId: string | null;
}

interface Full extends Scope {
  id: string;
  name: string;
  zone: string;
  endsAt: Date;
  usedMinor: number;
  wholeMinor: number;
  told: number;
  now: Date;
}

interface Overdue extends Scope {
  id: string;
  name: string;
  amountMinor: number;
  now: Date;
}

const UNOPENED = statement(
  'budget-news.unopened',
  `SELECT b.id, n.now FROM (SELECT desk_now() AS now) n, budget b WHERE b.status = 'active'
     AND NOT EXISTS (SELECT 1 FROM budget_period p WHERE p.budget_id = b.id AND p.period_start <= n.now AND p.period_end > n.now)
     AND ${mayBeTried('budget_period', 'b.id')}
   LIMIT ${String(AT_ONCE)}`,
);

/** For the organisation's and a desk's budgets the people of the first place of all are asked for, and above them those of everything. */
const SCOPE = `coalesce(b.location_id, (SELECT id FROM location WHERE parent_id IS NULL ORDER BY created_at, id LIMIT 1)) AS "locationId", b.desk_id AS "deskId"`;

const FULL = statement(
  'budget-news.full',
  `SELECT p.id, b.name, b.zone, p.period_end AS "endsAt", p.reserved_minor + p.spent_minor AS "usedMinor",
     p.limit_minor + p.override_minor AS "wholeMinor", p.told_percent AS told, n.now, ${SCOPE}
   FROM (SELECT desk_now() AS now) n, budget_period p JOIN budget b ON b.id = p.budget_id
   WHERE p.told_percent < 100 AND p.period_end > n.now AND p.limit_minor + p.override_minor > 0
     AND (p.reserved_minor + p.spent_minor) * 100 >= (p.limit_minor + p.override_minor) * CASE p.told_percent WHEN 0 THEN 80 ELSE 100 END
     AND ${mayBeTried('budget_full', 'p.id')}
   LIMIT ${String(AT_ONCE)}`,
);

const OVERDUE = statement(
  'budget-news.overdue',
  `SELECT o.id, b.name, o.amount_minor AS "amountMinor", n.now, ${SCOPE}
   FROM (SELECT desk_now() AS now) n, budget_overrun o JOIN budget_period p ON p.id = o.period_id JOIN budget b ON b.id = p.budget_id
   WHERE o.allowed_at IS NULL AND o.told_at IS NULL AND o.due_at <= n.now AND ${mayBeTried('budget_overrun', 'o.id')} LIMIT ${String(AT_ONCE)}`,
);

/** What becomes due around budgets: the next period, a budget that runs dry, an overrun that nobody allowed in time. */
@Injectable()
export class BudgetNews {
  constructor(
    private readonly db: Database,
    private readonly periods: BudgetPeriods,
    private readonly staff: StaffService,
    private readonly rows: RowByRow,
  ) {}

  /** Begins the periods that nobody has begun by giving something. */
  async openPeriods(): Promise<number> {
    const due = await this.db.rows<{ id: string; now: Date }>(UNOPENED);
    return this.rows.each('budget_period', due, (tx, { id, now }) => this.periods.open(tx, id, now).then(() => true));
  }

  /** Tells managers once at 80 and once at 100 percent of a period. */
  async tellFull(): Promise<number> {
    const full = await this.db.rows<Full>(FULL);
    return this.rows.each('budget_full', full, async (tx, period) => {
      const { id, name, zone, endsAt, usedMinor, wholeMinor, told, now } = period;
      const percent = fullness(usedMinor, wholeMinor);
      const first = await tx.run(`UPDATE budget_period SET told_percent = $2 WHERE id = $1 AND told_percent = $3`, [id, percent, told]);
      if (first === 0) return false;
      const text = fullSentence(name, wholeMinor - usedMinor, endsAt, now, zone);
      await this.tell(tx, period, { kind: 'budget', point: percent, text }, `budget:${id}:${String(percent)}`);
      return true;
    });
  }

  /** Tells managers of overruns that waited longer than two business days. */
  async tellOverdue(): Promise<number> {
    const overdue = await this.db.rows<Overdue>(OVERDUE);
    return this.rows.each('budget_overrun', overdue, async (tx, one) => {
      const { id, name, amountMinor, now } = one;
      const claim = `UPDATE budget_overrun SET told_at = $2 WHERE id = $1 AND told_at IS NULL AND allowed_at IS NULL`;
      if ((await tx.run(claim, [id, now])) === 0) return false;
      await this.tell(tx, one, { kind: 'overrun', text: overdueSentence(name, amountMinor) }, `overrun:${id}`);
      return true;
    });
  }

  private async tell(tx: Tx, { locationId, deskId }: Scope, news: Pick<News, 'kind' | 'point' | 'text'>, key: string): Promise<void> {
    const people = await this.staff.people(tx, { role: 'manager', locationId, teamId: null, deskId });
    for (const { staffId } of people) {
      await this.staff.notify(tx, { ...news, staffId, ticketId: null, dedupeKey: `${key}:${staffId}` });
    }
  }
}

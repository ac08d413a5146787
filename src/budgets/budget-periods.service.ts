import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../platform/database/tx';
import { periodAt, type PeriodKind, periodBefore } from './periods.rules';

interface BudgetRow {
  period: PeriodKind;
  zone: string;
  limitMinor: number;
  carryOver: boolean;
}

interface BeforeRow {
  id: string;
  leftMinor: number;
}

const ADJUST = `INSERT INTO budget_entry (period_id, kind, amount_minor, reason, at) SELECT $1, 'adjust', $2, $3, $4 WHERE $2::bigint <> 0`;

/** Months and quarters of a budget, made by the first who needs them. */
@Injectable()
export class BudgetPeriods {
  /**
   * The period of this instant, where it is not there yet. What is left of the period before goes along where the budget says so: it is taken out of the
   * old one, so that a late cost cannot use it a second time. Locks the budget: of two who come at once the second finds it made.
   */
  async open(tx: Tx, budgetId: string, now: Date): Promise<void> {
    const budget = await tx.one<BudgetRow>(
      `SELECT period, zone, limit_minor AS "limitMinor", carry_over AS "carryOver" FROM budget WHERE id = $1 FOR NO KEY UPDATE`,
      [budgetId],
    );
    const period = periodAt(budget.period, now, budget.zone);
    const id = uuidv7();
    const made = await tx.run(
      `INSERT INTO budget_period (id, budget_id, period_start, period_end, limit_minor) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT budget_period_once DO NOTHING`,
      [id, budgetId, period.startsAt, period.endsAt, budget.limitMinor],
    );
    if (made === 0) return;
    await tx.run(ADJUST, [id, budget.limitMinor, 'The limit of the budget', now]);
    if (!budget.carryOver) return;
    const before = await tx.maybe<BeforeRow>(
      `SELECT id, limit_minor + override_minor - reserved_minor - spent_minor AS "leftMinor" FROM budget_period
       WHERE budget_id = $1 AND period_start = $2 FOR NO KEY UPDATE`,
      [budgetId, periodBefore(budget.period, period, budget.zone).startsAt],
    );
    if (before) await this.carry(tx, before, id, now);
  }

  private async carry(tx: Tx, from: BeforeRow, to: string, now: Date): Promise<void> {
    // More may be left than the limit where a manager released more: only the limit can be made smaller.
    const [taken] = await tx.rows<{ minor: number }>(
      `WITH old AS (SELECT id, least(limit_minor, $2::bigint) AS minor FROM budget_period WHERE id = $1)
       UPDATE budget_period p SET limit_minor = p.limit_minor - o.minor FROM old o WHERE p.id = o.id RETURNING o.minor`,
      [from.id, from.leftMinor],
    );
    const minor = taken?.minor ?? 0;
    await tx.run(`UPDATE budget_period SET limit_minor = limit_minor + $2 WHERE id = $1`, [to, minor]);
    await tx.run(ADJUST, [from.id, -minor, 'Carried over into the next period', now]);
    await tx.run(ADJUST, [to, minor, 'Carried over from the period before', now]);
  }
}

import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { idOfKey, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import type { Reader, Tx } from '../platform/database/tx';
import { Forbidden, Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import type { AddBudget, BudgetList, BudgetView, ChangeBudget } from './budget.dto';
import { belowUsedSentence } from './budget.rules';
import { budgetsIn, reachOf, settingProblem } from './budget-sight.rules';

const VIEW = `SELECT b.id, b.name, b.scope_kind AS scope, l.key AS location, d.key AS desk, b.class, b.currency, b.period, b.zone,
     b.carry_over AS "carryOver", b.limit_minor AS "limitMinor", b.status, b.version, p.view AS current
   FROM budget b LEFT JOIN location l ON l.id = b.location_id LEFT JOIN desk d ON d.id = b.desk_id
   LEFT JOIN LATERAL (SELECT json_build_object('id', p.id, 'startsAt', p.period_start, 'endsAt', p.period_end, 'isOpen', true,
       'limitMinor', p.limit_minor, 'overrideMinor', p.override_minor, 'reservedMinor', p.reserved_minor, 'spentMinor', p.spent_minor,
       'leftMinor', p.limit_minor + p.override_minor - p.reserved_minor - p.spent_minor) AS view
     FROM budget_period p WHERE p.budget_id = b.id AND p.period_start <= desk_now() AND p.period_end > desk_now()) p ON true`;

/** The zone of a place; the organisation's and a desk's budgets go by the first place of all. */
const ZONE = `SELECT zone FROM location WHERE id = $1 OR ($1::uuid IS NULL AND parent_id IS NULL) ORDER BY created_at, id LIMIT 1`;

const INSERT = `INSERT INTO budget (id, name, scope_kind, location_id, desk_id, class, currency, period, zone, carry_over, limit_minor, created_by, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Budgets as managers set them. */
@Injectable()
export class BudgetSettings {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** The budgets of somebody's places, in order of age. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<BudgetList> {
    const params: unknown[] = [cursor ? decodeCursor(cursor, 1)[0] : null, limit + 1];
    const mine = budgetsIn(reachOf(by.grants, 'budget.see'), 'b', params);
    const rows = await this.db.rows<BudgetView>(
      `${VIEW} WHERE ($1::uuid IS NULL OR b.id > $1::uuid) AND ${mine} ORDER BY b.id LIMIT $2`,
      params,
    );
    return pageOf(rows.map(withTimes), limit, (row) => [row.id]);
  }

  /** Throws Invalid for a place or currency that does not exist, Forbidden for a place that is not theirs, Refused where the same one is there already. */
  add(body: AddBudget, by: Actor): Promise<BudgetView> {
    const { name, currency, period, limitMinor } = body;
    if (body.location && body.desk) throw new Invalid('Name a location or a desk, or neither for the whole organisation.');
    if (!Intl.supportedValuesOf('currency').includes(currency)) throw new Invalid(`${currency} is not a currency of ISO 4217.`);
    return this.commands.once(by.command, async (tx) => {
      const locationId = body.location ? await idOfKey(tx, 'location', body.location) : null;
      const deskId = body.desk ? await idOfKey(tx, 'desk', body.desk) : null;
      mustSet(by, locationId);
      const { zone } = await tx.one<{ zone: string }>(ZONE, [locationId]);
      const id = uuidv7();
      const scope = locationId ? 'location' : deskId ? 'desk' : 'org';
      const values = [id, name, scope, locationId, deskId, body.class ?? null, currency, period, zone, body.carryOver ?? false, limitMinor];
      await write(tx, INSERT, [...values, by.staffId, await tx.now()], 'There is such a budget already. Change that one.');
      await audit(tx, by, 'budget.added', `budget:${id}`, body);
      return viewOf(tx, id);
    });
  }

  /** Throws Missing, Forbidden, Refused for an old version, a limit below what is promised and spent already, or an ended one made active beside its twin. */
  change(id: string, body: ChangeBudget, by: Actor): Promise<BudgetView> {
    return this.commands.once(by.command, async (tx) => {
      const params: unknown[] = [id];
      const mine = budgetsIn(reachOf(by.grants, 'budget.see'), 'b', params);
      const budget = await tx.maybe<{ locationId: string | null; limitMinor: number }>(
        `SELECT location_id AS "locationId", limit_minor AS "limitMinor" FROM budget b WHERE id = $1 AND ${mine} FOR NO KEY UPDATE`,
        params,
      );
      if (!budget) throw new Missing('There is no such budget.');
      mustSet(by, budget.locationId);
      const before = await viewOf(tx, id);
      refuseStale(body.version, before);
      const { name, carryOver, limitMinor, status } = { ...before, ...body };
      await write(
        tx,
        `UPDATE budget SET name = $2, carry_over = $3, limit_minor = $4, status = $5, version = version + 1 WHERE id = $1`,
        [id, name, carryOver, limitMinor, status],
        'There is such a budget already.',
      );
      await this.moveLimit(tx, before, limitMinor - budget.limitMinor, by);
      await audit(tx, by, 'budget.changed', `budget:${id}`, body);
      return viewOf(tx, id);
    });
  }

  /** The period of now gets the new limit at once; those that are over keep theirs. */
  private async moveLimit(tx: Tx, { current }: BudgetView, byMinor: number, by: Actor): Promise<void> {
    if (current === null || byMinor === 0) return;
    const moved = await tx.run(
      `UPDATE budget_period SET limit_minor = limit_minor + $2
       WHERE id = $1 AND limit_minor + $2 >= 0 AND reserved_minor + spent_minor <= limit_minor + override_minor + $2`,
      [current.id, byMinor],
    );
    if (moved === 0) throw new Refused('used', belowUsedSentence(current.reservedMinor + current.spentMinor - current.overrideMinor));
    await tx.run(
      `INSERT INTO budget_entry (period_id, kind, amount_minor, reason, by_staff, at) VALUES ($1, 'adjust', $2, 'The limit was changed', $3, desk_now())`,
      [current.id, byMinor, by.staffId],
    );
  }
}

function mustSet(by: Actor, locationId: string | null): void {
  const problem = settingProblem(by.grants, locationId);
  if (problem !== null) throw new Forbidden(problem);
}

/** Only one budget of a kind is active at a time; a second one is refused with this sentence. */
async function write(tx: Tx, sql: string, values: readonly unknown[], twin: string): Promise<void> {
  try {
    await tx.run(sql, values);
  } catch (error) {
    if (violated(error) !== 'budget_one_of_a_kind') throw error;
    throw new Refused('budget_there', twin);
  }
}

async function viewOf(reader: Reader, id: string): Promise<BudgetView> {
  const [view] = await reader.rows<BudgetView>(`${VIEW} WHERE b.id = $1`, [id]);
  if (!view) throw new Missing('There is no such budget.');
  return withTimes(view);
}

/** The period comes as JSON, in which times are text. */
function withTimes({ current, ...budget }: BudgetView): BudgetView {
  return { ...budget, current: current && { ...current, startsAt: new Date(current.startsAt), endsAt: new Date(current.endsAt) } };
}

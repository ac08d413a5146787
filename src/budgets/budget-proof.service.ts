import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge } from 'prom-client';
import { NightlyRuns } from '../platform/jobs/nightly-runs';
import type { Tx } from '../platform/database/tx';
import { Metrics } from '../platform/metrics';
import { LOG } from '../platform/runtime';
import { StaffService } from '../staff/staff.service';
import { proofSentence } from './budget.rules';

/** Something that does not agree. `subject` names the row; what it should be and what it is stands in `data`. */
export interface Finding {
  check: string;
  subject: string;
  data: Record<string, unknown>;
}

/** The states in which a gift's money and piece are set aside. */
const HOLDING = `('approved', 'offered', 'accepted', 'fulfil_failed')`;

/** A row that could not be found in an ordinary day is no reason to stop looking; this many are enough to see what is wrong. */
const MOST = 100;

/**
 * Each check is one statement, so that it sees one moment, and answers with what is wrong. Gifts and periods older than 400 days are not looked at again:
 * nothing moves there any more.
 */
const CHECKS: readonly { check: string; sql: string }[] = [
  {
    // the counters of a period are the sums of its ledger
    check: 'counters',
    sql: `SELECT p.id AS subject, json_build_object('counters', json_build_array(p.limit_minor, p.override_minor, p.reserved_minor, p.spent_minor),
        'ledger', json_build_array(s.limit_minor, s.override_minor, s.reserved_minor, s.spent_minor)) AS data
      FROM budget_period p CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'adjust'), 0) AS limit_minor, coalesce(sum(amount_minor) FILTER (WHERE kind = 'override'), 0) AS override_minor,
          coalesce(sum(reserved_change), 0) AS reserved_minor, coalesce(sum(spent_change), 0) AS spent_minor FROM budget_entry e WHERE e.period_id = p.id) s
      WHERE (p.reserved_minor > 0 OR p.period_end > $1::timestamptz - interval '400 days')
        AND (p.limit_minor, p.override_minor, p.reserved_minor, p.spent_minor) <> (s.limit_minor, s.override_minor, s.reserved_minor, s.spent_minor)`,
  },
  {
    // what is set aside is what the gifts that are promised will cost, and nothing else
    check: 'reserved',
    sql: `WITH held AS (
        SELECT e.gesture_id, e.period_id, sum(e.reserved_change) AS minor FROM budget_entry e JOIN budget_period p ON p.id = e.period_id
        WHERE e.gesture_id IS NOT NULL AND p.reserved_minor > 0 GROUP BY 1, 2 HAVING sum(e.reserved_change) <> 0)
      SELECT h.gesture_id AS subject, json_build_object('period', h.period_id, 'reserved', h.minor, 'state', g.state, 'cost', g.cost_reserved_minor) AS data
      FROM held h LEFT JOIN gesture_facts g ON g.id = h.gesture_id
      WHERE (g.state IN ${HOLDING} AND g.cost_reserved_minor = h.minor) IS NOT TRUE
      UNION ALL
      SELECT g.id, json_build_object('reserved', 0, 'state', g.state, 'cost', g.cost_reserved_minor)
      FROM gesture_facts g WHERE g.state IN ${HOLDING} AND g.cost_reserved_minor > 0
        AND EXISTS (SELECT 1 FROM budget_entry e WHERE e.gesture_id = g.id) AND NOT EXISTS (SELECT 1 FROM held h WHERE h.gesture_id = g.id)`,
  },
  {
    // no gift before the fix of its cycle, and none without
    check: 'offered_after_fix',
    sql: `SELECT g.id AS subject, json_build_object('offeredAt', g.offered_at, 'fixedAt', f.delivered_at) AS data
      FROM gesture_facts g LEFT JOIN fix_action f ON f.ticket_id = g.ticket_id AND f.cycle = g.cycle
      WHERE g.created_at > $1::timestamptz - interval '400 days' AND g.offered_at IS NOT NULL AND (g.offered_at >= f.delivered_at) IS NOT TRUE`,
  },
  {
    // what a gift really cost stands in the ledger of every budget that paid for it, as spent or as an overrun
    check: 'paid',
    sql: `WITH given AS MATERIALIZED (
        SELECT g.id, coalesce(g.cost_actual_minor, g.cost_reserved_minor) AS cost, g.extended_at FROM gesture_facts g
        WHERE g.state IN ('fulfilled', 'redeemed', 'unredeemed') AND g.created_at > $1::timestamptz - interval '400 days')
      SELECT g.id AS subject, json_build_object('period', e.period_id, 'ledger', sum(e.amount_minor), 'cost', g.cost) AS data
      FROM given g JOIN budget_entry e ON e.gesture_id = g.id AND e.kind IN ('commit', 'overrun')
      GROUP BY g.id, g.cost, e.period_id HAVING sum(e.amount_minor) <> g.cost
      UNION ALL
      -- one that ran out and was kept open may have been paid by a budget the first time only
      SELECT g.id, json_build_object('ledger', 0, 'cost', g.cost) FROM given g
      WHERE g.extended_at IS NULL AND EXISTS (SELECT 1 FROM budget_entry e WHERE e.gesture_id = g.id)
        AND NOT EXISTS (SELECT 1 FROM budget_entry e WHERE e.gesture_id = g.id AND e.kind = 'commit')`,
  },
  {
    // what is kept on a shelf is what the gifts that are promised will take from it
    check: 'stock',
    sql: `SELECT concat(type_id, ' ', location_id) AS subject, json_build_object('reserved', coalesce(s.reserved, 0), 'promised', coalesce(h.promised, 0)) AS data
      FROM gesture_stock s FULL JOIN (
        SELECT ty.id AS type_id, g.stock_location_id AS location_id, count(*) AS promised FROM gesture_facts g JOIN gesture_type ty ON ty.code = g.gesture_type
        WHERE g.state IN ${HOLDING} AND g.stock_location_id IS NOT NULL GROUP BY 1, 2) h USING (type_id, location_id)
      WHERE coalesce(s.reserved, 0) <> coalesce(h.promised, 0)`,
  },
  {
    // where somebody else had to say yes, somebody else did
    check: 'two_people',
    sql: `SELECT g.id AS subject, json_build_object('requestedBy', g.requested_by, 'approvedBy', g.approved_by) AS data
      FROM gesture_facts g WHERE g.created_at > $1::timestamptz - interval '400 days' AND g.needed_approval AND g.approved_by = g.requested_by`,
  },
  {
    // nobody gave more on one day than the limit that was told
    check: 'authority_day',
    sql: `SELECT a.staff_id || ' ' || a.day AS subject, json_build_object('spent', a.spent_minor, 'limit', a.limit_minor) AS data
      FROM authority_day a WHERE a.day > ($1::timestamptz - interval '400 days')::date AND a.spent_minor > a.limit_minor`,
  },
];

const TO_TELL = `SELECT DISTINCT s.id AS "staffId" FROM role_grant g JOIN staff s ON s.id = g.staff_id
  WHERE g.role IN ('admin', 'manager', 'area_manager') AND g.scope_kind = 'org' AND s.status = 'active' AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)`;

/** Looks once a day whether money, gifts and fixes agree. Nothing here should ever be found: what must not be is refused when it is written. */
@Injectable()
export class BudgetProof {
  private readonly findings: Gauge;

  constructor(
    private readonly nights: NightlyRuns,
    private readonly staff: StaffService,
    @Inject(LOG) private readonly log: Logger,
    metrics: Metrics,
  ) {
    const help = 'What did not agree in the last check of gifts and budgets';
    this.findings = new Gauge({ name: 'amends_budget_findings', help, registers: [metrics.registry] });
  }

  /** The day's check where it is not done yet; returns 1 where it did it. */
  daily(): Promise<number> {
    return this.nights.once('budgets', async (tx, { day, now }) => {
      const findings = await this.check(tx, now);
      this.findings.set(findings.length);
      if (findings.length > 0) await this.alarm(tx, day, findings, now);
      return findings;
    });
  }

  /** Everything that does not agree at this moment. */
  async check(tx: Tx, now: Date): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const { check, sql } of CHECKS) {
      const found = await tx.rows<Omit<Finding, 'check'>>(
        `SELECT subject::text AS subject, data FROM (${sql}) wrong WHERE $1::timestamptz IS NOT NULL LIMIT ${String(MOST)}`,
        [now],
      );
      findings.push(...found.map((one) => ({ check, ...one })));
    }
    return findings;
  }

  private async alarm(tx: Tx, day: string, findings: readonly Finding[], now: Date): Promise<void> {
    this.log.error({ day, findings: findings.slice(0, 10) }, 'gifts and budgets do not agree');
    const text = proofSentence(findings.length);
    for (const { staffId } of await tx.rows<{ staffId: string }>(TO_TELL, [now])) {
      await this.staff.notify(tx, { staffId, ticketId: null, kind: 'proof', text, dedupeKey: `budget_proof:${day}:${staffId}` }, now);
    }
  }
}

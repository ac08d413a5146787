import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DAY_MS } from '../clocks/clock.rules';
import { Database } from '../platform/database/database';
import { Invalid } from '../platform/errors';
import { csvOf } from '../platform/http/csv';
import { SECRET } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { approvalShare, type Blocked } from './approvals.rules';
import { type Cell, compareGroups, type Comparison } from './fairness.rules';
import { grantsWith, placeCondition } from './places.rules';
import type { ApprovalsView, FairnessGroupView, FairnessQuery, FairnessView, Grouping, ReportQuery } from './report.dto';

interface CellRow extends Cell {
  name: string;
  currency: string;
}

const DEFAULT_DAYS = 90;
const MOST_DAYS = 366;
const MOST_REASONS = 20;

const GROUP: Readonly<Record<Grouping, { key: string; name: string }>> = {
  location: { key: 'l.key', name: 'l.name' },
  agent: { key: 's.id::text', name: 's.name' },
  channel: { key: 't.channel', name: 't.channel' },
  language: { key: `coalesce(t.language, c.language, 'unknown')`, name: `coalesce(t.language, c.language, 'unknown')` },
};

/** Numbers about fairness, of the places where somebody has the right to reports. Reads only, fresh each time. */
@Injectable()
export class Reports {
  constructor(
    private readonly db: Database,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Mean cost of what was offered, group by group beside all others (formula: fairness.rules). Throws Invalid for a period that is none or too long. */
  async fairness(query: FairnessQuery, by: Actor): Promise<FairnessView> {
    const { from, to } = await this.period(query);
    const grouping = query.by ?? 'location';
    const rows = await this.cells(grouping, from, to, by);
    const currencies = [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
      const here = rows.filter((row) => row.currency === currency);
      const names = new Map(here.map(({ group, name }) => [group, name]));
      return { currency, groups: compareGroups(here).map((one) => groupView(one, names.get(one.group) ?? one.group)) };
    });
    return { from, to, by: grouping, currencies };
  }

  async fairnessCsv(query: FairnessQuery, by: Actor): Promise<string> {
    const report = await this.fairness(query, by);
    const columns = [
      'currency',
      report.by,
      'name',
      'offers',
      'mean_minor',
      'compared',
      'others',
      'adjusted_minor',
      'others_minor',
      'ratio',
    ];
    const ends = ['ratio_90_from', 'ratio_90_to', 'ratio_95_from', 'ratio_95_to', 'flagged'];
    const rows = report.currencies.flatMap(({ currency, groups }) =>
      groups.map((g) => [
        ...[currency, g.group, g.name, g.offers, g.meanMinor, g.compared, g.others, g.adjustedMinor, g.othersMinor, g.ratio],
        ...[g.interval90?.from ?? null, g.interval90?.to ?? null, g.interval95?.from ?? null, g.interval95?.to ?? null, g.flagged],
      ]),
    );
    return csvOf([...columns, ...ends], rows);
  }

  /** Share of gifts that nobody had to be asked about. Throws Invalid as above. */
  async approvals(query: ReportQuery, by: Actor): Promise<ApprovalsView> {
    const { from, to } = await this.period(query);
    const params: unknown[] = [from, to];
    const scope = scopeOf(by, params);
    const { alone } = await this.db.one<{ alone: number }>(
      `SELECT count(*) AS alone FROM gesture g JOIN ticket t ON t.id = g.ticket_id
       WHERE g.approved_at >= $1 AND g.approved_at < $2 AND NOT g.needed_approval AND ${scope}`,
      params,
    );
    const share = approvalShare(alone, await this.db.rows<Blocked>(blockedSql(scope), params));
    return { from, to, ...share, share: share.share === null ? null : rounded(share.share), blocked: share.blocked.slice(0, MOST_REASONS) };
  }

  async approvalsCsv(query: ReportQuery, by: Actor): Promise<string> {
    const { decided, alone, asked, share, target, met, blocked } = await this.approvals(query, by);
    return csvOf(
      ['what', 'count', 'share'],
      [
        ['decided', decided, null],
        ['without approval', alone, share],
        ['target', null, target],
        ['target met', met, null],
        ['with approval', asked, share === null ? null : rounded(1 - share)],
        ...blocked.map(({ what, count }) => [what, count, null]),
      ],
    );
  }

  private async period({ from, to }: ReportQuery): Promise<{ from: Date; to: Date }> {
    const end = to ?? (await this.db.now());
    const start = from ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
    if (start.getTime() >= end.getTime()) throw new Invalid('from must lie before to.');
    if (end.getTime() - start.getTime() > MOST_DAYS * DAY_MS) throw new Invalid(`A report spans at most ${String(MOST_DAYS)} days.`);
    return { from: start, to: end };
  }

  /** Offers counted in the database by group and stratum; what was taken back or replaced was not given in the end. */
  private async cells(grouping: Grouping, from: Date, to: Date, by: Actor): Promise<CellRow[]> {
    const params: unknown[] = [from, to];
    const { key, name } = GROUP[grouping];
    const rows = await this.db.rows<CellRow>(
      `SELECT o.currency, o.key AS "group", min(o.name) AS name, o.stratum, count(*) AS n, avg(o.cost)::float8 AS mean, var_samp(o.cost)::float8 AS variance
       FROM (SELECT g.currency, ${key} AS key, ${name} AS name, t.failure_class || '/' || t.severity AS stratum,
               coalesce(g.cost_actual_minor, g.cost_reserved_minor) AS cost
             FROM gesture g JOIN ticket t ON t.id = g.ticket_id JOIN location l ON l.id = t.location_id
             LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN staff s ON s.id = g.requested_by
             WHERE g.offered_at >= $1 AND g.offered_at < $2 AND g.state NOT IN ('revoked', 'substituted') AND ${key} IS NOT NULL
               AND ${scopeOf(by, params)}) o
       GROUP BY o.currency, o.key, o.stratum ORDER BY 1, 2, 4`,
      params,
    );
    return grouping === 'agent' && !by.can('staff.see') ? rows.map((row) => this.withoutName(row)) : rows;
  }

  /** The same stranger in every report, so that reports can be compared; without the desk's secret nobody finds the person. */
  private withoutName(row: CellRow): CellRow {
    const code = createHmac('sha256', this.secret).update(`report\n${row.group}`).digest('hex').slice(0, 10);
    return { ...row, group: code, name: `Person ${code}` };
  }
}

/** A complaint about somebody does not exist for them, counts included (domain.md 10.3). */
function scopeOf(by: Actor, params: unknown[]): string {
  const columns = { location: 't.location_id', team: 't.team_id', desk: 't.desk_id' };
  const place = placeCondition(grantsWith(by.grants, 'report.see'), columns, params);
  params.push(by.staffId);
  return `${place} AND t.subject_staff_id IS DISTINCT FROM $${String(params.length)}::uuid`;
}

/** Why gifts had to wait: above the limit that whoever asked had at that time, or what the desk said; numbers in it are left out, to count like with like. */
function blockedSql(scope: string): string {
  return `SELECT x."limitMinor", x.why, count(*) AS count FROM (
      SELECT CASE WHEN g.cost_reserved_minor > own.most THEN own.most END AS "limitMinor",
        CASE WHEN g.cost_reserved_minor > own.most THEN NULL ELSE regexp_replace(a.why, '[0-9]+([.,][0-9]+)*', '…', 'g') END AS why
      FROM approval a JOIN gesture g ON g.id = a.gesture_id JOIN ticket t ON t.id = g.ticket_id
      CROSS JOIN LATERAL (SELECT coalesce(max(m.per_gesture_minor), 0) AS most FROM role_grant r JOIN authority_limit m ON m.role = r.role
        WHERE r.staff_id = a.asked_by AND r.valid_from <= a.asked_at AND (r.valid_to IS NULL OR r.valid_to > a.asked_at)) own
      WHERE a.asked_at >= $1 AND a.asked_at < $2 AND ${scope}) x
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function groupView(one: Comparison, name: string): FairnessGroupView {
  const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));
  const ends = (interval: [number, number] | null) => (interval === null ? null : { from: rounded(interval[0]), to: rounded(interval[1]) });
  return {
    ...one,
    name,
    meanMinor: Math.round(one.meanMinor),
    adjustedMinor: whole(one.adjustedMinor),
    othersMinor: whole(one.othersMinor),
    ratio: one.ratio === null ? null : rounded(one.ratio),
    interval90: ends(one.interval90),
    interval95: ends(one.interval95),
  };
}

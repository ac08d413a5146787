import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { CONFIG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { isLive, orderBy } from '../tickets/ticket-order.rules';
import type { TicketRowView } from '../worklist/ticket-list.dto';
import { wishConditions } from '../worklist/ticket-list.rules';
import type { BoardRowView, BoardView, Why } from './board.dto';

type Loads = Pick<BoardView, 'load' | 'byTeam' | 'byLocation'>;
type Fixes = Pick<BoardView, 'fixToday' | 'fixUsual'>;

interface LoadRow {
  of: 'staff' | 'team' | 'location';
  id: string;
  key: string | null;
  name: string;
  open: number;
  late: number;
  present: boolean;
}

interface KeptRow {
  id: string;
  ownerLoad: number | null;
  vendor: boolean;
  paused: boolean;
  parts: boolean;
}

/** So many live tickets are looked at for the loads; a desk with more has other worries, and the board must stay quick. */
const MOST_LOOKED_AT = 20_000;
const MOST_PEOPLE = 100;
const USUAL_DAYS = 28;
/** So many fixes are enough for a median. */
const MOST_FIXES = 5000;

/** Who has how much, and how long fixing takes: the part of the board that a manager shares the work out by. */
@Injectable()
export class BoardLoads {
  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
  ) {}

  /** Of what this person sees, in these places or everywhere. */
  async loads(locationIds: readonly string[] | undefined, actor: Actor, now: Date): Promise<Loads> {
    const params: unknown[] = [now];
    const visible = wishConditions({ locationIds, sort: 'due', limit: 0 }, actor, now, params).join(' AND ');
    const idle = actor.can('staff.see') ? idlePeople(locationIds, params) : '';
    const rows = await this.db.rows<LoadRow>(
      `WITH live AS MATERIALIZED (
         SELECT t.owner_id, t.team_id, t.location_id, coalesce(t.next_due_at < $1::timestamptz, false) AS late FROM ticket t
         WHERE ${isLive('t')} AND ${visible} ORDER BY ${orderBy('urgency', 't')} LIMIT ${String(MOST_LOOKED_AT)}),
       counted AS (
         SELECT owner_id, team_id, location_id, grouping(owner_id) AS no_owner, grouping(team_id) AS no_team, count(*)::int AS open,
           count(*) FILTER (WHERE late)::int AS late FROM live GROUP BY GROUPING SETS ((owner_id), (team_id), (location_id)))
       SELECT 'staff' AS of, s.id, NULL AS key, s.name, c.open, c.late, s.status = 'active' AS present FROM counted c JOIN staff s ON s.id = c.owner_id WHERE c.no_owner = 0
       UNION ALL SELECT 'team', x.id, x.key, x.name, c.open, c.late, true FROM counted c JOIN team x ON x.id = c.team_id WHERE c.no_team = 0
       UNION ALL SELECT 'location', l.id, l.key, l.name, c.open, c.late, true FROM counted c JOIN location l ON l.id = c.location_id
       ${idle}
       ORDER BY open DESC, name, id`,
      params,
    );
    const of = (what: LoadRow['of']): LoadRow[] => rows.filter((row) => row.of === what);
    const place = ({ key, name, open, late }: LoadRow) => ({ key: key ?? '', name, open, late });
    return {
      load: of('staff')
        .slice(0, MOST_PEOPLE)
        .map(({ id, name, open, late, present }) => ({ staff: { id, name }, open, late, present })),
      byTeam: of('team').map(place),
      byLocation: of('location').map(place),
    };
  }

  /** Median time from the complaint to the fix: today, and in the four weeks before. Midnight is the desk's. */
  async fixTimes(locationIds: readonly string[] | undefined, actor: Actor, now: Date): Promise<Fixes> {
    const midnight = DateTime.fromJSDate(now, { zone: this.config.deskZone }).startOf('day');
    const since = midnight.minus({ days: USUAL_DAYS }).toJSDate();
    const params: unknown[] = [midnight.toJSDate(), since];
    const visible = wishConditions({ locationIds, sort: 'newest', limit: 0 }, actor, now, params).join(' AND ');
    const rows = await this.db.rows<{ today: boolean; medianMs: number; count: number }>(
      `SELECT today, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::bigint AS "medianMs", count(*)::int AS count FROM (
         SELECT t.fixed_at >= $1::timestamptz AS today, extract(epoch FROM t.fixed_at - t.received_at) * 1000 AS ms FROM ticket t
         WHERE t.fixed_at >= $2::timestamptz AND t.fixed_at >= t.received_at AND t.state NOT IN ('merged', 'void') AND ${visible}
         ORDER BY t.fixed_at DESC LIMIT ${String(MOST_FIXES)}) fixes GROUP BY today`,
      params,
    );
    const of = (today: boolean): BoardView['fixToday'] => {
      const found = rows.find((row) => row.today === today);
      return found ? { medianMs: found.medianMs, count: found.count } : null;
    };
    return { fixToday: of(true), fixUsual: of(false) };
  }

  /** The rows with what keeps each from being done, and how much its owner has. One statement for all of them. */
  async explained(lists: readonly [TicketRowView[], TicketRowView[]], now: Date): Promise<[BoardRowView[], BoardRowView[]]> {
    const ids = [...new Set(lists.flat().map((row) => row.id))];
    const kept = ids.length === 0 ? [] : await this.db.rows<KeptRow>(KEPT, [ids]);
    const facts = new Map(kept.map((row) => [row.id, row]));
    const explain = (row: TicketRowView): BoardRowView => {
      const fact = facts.get(row.id);
      const late = row.nextDueAt !== null && row.nextDueAt < now;
      return { ...row, why: fact ? whyOf(fact, row.owner === null, late) : null, ownerLoad: fact?.ownerLoad ?? null };
    };
    return [lists[0].map(explain), lists[1].map(explain)];
  }
}

const KEPT = `
  SELECT t.id, loads.n AS "ownerLoad", coalesce(d.kind = 'vendor', false) AS vendor,
    t.state = 'waiting_customer' OR EXISTS (SELECT FROM timer m WHERE m.ticket_id = t.id AND m.state = 'paused') AS paused,
    coalesce((SELECT p.step = 'ordered' FROM push p WHERE p.ticket_id = t.id AND p.step <> 'other' ORDER BY p.at DESC LIMIT 1), false) AS parts
  FROM ticket t LEFT JOIN desk d ON d.id = t.desk_id
  LEFT JOIN (SELECT o.owner_id, count(*)::int AS n FROM ticket o
    WHERE ${isLive('o')} AND o.owner_id IN (SELECT owner_id FROM ticket WHERE id = ANY($1::uuid[])) GROUP BY o.owner_id) loads ON loads.owner_id = t.owner_id
  WHERE t.id = ANY($1::uuid[])`;

/** The first that holds: nobody has it, a part is missing, somebody outside has it, it stands still, it is simply late. */
function whyOf({ parts, vendor, paused }: KeptRow, unowned: boolean, late: boolean): Why | null {
  if (unowned) return 'no_owner';
  if (parts) return 'waiting_parts';
  if (vendor) return 'vendor';
  if (paused) return 'paused';
  return late ? 'late' : null;
}

/** Those who could take some: here, and with nothing at the moment. */
function idlePeople(locationIds: readonly string[] | undefined, params: unknown[]): string {
  const there =
    locationIds === undefined ? 'true' : `(g.scope_kind = 'org' OR g.location_id = ANY($${String(params.push(locationIds))}::uuid[]))`;
  return `UNION ALL SELECT 'staff', s.id, NULL, s.name, 0, 0, true FROM staff s
    WHERE s.status = 'active' AND NOT EXISTS (SELECT FROM live WHERE live.owner_id = s.id) AND EXISTS (
      SELECT FROM role_grant g WHERE g.staff_id = s.id AND g.role IN ('agent', 'senior_agent', 'lead') AND g.valid_from <= $1::timestamptz
        AND (g.valid_to IS NULL OR g.valid_to > $1::timestamptz) AND ${there})`;
}

import { Injectable } from '@nestjs/common';
import { refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { Role } from '../staff/role.rules';
import type { AuthorityLimitList, AuthorityLimitView, ChangeAuthorityLimit } from './authority.dto';
import { dayLimitMinor, daySentence, DEFAULT_LIMITS, type Limit, limitProblem, type Limits, settingProblem } from './limits.rules';
import { type DelegatedGrant, delegatedRoles, type Place } from './reach.rules';
import { localDate } from '../calendar/local-time.rules';

const VIEW = `SELECT role, per_gesture_minor AS "perGestureMinor", per_day_minor AS "perDayMinor", version FROM authority_limit`;

/** What is delegated to somebody now: the rights that the one who stands back holds now, and where. $1 staff, $2 now. */
const DELEGATED = statement(
  'authority.delegated',
  `WITH RECURSIVE held AS (
     SELECT DISTINCT g.id, d.from_staff, g.role, g.scope_kind, g.location_id, g.team_id, g.desk_id
     FROM delegation d JOIN staff s ON s.id = d.from_staff AND s.status <> 'left'
     JOIN role_grant g ON g.staff_id = d.from_staff AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
     WHERE d.to_staff = $1 AND d.starts_at <= $2 AND d.ends_at > $2 AND d.ended_at IS NULL),
   below (top, id) AS (
     SELECT location_id, location_id FROM held WHERE location_id IS NOT NULL
     UNION SELECT b.top, l.id FROM below b JOIN location l ON l.parent_id = b.id)
   SELECT h.from_staff AS "from", h.role, h.scope_kind AS "scopeKind", h.team_id AS "teamId", h.desk_id AS "deskId",
     ARRAY(SELECT b.id FROM below b WHERE b.top = h.location_id) AS "locationIds" FROM held h ORDER BY h.id`,
);

/** FOR SHARE: whoever lowers a limit meanwhile waits for us, or we for them and then read theirs. $1 roles. */
const LIMITS_OF = statement('authority.limits-of', `${VIEW} WHERE role = ANY($1::text[]) ORDER BY role FOR SHARE OF authority_limit`);

/** Which of the rights that others handed on count: where, and whose do not. */
export interface StandsIn {
  /** The ticket's; none = wherever they hold. */
  place?: Place;
  /** People whose place nobody may take in this matter. */
  except?: readonly string[];
}

/** Two at once take turns at the row; nothing is written where it would be too much. $3 cost, $4 limit for a day. */
const SPEND_DAY = statement(
  'authority.spend-day',
  `INSERT INTO authority_day AS a (staff_id, day, spent_minor, limit_minor) SELECT $1::uuid, $2::date, $3::bigint, $4::bigint WHERE $3::bigint <= $4::bigint
   ON CONFLICT (staff_id, day) DO UPDATE SET spent_minor = a.spent_minor + excluded.spent_minor, limit_minor = excluded.limit_minor
   WHERE a.spent_minor + excluded.spent_minor <= excluded.limit_minor`,
);

/** Who may give how much. */
@Injectable()
export class AuthorityService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** What each role may give by itself; a role that is not there gives nothing. */
  async limits(reader: Reader): Promise<Limits> {
    return limitsOf(await reader.rows<AuthorityLimitView>(VIEW));
  }

  /** The rights that others handed on to somebody, as they hold now. */
  async delegated(reader: Reader, staffId: string | null, now: Date): Promise<DelegatedGrant[]> {
    return staffId === null ? [] : reader.rows<DelegatedGrant>(DELEGATED, [staffId, now]);
  }

  /** Somebody's own roles and those of the people who delegated to them, as they hold now. `actor.roles` are counted as they are. */
  async rolesOf(
    reader: Reader,
    actor: { staffId: string | null; roles: readonly Role[] },
    now: Date,
    standsIn: StandsIn = {},
  ): Promise<Role[]> {
    return [...new Set([...actor.roles, ...delegatedRoles(await this.delegated(reader, actor.staffId, now), standsIn)])];
  }

  /**
   * Counts a gift against what somebody may give by themselves: by gift, and by day where they are. `roles` are their own; what is delegated to them
   * counts too, as far as `standsIn` goes. The desk itself has no limit. Throws Refused('within_own_limit') with whom it needs; counts nothing then.
   */
  async spend(
    tx: Tx,
    {
      staffId,
      roles,
      costMinor,
      zone,
      now,
      standsIn,
    }: { staffId: string | null; roles: readonly Role[]; costMinor: number; zone: string; now: Date; standsIn?: StandsIn },
  ): Promise<void> {
    if (staffId === null || roles.includes('system')) return;
    const held = await tx.rows<AuthorityLimitView>(LIMITS_OF, [await this.rolesOf(tx, { staffId, roles }, now, standsIn)]);
    const [limits, all] = [limitsOf(held), held.map(({ role }) => role as Role)];
    const problem = limitProblem(costMinor, all, limits);
    if (problem) {
      // whom it needs is said by everybody's limits, not only by one's own
      const { why, needs } = limitProblem(costMinor, all, { ...(await this.limits(tx)), ...limits }) ?? problem;
      throw new Refused('within_own_limit', why, { needs });
    }
    const perDay = dayLimitMinor(all, limits);
    if (perDay === null || costMinor === 0) return;
    const day = localDate(now, zone);
    if ((await tx.run(SPEND_DAY, [staffId, day, costMinor, perDay])) > 0) return;
    const spent = await tx.maybe<{ minor: number }>(`SELECT spent_minor AS minor FROM authority_day WHERE staff_id = $1 AND day = $2`, [
      staffId,
      day,
    ]);
    throw new Refused('within_own_limit', daySentence(costMinor, spent?.minor ?? 0, perDay), { needs: 'lead' });
  }

  /** Who may give how much, from the smallest. */
  async list(): Promise<AuthorityLimitList> {
    return { items: await this.db.rows<AuthorityLimitView>(`${VIEW} ORDER BY per_gesture_minor, role`) };
  }

  /** Throws Missing for a role that gives nothing, Refused for an old version, for the own limit and for who has no say everywhere. Whoever approves at this moment is judged by one or the other, whole. */
  change(role: string, { version, ...body }: ChangeAuthorityLimit, by: Actor): Promise<AuthorityLimitView> {
    const problem = settingProblem(role, by.grants);
    if (problem) throw new Refused(problem.guard, problem.why);
    return this.commands.once(by.command, async (tx) => {
      const current = await tx.maybe<AuthorityLimitView>(`${VIEW} WHERE role = $1 FOR NO KEY UPDATE`, [role]);
      if (!current) throw new Missing(`"${role}" is not a role that gives gifts.`);
      refuseStale(version, current);
      const { perGestureMinor, perDayMinor } = { ...current, ...body };
      await tx.run(`UPDATE authority_limit SET per_gesture_minor = $2, per_day_minor = $3, version = version + 1 WHERE role = $1`, [
        role,
        perGestureMinor,
        perDayMinor,
      ]);
      await audit(tx, by, 'authority_limit.changed', `authority_limit:${role}`, { perGestureMinor, perDayMinor });
      return { role, perGestureMinor, perDayMinor, version: current.version + 1 };
    });
  }

  /** The limits a new desk starts with; what is there already stays as it is. */
  async ensureStarter(tx: Tx): Promise<void> {
    for (const [role, { perGestureMinor, perDayMinor }] of Object.entries(DEFAULT_LIMITS) as [Role, Limit][]) {
      await tx.run(
        `INSERT INTO authority_limit (role, per_gesture_minor, per_day_minor) VALUES ($1, $2, $3) ON CONFLICT (role) DO NOTHING`,
        [role, perGestureMinor, perDayMinor],
      );
    }
  }
}

function limitsOf(rows: readonly AuthorityLimitView[]): Limits {
  return Object.fromEntries(rows.map(({ role, perGestureMinor, perDayMinor }) => [role, { perGestureMinor, perDayMinor }]));
}

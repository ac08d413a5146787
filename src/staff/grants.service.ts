import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { idOfKey } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { violated } from '../platform/database/database-errors';
import type { Reader, Tx } from '../platform/database/tx';
import { Forbidden, Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from './actor.dto';
import { grantProblem, scopeKindOf, selfGrantProblem } from './grant.rules';
import { RoleGrant } from './role-grant.entity';
import type { GiveRole, GrantView } from './staff.dto';

/** Who may do what and where: given and ended, never edited. */
@Injectable()
export class GrantsService {
  /** Throws Invalid for a place that does not exist or does not fit the role, Forbidden for oneself, Refused where it is held already. */
  async give(tx: Tx, staffId: string, wish: GiveRole, actor: Actor, now: Date): Promise<void> {
    const selfish = selfGrantProblem(actor.staffId, staffId);
    if (selfish) throw new Forbidden(selfish);
    const scopeKind = scopeKindOf(wish);
    const problem = grantProblem(wish.role, scopeKind);
    if (problem || !scopeKind) throw new Invalid(problem ?? '');
    const validFrom = wish.validFrom ?? now;
    if (wish.validTo && wish.validTo <= validFrom) throw new Invalid('validTo must be later than validFrom.');
    const grant: RoleGrant = {
      id: uuidv7(),
      staffId,
      role: wish.role,
      scopeKind,
      locationId: wish.location ? await idOfKey(tx, 'location', wish.location) : null,
      teamId: wish.team ? await idOfKey(tx, 'team', wish.team) : null,
      deskId: wish.desk ? await idOfKey(tx, 'desk', wish.desk) : null,
      validFrom,
      validTo: wish.validTo ?? null,
      grantedBy: actor.staffId,
    };
    await insertGrant(tx, grant);
    await audit(tx, actor, 'rights.given', `staff:${staffId}`, { grant });
  }

  /** Both of the first account's grants, by the desk itself; held ones stay. */
  async giveFirst(tx: Tx, staffId: string, now: Date): Promise<void> {
    for (const role of ['admin', 'manager'] as const) {
      const id = uuidv7();
      await tx.run(
        `INSERT INTO role_grant (id, staff_id, role, scope_kind, valid_from) VALUES ($1, $2, $3, 'org', $4) ON CONFLICT DO NOTHING`,
        [id, staffId, role, now],
      );
      await audit(tx, null, 'rights.given', `staff:${staffId}`, { grant: { id, role, scopeKind: 'org' } });
    }
  }

  /** Ends a grant now; one that has not begun is taken away. Throws Missing, or Refused where it is the last administrator's. */
  async end(tx: Tx, staffId: string, grantId: string, actor: Actor, now: Date): Promise<void> {
    const grant = await tx.manager.findOne(RoleGrant, { where: { id: grantId, staffId }, lock: { mode: 'pessimistic_write' } });
    if (!grant || (grant.validTo && grant.validTo <= now)) throw new Missing('There is no such grant that still holds.');
    if (grant.validFrom > now) await tx.manager.delete(RoleGrant, grant.id);
    // Given and ended within one millisecond: it must still end after it began.
    else await tx.manager.update(RoleGrant, grant.id, { validTo: new Date(Math.max(now.getTime(), grant.validFrom.getTime() + 1)) });
    if (grant.role === 'admin') await this.keepAnAdmin(tx, now);
    await audit(tx, actor, 'rights.ended', `staff:${staffId}`, { grant });
  }

  /** First of all where an administrator may go: one such change at a time, so that two cannot remove each other at the same moment. */
  async lockAdmins(tx: Tx): Promise<void> {
    await tx.run(
      `SELECT g.id FROM role_grant g JOIN staff s ON s.id = g.staff_id WHERE g.role = 'admin' AND s.status <> 'left' AND g.valid_to IS NULL
       ORDER BY g.id FOR NO KEY UPDATE OF g, s`,
    );
  }

  /** Call after administrator's rights were taken away, under `lockAdmins`: somebody must still have them. */
  async keepAnAdmin(tx: Tx, now: Date): Promise<void> {
    const admin = await tx.maybe(
      `SELECT 1 FROM role_grant g JOIN staff s ON s.id = g.staff_id
       WHERE g.role = 'admin' AND s.status <> 'left' AND g.valid_from <= $1 AND g.valid_to IS NULL LIMIT 1`,
      [now],
    );
    if (!admin) throw new Refused('last_admin', 'The desk needs an administrator. Make somebody else one first.');
  }
}

/** The grants that hold now or later, by person. */
export async function grantsOf(reader: Reader, staffIds: readonly string[]): Promise<Map<string, GrantView[]>> {
  const rows = await reader.rows<GrantView & { staffId: string }>(
    `SELECT g.staff_id AS "staffId", g.id, g.role, g.scope_kind AS "scopeKind", l.key AS location, t.key AS team, d.key AS desk,
       g.valid_from AS "validFrom", g.valid_to AS "validTo"
     FROM role_grant g LEFT JOIN location l ON l.id = g.location_id LEFT JOIN team t ON t.id = g.team_id LEFT JOIN desk d ON d.id = g.desk_id
     WHERE g.staff_id = ANY($1) AND (g.valid_to IS NULL OR g.valid_to > desk_now()) ORDER BY g.valid_from, g.id`,
    [staffIds],
  );
  const byPerson = new Map<string, GrantView[]>();
  for (const { staffId, ...grant } of rows) byPerson.set(staffId, [...(byPerson.get(staffId) ?? []), grant]);
  return byPerson;
}

async function insertGrant(tx: Tx, grant: RoleGrant): Promise<void> {
  try {
    await tx.manager.insert(RoleGrant, grant);
  } catch (error) {
    if (violated(error) !== 'role_grant_once') throw error;
    throw new Refused('held', 'This person holds this role there already.');
  }
}

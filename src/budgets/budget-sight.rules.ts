import { type PlacedGrant, type Reach, reach } from '../authority/reach.rules';
import { type Permission, permissionsOf } from '../staff/permission.rules';
import { type Role } from '../staff/role.rules';

/** Whose budgets somebody may see, set or release (domain.md 10.2): those of the places where they hold a role that may. */

/** Where these grants give the permission. */
export function reachOf(grants: readonly PlacedGrant[], permission: Permission): Reach {
  return reach(grants.filter(({ role }) => permissionsOf([role]).has(permission)));
}

/** The condition of SQL under which a budget's row `alias` is theirs; a team's lead reads those of its location. Values are pushed onto `params`. */
export function budgetsIn(reach: Reach, alias: string, params: unknown[]): string {
  if (reach.everywhere) return 'true';
  params.push(reach.locationIds, reach.teamIds, reach.deskIds);
  const [places, teams, desks] = [2, 1, 0].map((back) => `$${String(params.length - back)}::uuid[]`);
  return `(${alias}.location_id = ANY(${places ?? ''}) OR ${alias}.desk_id = ANY(${desks ?? ''})
    OR ${alias}.location_id IN (SELECT location_id FROM team WHERE id = ANY(${teams ?? ''})))`;
}

/**
 * Why these grants do not let somebody set a budget there; null where they do. An area manager sets those of the own region; a manager only where
 * nobody stands above, which is as manager of the whole organisation.
 */
export function settingProblem(grants: readonly PlacedGrant[], locationId: string | null): string | null {
  if (grants.some(({ role, scopeKind }) => scopeKind === 'org' && permissionsOf([role]).has('budget.set'))) return null;
  const region = grants.some(({ role, locationIds }) => role === 'area_manager' && locationId !== null && locationIds.includes(locationId));
  return region ? null : 'Only an area manager of this place, or a manager of the whole organisation, sets this budget.';
}

/** Whoever only counts (an analyst) reads amounts without people and gifts. */
export function seesPeopleOfBudgets(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'analyst' && permissionsOf([role]).has('budget.see'));
}

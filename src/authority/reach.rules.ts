import type { ScopeKind } from '../staff/grant.rules';
import { type Role, roleAtLeast } from '../staff/role.rules';

/** The places in which somebody's grants hold. */

export interface PlacedGrant {
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  /** The location and all below it. */
  readonly locationIds: readonly string[];
  readonly teamId: string | null;
  readonly deskId: string | null;
}

/** A right that somebody handed on. */
export interface DelegatedGrant extends PlacedGrant {
  /** Whose right it is. */
  readonly from: string;
}

/** Where a ticket lies. */
export interface Place {
  readonly locationId: string;
  readonly teamId: string | null;
  readonly deskId: string | null;
}

/** Partners work only in the queue of their desk, whatever wider place they were given by mistake. */
const ONLY_BY_DESK: readonly Role[] = ['vendor_agent', 'vendor_lead'];

/** Does this right hold in this place? */
export function covers({ role, scopeKind, locationIds, teamId, deskId }: PlacedGrant, place: Place): boolean {
  if (scopeKind === 'desk') return deskId !== null && deskId === place.deskId;
  if (ONLY_BY_DESK.includes(role)) return false;
  if (scopeKind === 'team') return teamId !== null && teamId === place.teamId;
  return scopeKind === 'org' || locationIds.includes(place.locationId);
}

/**
 * Somebody's own roles that count in a place. Whoever owns the ticket works on it wherever they were hired, so they keep what is below a lead; saying
 * yes to others hangs on the place alone.
 */
export function ownRoles(grants: readonly PlacedGrant[], place: Place, isOwner: boolean): Role[] {
  const here = grants.filter((grant) => covers(grant, place) || (isOwner && !roleAtLeast([grant.role], 'lead')));
  return [...new Set(here.map(({ role }) => role))];
}

/** The roles that others handed on, without those of `except`; no place = wherever they hold. */
export function delegatedRoles(
  grants: readonly DelegatedGrant[],
  { place, except = [] }: { place?: Place | undefined; except?: readonly string[] | undefined },
): Role[] {
  const counting = grants.filter((grant) => !except.includes(grant.from) && (place === undefined || covers(grant, place)));
  return [...new Set(counting.map(({ role }) => role))];
}

/** Somebody's places; `everywhere` = the whole organisation. */
export interface Reach {
  everywhere: boolean;
  locationIds: string[];
  teamIds: string[];
  deskIds: string[];
}

/** Where somebody may say yes to what others ask for. */
export function approvesIn(grants: readonly PlacedGrant[]): Reach {
  return reach(grants.filter(({ role }) => roleAtLeast([role], 'lead')));
}

/** All places of these grants together. */
export function reach(mine: readonly PlacedGrant[]): Reach {
  return {
    everywhere: mine.some(({ scopeKind }) => scopeKind === 'org'),
    locationIds: [...new Set(mine.flatMap(({ locationIds }) => locationIds))],
    teamIds: mine.flatMap(({ teamId }) => teamId ?? []),
    deskIds: mine.flatMap(({ deskId }) => deskId ?? []),
  };
}

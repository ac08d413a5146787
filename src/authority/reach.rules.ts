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

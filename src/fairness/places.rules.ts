import { type Permission, permissionsOf } from '../staff/permission.rules';
import { type Role, roleAtLeast } from '../staff/role.rules';
import type { ViewerGrant } from '../tickets/visibility.rules';

/** Where somebody may look, as a condition of SQL: numbers and reviews stop at the same fence as tickets do. */

/** Names of the columns; a row that belongs to no team or desk is found by its location alone. */
export interface PlaceColumns {
  location: string;
  team?: string;
  desk?: string;
}

export function grantsWith(grants: readonly ViewerGrant[], permission: Permission): ViewerGrant[] {
  return grants.filter(({ role }) => permissionsOf([role]).has(permission));
}

export function grantsOf(grants: readonly ViewerGrant[], least: Role): ViewerGrant[] {
  return grants.filter(({ role }) => roleAtLeast([role], least));
}

/** `true` for the whole organisation, `false` for nowhere; values are pushed onto `params`. */
export function placeCondition(grants: readonly ViewerGrant[], columns: PlaceColumns, params: unknown[]): string {
  if (grants.some(({ scopeKind }) => scopeKind === 'org')) return 'true';
  const wanted: [string | undefined, (string | null)[]][] = [
    [columns.location, grants.filter(({ scopeKind }) => scopeKind === 'location').flatMap(({ locationIds }) => [...locationIds])],
    [columns.team, grants.filter(({ scopeKind }) => scopeKind === 'team').map(({ teamId }) => teamId)],
    [columns.desk, grants.filter(({ scopeKind }) => scopeKind === 'desk').map(({ deskId }) => deskId)],
  ];
  const ways = wanted.flatMap(([column, ids]) => {
    const known = [...new Set(ids)].filter((id) => id !== null);
    if (column === undefined || known.length === 0) return [];
    params.push(known);
    return [`${column} = ANY($${String(params.length)}::uuid[])`];
  });
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}

import { handlesTickets, type ROLES } from '../../../../../src/staff/role.rules';

export type Role = (typeof ROLES)[number];
export const SCOPES = ['org', 'location', 'team', 'desk'] as const;
export type Scope = (typeof SCOPES)[number];

/** A role and the place where it is to hold. `place` is a key, empty for the whole organisation. */
export interface RoleWish {
  readonly role: Role | '';
  readonly scope: Scope;
  readonly place: string;
}
/** As the desk takes it: a role, and the key of the one place where it holds. */
export interface Grant {
  readonly role: Role;
  readonly location?: string;
  readonly team?: string;
  readonly desk?: string;
}
export const NO_ROLE: RoleWish = { role: '', scope: 'org', place: '' };

/** Where this role may hold: people of a partner only at their desk. */
export function scopesOf(role: Role | ''): readonly Scope[] {
  return role === 'vendor_agent' || role === 'vendor_lead' ? ['desk'] : SCOPES;
}

/** The wish with another role: its place stays where that role may hold there. */
export function withRole(wish: RoleWish, role: Role | ''): RoleWish {
  const [first = 'org'] = scopesOf(role);
  return scopesOf(role).includes(wish.scope) ? { ...wish, role } : { role, scope: first, place: '' };
}

export function roleMissing({ role, scope, place }: RoleWish): 'role' | 'place' | null {
  if (role === '') return 'role';
  return scope !== 'org' && place === '' ? 'place' : null;
}

/** The wish as the desk takes it; null while something of it is missing. */
export function grantOf(wish: RoleWish): Grant | null {
  const { role, scope, place } = wish;
  if (role === '' || roleMissing(wish) !== null) return null;
  return scope === 'org' ? { role } : { role, [scope]: place };
}

interface Person {
  readonly status: string;
  readonly grants: readonly { readonly role: Role; readonly validFrom: string }[];
}

/** Who can take over open tickets: somebody who is here and works on tickets. */
export function canTakeOver(person: Person, now: number): boolean {
  const roles = person.grants.filter(({ validFrom }) => Date.parse(validFrom) <= now).map(({ role }) => role);
  return person.status === 'active' && handlesTickets(roles);
}

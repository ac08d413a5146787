import { type Role, roleWords } from './role.rules';

export type ScopeKind = 'org' | 'location' | 'team' | 'desk';

/** Where a role is to hold: keys as the request names them. */
export interface WishedScope {
  location?: string | null;
  team?: string | null;
  desk?: string | null;
}

const VENDOR: readonly Role[] = ['vendor_agent', 'vendor_lead'];

/** The kind of scope that is asked for; nothing named is the whole organisation; null where more than one thing is named. */
export function scopeKindOf(wish: WishedScope): ScopeKind | null {
  const named = (['location', 'team', 'desk'] as const).filter((kind) => wish[kind]);
  if (named.length > 1) return null;
  return named[0] ?? 'org';
}

/** Why this role cannot be given at this scope, in a sentence; null where it can. */
export function grantProblem(role: Role, scope: ScopeKind | null): string | null {
  if (scope === null) return 'Name one of location, team or desk, or none of them for the whole organisation.';
  if (VENDOR.includes(role) && scope !== 'desk') return `Name the desk: ${roleWords(role)} works for one partner and sees only its queue.`;
  return null;
}

/** Why nobody may give rights to this person here (domain.md 10.1: an administrator cannot grant to self); null where one may. */
export function selfGrantProblem(actorStaffId: string | null, staffId: string): string | null {
  return actorStaffId === staffId ? 'You cannot give rights to yourself. Another administrator has to do it.' : null;
}

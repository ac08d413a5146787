import type { Role } from '../staff/role.rules';

/**
 * Who sees which ticket (domain.md 10.2 and 10.3), as a condition of SQL. Every read of tickets carries it, counts included, so that what
 * somebody may not see does not exist for them.
 */

/** What counts of a person's right: the role and where it holds. */
export interface ViewerGrant {
  readonly role: Role;
  readonly scopeKind: 'org' | 'location' | 'team' | 'desk';
  /** The location and all below it. */
  readonly locationIds: readonly string[];
  readonly teamId: string | null;
  readonly deskId: string | null;
}

export interface Viewer {
  readonly kind: 'staff' | 'api_token' | 'system' | 'customer';
  /** For a customer's link: the ticket's id behind the colon. */
  readonly key: string;
  readonly staffId: string | null;
  readonly grants: readonly ViewerGrant[];
}

/** `all`: restricted tickets too. `open`: those only as their owner. `own`: nothing but what they own. Any other role sees no ticket. */
const SIGHT: Readonly<Partial<Record<Role, 'all' | 'open' | 'own'>>> = {
  agent: 'open',
  senior_agent: 'open',
  lead: 'open',
  manager: 'all',
  area_manager: 'all',
  follow_up: 'own',
  vendor_agent: 'open',
  vendor_lead: 'open',
  privacy_officer: 'all',
  auditor: 'all',
};

const VENDORS: readonly Role[] = ['vendor_agent', 'vendor_lead'];

/** Lets a partner desk be given a location or everything by mistake: it still sees only what was handed to a desk. */
function reaches(grant: ViewerGrant): boolean {
  return grant.scopeKind === 'desk' || !VENDORS.includes(grant.role);
}

function push(params: unknown[], value: unknown): string {
  params.push(value);
  return `$${String(params.length)}`;
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}

/** The scopes of these grants, each as a condition; `['true']` where one is the whole organisation, none where there is no grant. */
function scopes(grants: readonly ViewerGrant[], alias: string, params: unknown[]): string[] {
  if (grants.some((grant) => grant.scopeKind === 'org')) return ['true'];
  const of = (kind: ViewerGrant['scopeKind']): ViewerGrant[] => grants.filter((grant) => grant.scopeKind === kind);
  const wanted: [string, string[]][] = [
    ['location_id', present(of('location').flatMap((grant) => grant.locationIds))],
    ['team_id', present(of('team').map((grant) => grant.teamId))],
    ['desk_id', present(of('desk').map((grant) => grant.deskId))],
  ];
  return wanted.filter(([, ids]) => ids.length > 0).map(([column, ids]) => `${alias}.${column} = ANY(${push(params, ids)}::uuid[])`);
}

/**
 * The condition under which `viewer` sees a ticket; `alias` names the ticket's row, values are pushed onto `params`. For somebody who sees the
 * whole organisation it is one comparison, so that the order of an index stays usable.
 */
export function visibleTo(viewer: Viewer, alias: string, params: unknown[]): string {
  if (viewer.kind === 'system') return 'true';
  if (viewer.kind === 'customer') return `${alias}.id::text = ${push(params, viewer.key.slice(viewer.key.indexOf(':') + 1))}`;
  const grants = viewer.grants.filter((grant) => SIGHT[grant.role] !== undefined);
  if (viewer.staffId === null || grants.length === 0) return 'false';
  const me = push(params, viewer.staffId);
  const notSubject = `${alias}.subject_staff_id IS DISTINCT FROM ${me}::uuid`;
  const withSight = (sight: 'all' | 'open'): ViewerGrant[] => grants.filter((grant) => SIGHT[grant.role] === sight && reaches(grant));
  const all = scopes(withSight('all'), alias, params);
  if (all.includes('true')) return notSubject;
  const open = scopes(withSight('open'), alias, params);
  const ways = [`${alias}.owner_id = ${me}::uuid`, ...all];
  if (open.includes('true')) ways.push(`NOT ${alias}.restricted`);
  else if (open.length > 0) ways.push(`(NOT ${alias}.restricted AND (${open.join(' OR ')}))`);
  return `(${notSubject} AND (${ways.join(' OR ')}))`;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NUMBER = /^(?:R-)?(\d{1,15})$/i;

/** The number in "R-1001" or "1001"; null where this is no number of a ticket. */
export function numberIn(ref: string): number | null {
  const found = NUMBER.exec(ref);
  return found ? Number(found[1]) : null;
}

/** The ticket a path names by id, 1001 or R-1001; anything else is no ticket. */
export function refCondition(ref: string, alias: string, params: unknown[]): string {
  if (ID.test(ref)) return `${alias}.id = ${push(params, ref)}::uuid`;
  const number = numberIn(ref);
  return number === null ? 'false' : `${alias}.number = ${push(params, number)}`;
}

import type { Role } from '../staff/role.rules';

/**
 * Who sees which message, as a condition of SQL. A message is seen by whoever sees its ticket (domain.md 10.2, 10.3); a mail to staff without a ticket
 * by that person and by whoever sees everything.
 */

export interface MessageViewer {
  readonly kind: 'staff' | 'api_token' | 'system' | 'customer';
  readonly staffId: string | null;
  readonly grants: readonly MessageGrant[];
}

export interface MessageGrant {
  readonly role: Role;
  readonly scopeKind: 'org' | 'location' | 'team' | 'desk';
  /** The location and all below it. */
  readonly locationIds: readonly string[];
  readonly teamId: string | null;
  readonly deskId: string | null;
}

/** `all` with restricted tickets, `open` without them. Whoever else may see messages sees those of the tickets they own. */
const SIGHT: Readonly<Partial<Record<Role, 'all' | 'open'>>> = {
  agent: 'open',
  senior_agent: 'open',
  lead: 'open',
  manager: 'all',
  area_manager: 'all',
  auditor: 'all',
};

/** The condition on the row `message` with its ticket joined as `ticket`; values are pushed onto `params`. */
export function messageVisibleTo(viewer: MessageViewer, message: string, ticket: string, params: unknown[]): string {
  if (viewer.kind === 'system') return 'true';
  if (viewer.staffId === null || viewer.kind === 'customer') return 'false';
  const me = push(params, viewer.staffId);
  const all = places(viewer, 'all', ticket, params);
  const open = places(viewer, 'open', ticket, params);
  const ways = [`${ticket}.owner_id = ${me}::uuid`, ...all, ...open.map((place) => `(NOT ${ticket}.restricted AND ${place})`)];
  const ofTicket = `(${ticket}.subject_staff_id IS DISTINCT FROM ${me}::uuid AND (${ways.join(' OR ')}))`;
  const seesEverything = viewer.grants.some((grant) => SIGHT[grant.role] === 'all' && grant.scopeKind === 'org');
  const ofStaff = seesEverything ? 'true' : `${message}.staff_id = ${me}::uuid`;
  return `CASE WHEN ${message}.ticket_id IS NULL THEN ${ofStaff} ELSE ${ofTicket} END`;
}

function places(viewer: MessageViewer, sight: 'all' | 'open', ticket: string, params: unknown[]): string[] {
  const grants = viewer.grants.filter((grant) => SIGHT[grant.role] === sight);
  if (grants.some((grant) => grant.scopeKind === 'org')) return ['true'];
  const ids: [string, (string | null)[]][] = [
    ['location_id', grants.flatMap((grant) => (grant.scopeKind === 'location' ? grant.locationIds : []))],
    ['team_id', grants.flatMap((grant) => (grant.scopeKind === 'team' ? [grant.teamId] : []))],
    ['desk_id', grants.flatMap((grant) => (grant.scopeKind === 'desk' ? [grant.deskId] : []))],
  ];
  return ids.filter(([, list]) => list.length > 0).map(([column, list]) => `${ticket}.${column} = ANY(${push(params, list)}::uuid[])`);
}

function push(params: unknown[], value: unknown): string {
  params.push(value);
  return `$${String(params.length)}`;
}

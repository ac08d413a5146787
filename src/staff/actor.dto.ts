import type { Caller } from '../platform/http/caller';
import type { ScopeKind } from './grant.rules';
import type { Role } from './role.rules';

/** A role that holds now, and where. */
export interface Grant {
  role: Role;
  scopeKind: ScopeKind;
  /** For `location`: the location and all below it; else empty. */
  locationIds: readonly string[];
  teamId: string | null;
  deskId: string | null;
}

/** Who does something, with all that rules and queries need to know. */
export interface Actor extends Caller {
  kind: 'staff' | 'api_token' | 'system' | 'customer';
  /** For an API token whoever made it: what is hidden from that person is hidden from the token. Null for the system and customers. */
  staffId: string | null;
  name: string;
  /** Every role that holds now, each once. */
  roles: readonly Role[];
  grants: readonly Grant[];
  /** What an API token was made for; empty for everybody else. */
  scopes: readonly string[];
}

/** The desk itself: clocks, workers, incoming mail. */
export const SYSTEM: Actor = Object.freeze<Actor>({
  kind: 'system',
  key: 'system',
  staffId: null,
  name: 'Amends',
  roles: ['system'],
  grants: [{ role: 'system', scopeKind: 'org', locationIds: [], teamId: null, deskId: null }],
  scopes: [],
  byCookie: false,
  command: null,
  can: () => true,
});

/** A customer who follows the link of a ticket. */
export function customerByLink(ticketId: string): Actor {
  return {
    kind: 'customer',
    key: `customer:${ticketId}`,
    staffId: null,
    name: 'Customer',
    roles: ['customer'],
    grants: [],
    scopes: [],
    byCookie: false,
    command: null,
    can: () => false,
  };
}

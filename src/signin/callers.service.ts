import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { deskStands } from '../organisation/organisation.service';
import { Database } from '../platform/database/database';
import { type Statement, statement } from '../platform/database/sql';
import { Together } from '../platform/database/together';
import type { Callers } from '../platform/http/caller';
import { LOG } from '../platform/runtime';
import { hashToken } from '../platform/tokens';
import type { Actor, Grant } from '../staff/actor.dto';
import { permissionsOf } from '../staff/permission.rules';
import type { Role } from '../staff/role.rules';
import { SignInCookies } from './cookies.service';
import { REDEEM, tokenCan } from './token-scope.rules';

const COOKIE_TOKEN = /^[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer (amends_[A-Za-z0-9_-]{43})$/i;

interface Row {
  staffId: string;
  name: string;
  grants: Grant[];
  /** Not written down as seen for a minute. */
  isStale: boolean;
  tokenId: string | null;
  scopes: string[];
}

/**
 * Every request runs one of the two statements below, so each is one round trip, prepared once a connection: whose token is it, is he
 * still here, which roles hold now, and which locations lie below each of them. Where a partner's contract has ended, what its
 * people held there has ended with it, to the minute (edge 80).
 */
const person = (whose: string) => `
WITH RECURSIVE clock AS MATERIALIZED (SELECT desk_now() AS now),
who AS MATERIALIZED (${whose}),
held AS MATERIALIZED (
  SELECT g.id, g.role, g.scope_kind, g.location_id, g.team_id, g.desk_id FROM who JOIN role_grant g USING (staff_id), clock
  WHERE g.valid_from <= clock.now AND (g.valid_to IS NULL OR g.valid_to > clock.now) AND ${deskStands('g.desk_id', 'clock.now')}
),
below (top, id) AS (
  SELECT location_id, location_id FROM held WHERE location_id IS NOT NULL
  UNION SELECT b.top, l.id FROM below b JOIN location l ON l.parent_id = b.id
)
SELECT who.staff_id AS "staffId", s.name, who.stale AS "isStale", who.token_id AS "tokenId", who.scopes,
  coalesce((SELECT json_agg(json_build_object('role', h.role, 'scopeKind', h.scope_kind, 'teamId', h.team_id, 'deskId', h.desk_id,
    'locationIds', coalesce((SELECT json_agg(b.id) FROM below b WHERE b.top = h.location_id), '[]'::json)) ORDER BY h.id) FROM held h), '[]'::json) AS grants
FROM who JOIN staff s ON s.id = who.staff_id WHERE s.status <> 'left'`;

const BY_SESSION = statement(
  'caller.session',
  person(`SELECT e.staff_id, e.last_seen_at < clock.now - interval '1 minute' AS stale, NULL::uuid AS token_id, '{}'::text[] AS scopes
    FROM session e, clock WHERE e.token_hash = $1 AND e.expires_at > clock.now AND e.last_seen_at > clock.now - interval '12 hours'`),
);
const BY_TOKEN = statement(
  'caller.token',
  person(`SELECT k.staff_id, coalesce(k.last_used_at < clock.now - interval '1 minute', true) AS stale, k.id AS token_id, k.scopes
    FROM api_token k, clock WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > clock.now`),
);
const SEEN = statement(
  'caller.seen',
  `UPDATE session SET last_seen_at = desk_now() WHERE token_hash = $1 AND last_seen_at < desk_now() - interval '1 minute'`,
);
const USED = statement(
  'caller.used',
  `UPDATE api_token SET last_used_at = desk_now() WHERE token_hash = $1 AND (last_used_at IS NULL OR last_used_at < desk_now() - interval '1 minute')`,
);

/**
 * Who sends a request: a person by cookie, or a program by token. Rights are read anew each time, so taking them away works at once; requests of the
 * same token that come at the same time share one reading.
 */
@Injectable()
export class CallersService implements Callers, OnModuleDestroy {
  private readonly notes = new Set<Promise<void>>();
  private readonly together = new Together<Row | null>();

  constructor(
    private readonly db: Database,
    private readonly cookies: SignInCookies,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Null where nobody is signed in. A token in the header beats the cookie; a wrong one is not made good by it. */
  async of(request: FastifyRequest): Promise<Actor | null> {
    const header = request.headers.authorization;
    if (header !== undefined) return this.by(BY_TOKEN, USED, BEARER.exec(header)?.[1]);
    const token = this.cookies.session(request);
    return this.by(BY_SESSION, SEEN, token && COOKIE_TOKEN.test(token) ? token : undefined);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.notes);
  }

  private async by(find: Statement, note: Statement, token: string | undefined): Promise<Actor | null> {
    if (token === undefined) return null;
    const hash = hashToken(token);
    const row = await this.together.ask(`${find.name} ${hash.toString('base64')}`, async () => {
      const found = await this.db.maybe<Row>(find, [hash]);
      if (found?.isStale) this.noteSeen(note, hash);
      return found;
    });
    return row && actorOf(row);
  }

  /** Beside the request: at most once a minute, nobody waits for it, and a request does not fail with it. */
  private noteSeen(note: Statement, hash: Buffer): void {
    const noted = this.db.rows(note, [hash]).then(
      () => undefined,
      (error: unknown) => {
        this.log.warn({ err: error }, 'could not note when a session was last seen');
      },
    );
    this.notes.add(noted);
    void noted.finally(() => this.notes.delete(noted));
  }
}

function actorOf({ staffId, name, grants, tokenId, scopes }: Row): Actor {
  const roles = [...new Set(grants.map((grant) => grant.role))];
  const permissions: ReadonlySet<string> = permissionsOf(roles);
  if (tokenId === null) {
    const can = (permission: string) => permissions.has(permission);
    return { kind: 'staff', key: `staff:${staffId}`, staffId, name, roles, grants, scopes, byCookie: true, command: null, can };
  }
  const tokenRoles: Role[] = scopes.includes(REDEEM) ? [...roles, 'pos'] : roles;
  const can = (permission: string) => tokenCan(permission, scopes, permissions);
  return {
    kind: 'api_token',
    key: `token:${tokenId}`,
    staffId,
    name,
    roles: tokenRoles,
    grants,
    scopes,
    byCookie: false,
    command: null,
    can,
  };
}

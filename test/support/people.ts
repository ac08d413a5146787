import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { hashToken } from '../../src/platform/tokens';
import type { Tables } from './builders';

/** People of the desk as rows, for tests that are about something else than signing in. */

interface Wish {
  name?: string;
  email?: string;
  location?: string;
  team?: string;
  desk?: string;
}

let counter = 0;

/** A new person with a role, in the whole organisation or at one place. Returns the id. */
export async function aPerson(tables: Tables, role: string, wish: Wish = {}): Promise<string> {
  counter += 1;
  const id = uuidv7();
  const email = wish.email ?? `${role}${String(counter)}@staff.test`;
  await tables.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, $2, $3, desk_now())`, [
    id,
    email,
    wish.name ?? `${role} ${String(counter)}`,
  ]);
  await aGrant(tables, id, role, wish);
  return id;
}

export async function aGrant(tables: Tables, staffId: string, role: string, where: Wish = {}): Promise<void> {
  const kind = where.location ? 'location' : where.team ? 'team' : where.desk ? 'desk' : 'org';
  await tables.sql(
    `INSERT INTO role_grant (id, staff_id, role, scope_kind, location_id, team_id, desk_id, valid_from)
     VALUES ($1, $2, $3, $4, (SELECT id FROM location WHERE key = $5), (SELECT id FROM team WHERE key = $6), (SELECT id FROM desk WHERE key = $7), desk_now())`,
    [uuidv7(), staffId, role, kind, where.location ?? null, where.team ?? null, where.desk ?? null],
  );
}

/** A browser of this person that is signed in for a week; returns its token. */
export async function aSession(tables: Tables, staffId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tables.sql(
    `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '7 days')`,
    [hashToken(token), staffId],
  );
  return token;
}

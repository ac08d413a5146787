import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { hashToken } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import type { Origin } from './cookies.service';
import type { SessionView } from './signin.dto';

export interface OpenedSession {
  token: string;
  expiresAt: Date;
}

/** Sessions of one person at the same time; the least used gives way. So lists of them need no pages. */
const MOST = 50;
// Lists name a session by half of its hash: nothing that opens anything.
const ID = `encode(substring(token_hash FOR 16), 'hex')`;
const LIVE = `expires_at > desk_now() AND last_seen_at > desk_now() - interval '12 hours'`;

/** Who is signed in where: rows, so that they can be listed and ended. Idle for 12 hours or 7 days old is over. */
@Injectable()
export class SessionsService {
  constructor(private readonly db: Database) {}

  /** A new session with a new token; the one that this browser had before ends with it, whosever it was. */
  async open(tx: Tx, staffId: string, { ip, userAgent, oldToken }: Origin, now: Date): Promise<OpenedSession> {
    if (oldToken) await tx.run('DELETE FROM session WHERE token_hash = $1', [hashToken(oldToken)]);
    await tx.run(
      `DELETE FROM session WHERE staff_id = $1 AND (NOT (${LIVE}) OR token_hash IN (
         SELECT token_hash FROM session WHERE staff_id = $1 ORDER BY last_seen_at DESC OFFSET $2))`,
      [staffId, MOST - 1],
    );
    const token = randomBytes(32).toString('base64url');
    return tx
      .one<{ expiresAt: Date }>(
        `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at, ip, user_agent)
         VALUES ($1, $2, $3, $3, $3::timestamptz + interval '7 days', $4, $5) RETURNING expires_at AS "expiresAt"`,
        [hashToken(token), staffId, now, ip, userAgent],
      )
      .then(({ expiresAt }) => ({ token, expiresAt }));
  }

  /** One's own, the last used first. `token` is the one that asks. */
  list(actor: Actor, token: string | null): Promise<SessionView[]> {
    return this.db.rows<SessionView>(
      `SELECT ${ID} AS id, token_hash = $2 AS current, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt",
         ip, user_agent AS "userAgent"
       FROM session WHERE staff_id = $1 AND ${LIVE} ORDER BY last_seen_at DESC, token_hash LIMIT $3`,
      [actor.staffId, hashToken(token ?? ''), MOST],
    );
  }

  /** Ends one of one's own. Throws Missing for other people's. */
  async end(id: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ended = await tx.run(`DELETE FROM session WHERE staff_id = $1 AND ${ID} = $2`, [actor.staffId, id]);
      if (ended === 0) throw new Missing();
      await audit(tx, actor, 'session.ended', `session:${id}`);
    });
  }

  async signOut(actor: Actor, token: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.run('DELETE FROM session WHERE token_hash = $1 AND staff_id = $2', [hashToken(token ?? ''), actor.staffId]);
    });
  }
}

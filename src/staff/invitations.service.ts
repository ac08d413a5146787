import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Reader, Tx } from '../platform/database/tx';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { SECRET } from '../platform/runtime';
import { hashToken, publicToken } from '../platform/tokens';

export type InvitationKind = 'setup' | 'invite';

/** Enough to make the link again; the token itself is stored nowhere. */
export interface Invitation {
  id: string;
  version: number;
  expiresAt: Date;
}

/** An invitation that can be used now. Setup has nobody yet. */
export interface OpenInvitation {
  id: string;
  staffId: string | null;
  name: string | null;
  email: string | null;
}

const LIFE = `interval '72 hours'`;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const VIEW = 'id, token_version AS version, expires_at AS "expiresAt"';

/** The one-time doors into the desk: the first administrator's, and everybody's who is invited. */
@Injectable()
export class InvitationsService {
  constructor(
    @Inject(SECRET) private readonly secret: string,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  /** A fresh invitation for this person, good for 72 hours; an earlier open one is worthless from now on, and the mail goes out again. */
  async invite(tx: Tx, staffId: string, now: Date): Promise<Invitation> {
    const open = await tx.maybe<Invitation>(
      `SELECT ${VIEW} FROM invitation WHERE staff_id = $1 AND kind = 'invite' AND used_at IS NULL FOR UPDATE`,
      [staffId],
    );
    return open ? this.renew(tx, 'invite', open, now) : this.insert(tx, 'invite', staffId, now);
  }

  /** The invitation of the first administrator: the open one while it is good, so that every start prints the same link. */
  async setup(tx: Tx, now: Date): Promise<Invitation> {
    // Two processes that start at once: the second waits here for the first one's row.
    const fresh = uuidv7();
    await tx.run(
      `INSERT INTO invitation (id, kind, token_hash, expires_at, created_at) VALUES ($1, 'setup', $2, $3::timestamptz + ${LIFE}, $3)
       ON CONFLICT (kind) WHERE kind = 'setup' AND used_at IS NULL DO NOTHING`,
      [fresh, this.hash('setup', fresh, 1), now],
    );
    const open = await tx.one<Invitation & { hash: Buffer }>(
      `SELECT ${VIEW}, token_hash AS hash FROM invitation WHERE kind = 'setup' AND used_at IS NULL FOR UPDATE`,
    );
    const isGood = open.expiresAt > now && open.hash.equals(this.hash('setup', open.id, open.version));
    return isGood ? open : this.renew(tx, 'setup', open, now);
  }

  /** Nobody gets in by the setup link any more. */
  async closeSetup(tx: Tx, now: Date): Promise<void> {
    await tx.run(`UPDATE invitation SET used_at = $1 WHERE kind = 'setup' AND used_at IS NULL`, [now]);
  }

  /** Whoever left cannot come in by an old invitation. */
  async close(tx: Tx, staffId: string, now: Date): Promise<void> {
    await tx.run(`UPDATE invitation SET used_at = $2 WHERE staff_id = $1 AND used_at IS NULL`, [staffId, now]);
  }

  link(kind: InvitationKind, { id, version }: Pick<Invitation, 'id' | 'version'>): string {
    return this.origin.link(`/${kind}/${publicToken(this.secret, kind, id, version)}`);
  }

  /** What this token opens now; null where it is wrong, used, replaced or too old. */
  async find(reader: Reader, kind: InvitationKind, token: string): Promise<OpenInvitation | null> {
    if (!TOKEN.test(token)) return null;
    const [open] = await reader.rows<OpenInvitation>(
      `SELECT i.id, i.staff_id AS "staffId", s.name, s.email FROM invitation i LEFT JOIN staff s ON s.id = i.staff_id
       WHERE i.token_hash = $1 AND i.kind = $2 AND i.used_at IS NULL AND i.expires_at > desk_now() AND s.status IS DISTINCT FROM 'left'`,
      [hashToken(token), kind],
    );
    return open ?? null;
  }

  /** Uses the token up, once for all who try at the same time; null for all but the first. */
  use(tx: Tx, kind: InvitationKind, token: string, now: Date): Promise<{ id: string; staffId: string | null } | null> {
    return tx.maybe<{ id: string; staffId: string | null }>(
      `UPDATE invitation SET used_at = $3 WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3 RETURNING id, staff_id AS "staffId"`,
      [hashToken(token), kind, now],
    );
  }

  /**
   * Invitations whose mail is still to be planned, marked as planned in this transaction: whoever calls it writes the message rows in the
   * same one. The link is made at rendering, by `link('invite', …)`.
   */
  takeUnmailed(tx: Tx, most: number): Promise<(Invitation & { staffId: string })[]> {
    return tx.rows<Invitation & { staffId: string }>(
      `UPDATE invitation SET mailed_at = desk_now() WHERE id IN (
         SELECT id FROM invitation WHERE kind = 'invite' AND used_at IS NULL AND mailed_at IS NULL ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${VIEW}, staff_id AS "staffId"`,
      [most],
    );
  }

  private insert(tx: Tx, kind: InvitationKind, staffId: string, now: Date): Promise<Invitation> {
    const id = uuidv7();
    return tx.one<Invitation>(
      `INSERT INTO invitation (id, kind, staff_id, token_hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5::timestamptz + ${LIFE}, $5) RETURNING ${VIEW}`,
      [id, kind, staffId, this.hash(kind, id, 1), now],
    );
  }

  private renew(tx: Tx, kind: InvitationKind, { id, version }: Invitation, now: Date): Promise<Invitation> {
    return tx.one<Invitation>(
      `UPDATE invitation SET token_version = $2, token_hash = $3, expires_at = $4::timestamptz + ${LIFE}, mailed_at = NULL WHERE id = $1 RETURNING ${VIEW}`,
      [id, version + 1, this.hash(kind, id, version + 1), now],
    );
  }

  private hash(kind: InvitationKind, id: string, version: number): Buffer {
    return hashToken(publicToken(this.secret, kind, id, version));
  }
}

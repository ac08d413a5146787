import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { endSessions } from '../staff/access.service';
import { type InvitationKind, InvitationsService, type OpenInvitation } from '../staff/invitations.service';
import type { Origin } from './cookies.service';
import { FirstAccount } from './first-account.service';
import { joinProblem } from './join.rules';
import { Passwords } from './passwords.service';
import { SessionsService } from './sessions.service';

export interface Joining {
  name: string;
  /** For setup; an invitation knows it already. */
  email: string;
  password: string;
}

export type Joined = { token: string; email: string } | { problem: string };

/** Through a one-time link into the desk: name and password are set, and the person is signed in. */
@Injectable()
export class JoinService {
  constructor(
    private readonly db: Database,
    private readonly invitations: InvitationsService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly first: FirstAccount,
  ) {}

  /** What the link opens; null where it is wrong, used or too old. */
  open(kind: InvitationKind, token: string): Promise<OpenInvitation | null> {
    return this.invitations.find(this.db, kind, token);
  }

  /** Null where the link opens nothing (any more): of twenty who use it at the same time one gets in. */
  async join(kind: InvitationKind, token: string, form: Joining, origin: Origin): Promise<Joined | null> {
    const open = await this.open(kind, token);
    if (!open) return null;
    const email = open.email ?? form.email;
    const problem = joinProblem(form.name, email) ?? this.passwords.problem(form.password, [form.name, open.name ?? '', email]);
    if (problem) return { problem };
    const passwordHash = await this.passwords.hash(form.password);
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      const used = await this.invitations.use(tx, kind, token, now);
      if (!used) return null;
      const person = { name: form.name, email, passwordHash };
      const staffId = used.staffId ? await this.settle(tx, used.staffId, person) : await this.first.make(tx, person, now);
      // Thrown, so that nothing of it stays: an administrator came in another way, or this person has just left.
      if (!staffId) throw new Missing('This link does not work any more.');
      const session = await this.sessions.open(tx, staffId, origin, now);
      await audit(tx, { key: `staff:${staffId}` }, 'staff.joined', `staff:${staffId}`, { kind, ip: origin.ip });
      return { token: session.token, email };
    });
  }

  /** Whoever had the old password is out; null for somebody who has left. */
  private async settle(tx: Tx, staffId: string, { name, passwordHash }: { name: string; passwordHash: string }): Promise<string | null> {
    const isHere = await tx.run(
      `UPDATE staff SET name = $2, password_hash = $3, version = version + 1 WHERE id = $1 AND status <> 'left'`,
      [staffId, name, passwordHash],
    );
    if (isHere === 0) return null;
    await endSessions(tx, staffId);
    return staffId;
  }
}

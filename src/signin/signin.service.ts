import { Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import { Database } from '../platform/database/database';
import { Unauthenticated } from '../platform/errors';
import type { Origin } from './cookies.service';
import { Passwords } from './passwords.service';
import { type OpenedSession, SessionsService } from './sessions.service';
import type { SignIn } from './signin.dto';
import { type Attempt, LoginThrottle } from './throttle.service';

interface Account {
  staffId: string;
  name: string;
  passwordHash: string | null;
}

/** From an address and a password to a session. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly throttle: LoginThrottle,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Throws Unauthenticated with one sentence and after the same work, whether there is no such account, it has left, has no password yet
   * or another one. Throws TooOften where guessing is braked. `device`: see SignInCookies.
   */
  async signIn(
    { email, password }: SignIn,
    origin: Origin,
    device: string | null,
  ): Promise<OpenedSession & { staffId: string; name: string }> {
    const attempt: Attempt = { email, ip: origin.ip, device };
    await this.throttle.charge(attempt);
    const account = await this.db.maybe<Account>(
      `SELECT id AS "staffId", name, password_hash AS "passwordHash" FROM staff WHERE email = lower($1) AND status <> 'left'`,
      [email],
    );
    const isRight = await this.passwords.isRight(password, account?.passwordHash ?? null);
    const session = account && isRight ? await this.open(account, attempt, origin) : null;
    if (!account || !session) return this.refuse(account, origin);
    return { ...session, staffId: account.staffId, name: account.name };
  }

  /** Null where the account left or got another password while this one was being checked. */
  private open({ staffId, passwordHash }: Account, attempt: Attempt, origin: Origin): Promise<OpenedSession | null> {
    return this.db.transaction(async (tx) => {
      const isStill = await tx.maybe(`SELECT 1 FROM staff WHERE id = $1 AND password_hash = $2 AND status <> 'left' FOR SHARE`, [
        staffId,
        passwordHash,
      ]);
      if (!isStill) return null;
      const session = await this.sessions.open(tx, staffId, origin, await tx.now());
      await audit(tx, { key: `staff:${staffId}` }, 'sign_in.done', `staff:${staffId}`, { ip: origin.ip });
      await this.throttle.forgive(tx, attempt);
      return session;
    });
  }

  private async refuse(account: Account | null, { ip }: Origin): Promise<never> {
    await this.db.transaction((tx) => audit(tx, null, 'sign_in.failed', account ? `staff:${account.staffId}` : 'staff:unknown', { ip }));
    throw new Unauthenticated('The mail address or the password is wrong.');
  }
}

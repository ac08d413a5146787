import { Inject, Injectable, Logger } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { GrantsService } from '../staff/grants.service';
import { InvitationsService } from '../staff/invitations.service';
import { Passwords } from './passwords.service';

export interface FirstPerson {
  name: string;
  email: string;
  passwordHash: string;
}

/** Somebody must be able to let the others in: the first administrator, who is also manager of the whole organisation. */
@Injectable()
export class FirstAccount {
  private readonly log = new Logger(FirstAccount.name);

  constructor(
    private readonly db: Database,
    private readonly invitations: InvitationsService,
    private readonly grants: GrantsService,
    private readonly passwords: Passwords,
    @Inject(CONFIG) private readonly config: Pick<Config, 'adminEmail' | 'adminPassword'>,
  ) {}

  /**
   * At every start. Where there is no administrator: makes the one of ADMIN_EMAIL and ADMIN_PASSWORD, or answers the one-time link that
   * the program prints. Any number of processes may do it at once.
   */
  async ensure(): Promise<{ link: string | null }> {
    if (await hasAdmin(this.db)) return { link: null };
    const { adminEmail, adminPassword } = this.config;
    if (adminEmail === null || adminPassword === null) return this.setupLink();
    // Said, not refused: whoever can set it runs this machine anyway.
    if (this.passwords.problem(adminPassword, [adminEmail])) this.log.warn('ADMIN_PASSWORD is easy to guess; choose a better one');
    const passwordHash = await this.passwords.hash(adminPassword);
    await this.db.transaction(async (tx) => {
      await this.make(tx, { name: 'Administrator', email: adminEmail, passwordHash }, await tx.now());
    });
    return { link: null };
  }

  /**
   * The account with both roles; one that has this address already becomes it. Whoever comes second in the same instant changes nothing:
   * null then. Nobody needs the setup link afterwards.
   */
  async make(tx: Tx, { name, email, passwordHash }: FirstPerson, now: Date): Promise<string | null> {
    // A twin that makes the same account waits here until this one is done, and then finds an administrator.
    await tx.run(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, lower($2), $3, $4) ON CONFLICT (email) DO NOTHING`, [
      uuidv7(),
      email,
      name,
      now,
    ]);
    const { id } = await tx.one<{ id: string }>('SELECT id FROM staff WHERE email = lower($1) FOR UPDATE', [email]);
    if (await hasAdmin(tx)) return null;
    await tx.run(`UPDATE staff SET name = $2, password_hash = $3, status = 'active', version = version + 1 WHERE id = $1`, [
      id,
      name,
      passwordHash,
    ]);
    await audit(tx, null, 'staff.first_account', `staff:${id}`);
    await this.grants.giveFirst(tx, id, now);
    await this.invitations.closeSetup(tx, now);
    return id;
  }

  private async setupLink(): Promise<{ link: string | null }> {
    const setup = await this.db.transaction(async (tx) => this.invitations.setup(tx, await tx.now()));
    return { link: this.invitations.link('setup', setup) };
  }
}

async function hasAdmin(reader: Reader): Promise<boolean> {
  const admins = await reader.rows(
    `SELECT 1 FROM role_grant g JOIN staff s ON s.id = g.staff_id
     WHERE g.role = 'admin' AND s.status <> 'left' AND g.valid_from <= desk_now() AND (g.valid_to IS NULL OR g.valid_to > desk_now()) LIMIT 1`,
  );
  return admins.length > 0;
}

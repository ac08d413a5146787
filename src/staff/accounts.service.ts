import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import { endAccess, endSessions } from './access.service';
import type { Actor } from './actor.dto';
import { GrantsService, grantsOf } from './grants.service';
import { type Invitation, InvitationsService } from './invitations.service';
import type { ChangeStaff, GiveRole, InvitationView, InviteStaff, InvitedView, StaffList, StaffQuery, StaffView } from './staff.dto';
import { handOver, ownedBy } from './handover.service';
import { Staff } from './staff.entity';

const VIEW = `SELECT s.id, s.name, s.status, s.email, s.phone, s.direct_line AS "directLine", s.manager_id AS "managerId", s.password_hash IS NULL AS invited, s.version FROM staff s`;

/** The people of the desk as an administrator sees and changes them. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly grants: GrantsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** By name. Addresses and grants only for those who administer or supervise. */
  async list({ status, role, q, limit = PAGE_SIZE, cursor }: StaffQuery, actor: Actor): Promise<StaffList> {
    const [name, id] = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<StaffView>(
      `${VIEW} WHERE ($1::text IS NULL OR s.status = $1)
         AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM role_grant g WHERE g.staff_id = s.id AND g.role = $2
           AND g.valid_from <= desk_now() AND (g.valid_to IS NULL OR g.valid_to > desk_now())))
         AND ($3::text IS NULL OR strpos(lower(s.name), lower($3)) > 0 OR strpos(s.email, lower($3)) > 0)
         AND ($4::text IS NULL OR (s.name, s.id) > ($4::text, $5::uuid))
       ORDER BY s.name, s.id LIMIT $6`,
      [status ?? null, role ?? null, q ?? null, name, id, limit + 1],
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.name, row.id]);
    return { items: await shownTo(this.db, actor, items), nextCursor };
  }

  async view(id: string, actor: Actor): Promise<StaffView> {
    return viewOf(this.db, id, actor);
  }

  /** A new account with its roles, and the invitation by which its owner sets the password. Throws Refused where the address is taken. */
  async invite(body: InviteStaff, actor: Actor): Promise<InvitedView> {
    const made = await this.commands.once(actor.command, async (tx) => {
      const now = await tx.now();
      const id = uuidv7();
      const isNew = await tx.run(
        `INSERT INTO staff (id, email, name, phone, direct_line, created_at, created_by) VALUES ($1, lower($2), $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING`,
        [id, body.email, body.name, body.phone ?? null, body.directLine ?? null, now, actor.staffId],
      );
      if (isNew === 0) throw new Refused('email_taken', 'There is an account with this address already.');
      if (body.managerId) await tx.manager.update(Staff, id, { managerId: await newManager(tx, id, body.managerId) });
      await audit(tx, actor, 'staff.invited', `staff:${id}`);
      for (const grant of body.grants ?? []) await this.grants.give(tx, id, grant, actor, now);
      return { id, invitation: await this.invitations.invite(tx, id, now), staff: await viewOf(tx, id, actor) };
    });
    return { staff: made.staff, invitation: this.shown(made.invitation) };
  }

  /** A new link for an account: the first one got lost, or the password did. Throws Missing for one that has left. */
  async inviteAgain(id: string, actor: Actor): Promise<InvitationView> {
    const invitation = await this.commands.once(actor.command, async (tx) => {
      const staff = await lockStaff(tx, id);
      if (staff.status === 'left') throw new Refused('left', 'This person has left. Set the status to active first.');
      await audit(tx, actor, 'staff.invited_again', `staff:${id}`);
      return this.invitations.invite(tx, id, await tx.now());
    });
    return this.shown(invitation);
  }

  /** Throws Missing, or Refused where the version is old, the line of managers would close to a ring or no administrator would be left. */
  change(id: string, body: ChangeStaff, actor: Actor): Promise<StaffView> {
    return this.commands.once(actor.command, async (tx) => {
      if (body.status === 'left') await this.grants.lockAdmins(tx);
      const staff = await lockStaff(tx, id);
      const now = await tx.now();
      refuseStale(body.version, await viewOf(tx, id, actor));
      await tx.manager.update(Staff, id, {
        name: body.name ?? staff.name,
        status: body.status ?? staff.status,
        managerId: body.managerId === undefined ? staff.managerId : await newManager(tx, id, body.managerId),
        phone: body.phone === undefined ? staff.phone : body.phone,
        directLine: body.directLine === undefined ? staff.directLine : body.directLine,
        version: staff.version + 1,
      });
      if (body.handTo !== undefined && body.status !== 'left') throw new Invalid('handTo goes with the status left.');
      if (body.status === 'left' && staff.status !== 'left') {
        await handOver(tx, staff, body.handTo);
        await this.leave(tx, id, now);
      }
      await audit(tx, actor, 'staff.changed', `staff:${id}`, { fields: Object.keys(body), status: body.status });
      return viewOf(tx, id, actor);
    });
  }

  giveRole(id: string, wish: GiveRole, actor: Actor): Promise<StaffView> {
    return this.commands.once(actor.command, async (tx) => {
      await lockStaff(tx, id);
      await this.grants.give(tx, id, wish, actor, await tx.now());
      return viewOf(tx, id, actor);
    });
  }

  endRole(id: string, grantId: string, actor: Actor): Promise<StaffView> {
    return this.commands.once(actor.command, async (tx) => {
      await this.grants.lockAdmins(tx);
      await lockStaff(tx, id);
      await this.grants.end(tx, id, grantId, actor, await tx.now());
      return viewOf(tx, id, actor);
    });
  }

  /** Signs somebody out everywhere. */
  async signOutEverywhere(id: string, actor: Actor): Promise<void> {
    await this.commands.once(actor.command, async (tx) => {
      await lockStaff(tx, id);
      const sessions = await endSessions(tx, id);
      await audit(tx, actor, 'staff.signed_out', `staff:${id}`, { sessions });
    });
  }

  private async leave(tx: Tx, id: string, now: Date): Promise<void> {
    const isAdmin = await tx.maybe(`SELECT 1 FROM role_grant WHERE staff_id = $1 AND role = 'admin' AND valid_to IS NULL LIMIT 1`, [id]);
    if (isAdmin) await this.grants.keepAnAdmin(tx, now);
    await endAccess(tx, id, now);
    await this.invitations.close(tx, id, now);
  }

  /** The link is made here and not in the transaction: stored answers hold no token (settled.md 10). */
  private shown(invitation: Invitation): InvitationView {
    return { link: this.invitations.link('invite', invitation), expiresAt: invitation.expiresAt };
  }
}

async function lockStaff(tx: Tx, id: string): Promise<Staff> {
  const staff = await tx.manager.findOne(Staff, { where: { id }, lock: { mode: 'for_no_key_update' } });
  if (!staff) throw new Missing();
  return staff;
}

async function viewOf(reader: Reader, id: string, actor: Actor): Promise<StaffView> {
  const [view] = await shownTo(reader, actor, await reader.rows<StaffView>(`${VIEW} WHERE s.id = $1`, [id]));
  if (!view) throw new Missing();
  return { ...view, owns: view.email === null ? null : await ownedBy(reader, id) };
}

async function shownTo(reader: Reader, actor: Actor, rows: readonly StaffView[]): Promise<StaffView[]> {
  const seesAll = actor.can('staff.edit') || actor.can('audit.see');
  const grants = await grantsOf(
    reader,
    rows.map((row) => row.id),
  );
  return rows.map((row) =>
    seesAll || row.id === actor.staffId ? { ...row, grants: grants.get(row.id) ?? [] } : { ...row, email: null, phone: null, grants: [] },
  );
}

/** Climbs from the wished manager to the top, locking each step, so that two changes cannot close a ring together. */
async function newManager(tx: Tx, staffId: string, managerId: string | null): Promise<string | null> {
  for (let id: string | null = managerId; id !== null;) {
    if (id === staffId) throw new Refused('line', 'Nobody can be above himself in the line of managers.');
    const above: { manager: string | null } | null = await tx.maybe(
      'SELECT manager_id AS manager FROM staff WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
    if (!above) throw new Invalid('There is no account with this managerId.');
    id = above.manager;
  }
  return managerId;
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { sentence } from '../platform/said.rules';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { handlesTickets, roleAtLeast, type Role } from '../staff/role.rules';
import { deskStands } from '../organisation/organisation.service';
import { type News, StaffService } from '../staff/staff.service';
import { OwnerNews } from './owner-news.service';
import { TicketCommands } from './ticket-commands.service';
import type * as body from './ticket.dto';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';
import { TicketTalk } from './ticket-talk.service';
import type { TicketStub, TicketView } from './ticket-view.dto';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';

type Answer = Promise<TicketView | TicketStub>;

/** Who looks after a ticket and what people write to each other about it. */
@Injectable()
export class TicketCare {
  constructor(
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly staff: StaffService,
    private readonly ownerNews: OwnerNews,
  ) {}

  /** "Mine": two people at once, one wins and the other reads who (edge 57). Where the owner is away, or above 90 % of a promise, anybody may help out. */
  take(ref: string, b: body.NoBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notDone(t);
      const { ownerId } = t.row;
      if (ownerId === by.staffId) return;
      if (ownerId !== null && !roleAtLeast(by.roles, 'lead') && (await this.isHere(tx, ownerId)) && !(await this.helpWanted(tx, t))) {
        throw new Refused('taken', `${await this.staff.firstName(ownerId, tx)} has it already.`, { owner: ownerId });
      }
      await this.give(tx, t, by.staffId, by);
      await this.ownerNews.named(tx, t);
    });
  }

  assign(ref: string, b: body.AssignBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notDone(t);
      if (b.team !== undefined) {
        const team = await tx.maybe<{ id: string }>('SELECT id FROM team WHERE key = $1', [b.team]);
        if (!team) throw new Missing(`There is no team "${b.team}".`);
        t.row.teamId = team.id;
      }
      if (b.staff !== undefined) {
        if (b.staff !== null) await this.mayOwn(tx, t, b.staff);
        const isNew = b.staff !== t.row.ownerId;
        await this.give(tx, t, b.staff, by);
        if (isNew) await this.ownerNews.named(tx, t);
      } else if (b.team !== undefined) await this.moves.record(tx, t, { kind: 'assigned', data: { team: b.team } }, by);
    });
  }

  /** Makes somebody the owner (null: the queue) and tells them, unless they did it themselves. */
  async give(tx: Tx, t: LockedTicket, staffId: string | null, by: Actor): Promise<void> {
    const from = t.row.ownerId;
    t.row.ownerId = staffId;
    await this.moves.record(
      tx,
      t,
      { kind: staffId !== null && staffId === by.staffId ? 'taken' : 'assigned', data: { from, to: staffId } },
      by,
    );
    if (staffId === null || staffId === by.staffId) return;
    await this.staff.notify(
      tx,
      {
        staffId,
        ticketId: t.row.id,
        kind: 'assigned',
        text: sentence('news.assigned', `${by.name} gave you ${ticketOf(t)}.`, { who: by.name, ticket: ticketOf(t) }),
        dedupeKey: `assigned:${t.row.id}:${String(t.row.eventSeq)}`,
      },
      t.now,
    );
  }

  /** To whoever was named for it, else back into the queue, and the lead is told. Does nothing where somebody else has it by now. */
  async ownerHasLeft(tx: Tx, ticketId: string): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    const gone = await tx.maybe<{ name: string; handToStaff: string | null; handToTeam: string | null }>(
      `SELECT s.name, s.hand_to_team AS "handToTeam", (SELECT h.id FROM staff h WHERE h.id = s.hand_to_staff AND h.status = 'active') AS "handToStaff"
       FROM staff s WHERE s.id = $1 AND s.status = 'left'`,
      [t.row.ownerId],
    );
    if (!gone) return;
    if (gone.handToTeam !== null) t.row.teamId = gone.handToTeam;
    const heir = gone.handToStaff === t.row.subjectStaffId ? null : gone.handToStaff;
    await this.give(tx, t, heir, SYSTEM);
    if (heir !== null) return this.moves.save(tx, t);
    const values = { ticket: ticketOf(t), who: gone.name };
    const text = sentence('news.ownerLeft', `${values.ticket} has nobody any more: ${gone.name} has left.`, values);
    await this.tell(tx, t, 'lead', 'owner_left', text, null);
    await this.moves.save(tx, t);
  }

  /** The contract of the partner who had it is over: it is the house's own again, and the lead is told (edge 80). Nothing where it is so already. */
  async deskHasEnded(tx: Tx, ticketId: string): Promise<void> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    const desk = await tx.maybe<{ name: string }>('SELECT name FROM desk WHERE id = $1 AND ends_at <= $2', [t.row.deskId, t.now]);
    if (!desk) return;
    t.row.deskId = null;
    const owner = t.row.ownerId === null ? null : await this.handler(tx, t.row.ownerId, t.now);
    if (!owner || !handlesTickets(owner.roles)) t.row.ownerId = null;
    await this.moves.record(tx, t, { kind: 'desk_ended', data: { desk: desk.name } }, SYSTEM);
    const values = { ticket: ticketOf(t), desk: desk.name };
    const text = sentence('news.deskEnded', `${values.ticket} is back with us: the contract of ${desk.name} has ended.`, values);
    await this.tell(tx, t, 'lead', 'desk_ended', text, null);
    await this.moves.save(tx, t);
  }

  private async mayOwn(tx: Tx, t: LockedTicket, staffId: string): Promise<void> {
    const person = await this.handler(tx, staffId, t.now);
    if (!person || staffId === t.row.subjectStaffId || !handlesTickets(person.roles))
      throw new Refused('owner', 'This person cannot look after this ticket.');
    if (person.status !== 'active') throw new Refused('owner', 'This person is not here at the moment.');
  }

  /** What somebody may do at this time, and whether they are here; null where there is nobody. */
  private handler(tx: Tx, staffId: string, now: Date): Promise<{ status: string; roles: Role[] } | null> {
    return tx.maybe<{ status: string; roles: Role[] }>(
      `SELECT s.status, array(SELECT g.role FROM role_grant g WHERE g.staff_id = s.id AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2) AND ${deskStands('g.desk_id', '$2')}) AS roles
       FROM staff s WHERE s.id = $1`,
      [staffId, now],
    );
  }

  /** Neither ill nor gone. */
  private async isHere(tx: Tx, staffId: string): Promise<boolean> {
    return (await tx.maybe(`SELECT 1 FROM staff WHERE id = $1 AND status = 'active'`, [staffId])) !== null;
  }

  private async helpWanted(tx: Tx, t: LockedTicket): Promise<boolean> {
    const { wanted } = await tx.one<{ wanted: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM timer m JOIN timer_event e ON e.timer_id = m.id WHERE m.ticket_id = $1 AND m.state = 'running' AND e.point BETWEEN 90 AND 1000 AND m.target_ms IS NOT NULL) AS wanted`,
      [t.row.id],
    );
    return wanted;
  }

  note(ref: string, b: body.NoteBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      await this.talk.keep(tx, t, { kind: 'note', channel: t.row.channel, direction: 'inside', human: true, text: b.text }, by);
      await this.moves.record(tx, t, { kind: 'note' }, by);
    });
  }

  /** Calls for help: the lead, or for a lead's own ticket the manager, is told now. */
  escalate(ref: string, b: body.ReasonBody, by: Actor): Answer {
    return this.tickets.on(ref, by, b.version, async (tx, t) => {
      this.notDone(t);
      await this.callForHelp(tx, t, b.reason, by);
    });
  }

  /** The same under a lock that is held already, also for a customer by the link. */
  async callForHelp(tx: Tx, t: LockedTicket, reason: string, by: Actor): Promise<void> {
    await this.moves.record(tx, t, { kind: 'escalated', reason }, by);
    const rung: Role = roleAtLeast(by.roles, 'lead') ? 'manager' : 'lead';
    const values = { who: by.name, ticket: ticketOf(t), reason };
    const text = sentence('news.escalated', `${by.name} needs you on ${values.ticket}: ${reason}`, values);
    await this.tell(tx, t, rung, 'escalated', text, by.staffId);
  }

  /** Tells everybody who holds the role over the ticket's place; never the person it is about, never whoever said it. */
  async tell(tx: Tx, t: LockedTicket, role: Role, kind: string, text: News['text'], except: string | null): Promise<void> {
    const away = [except, t.row.subjectStaffId].filter((id) => id !== null);
    const people = await this.staff.people(tx, {
      role,
      locationId: t.row.locationId,
      teamId: t.row.teamId,
      deskId: t.row.deskId,
      except: away,
    });
    for (const person of people) {
      const dedupeKey = `${kind}:${t.row.id}:${String(t.row.eventSeq)}:${person.staffId}`;
      await this.staff.notify(tx, { staffId: person.staffId, ticketId: t.row.id, kind, text, dedupeKey }, t.now);
    }
  }

  /** Tells the owner, or the team's lead where there is none or the owner is away (edge 78). Incoming mail, chats and survey answers use it. */
  async tellOwner(tx: Tx, t: LockedTicket, kind: string, text: News['text']): Promise<void> {
    if (t.row.ownerId === null || !(await this.isHere(tx, t.row.ownerId))) return this.tell(tx, t, 'lead', kind, text, null);
    const dedupeKey = `${kind}:${t.row.id}:${String(t.row.eventSeq)}:${t.row.ownerId}`;
    await this.staff.notify(tx, { staffId: t.row.ownerId, ticketId: t.row.id, kind, text, dedupeKey }, t.now);
  }

  private notDone(t: LockedTicket): void {
    if (FINAL_STATES.includes(t.row.state))
      throw new Refused('state', `R-${String(t.row.number)} is done; reopen it first.`, { state: t.row.state, version: t.row.version });
  }
}

function ticketOf({ row }: LockedTicket): string {
  return `R-${String(row.number)}`;
}

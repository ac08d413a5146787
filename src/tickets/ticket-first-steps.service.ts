import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';
import type { FixBody } from '../lifecycle/fix.rules';
import { FixesService } from './fixes.service';
import { type HoldKind, setHoldProblem } from '../lifecycle/holds.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { MoveMessages } from './move-messages.service';
import type { Ticket } from './ticket.entity';
import { TicketCare } from './ticket-care.service';
import { TicketHolds } from './ticket-holds.service';
import { TicketMoves } from './ticket-moves.service';

/** What a complaint may bring with it beside the ticket itself. */
export interface BroughtAlong {
  holds: readonly HoldKind[];
  fix?: FixBody;
}

/** The first steps of a ticket in the transaction that opened it: its holds, whoever has to look after it, a fix on the spot. */
@Injectable()
export class TicketFirstSteps {
  constructor(
    private readonly moves: TicketMoves,
    private readonly holds: TicketHolds,
    private readonly care: TicketCare,
    private readonly fixes: FixesService,
    private readonly messages: MoveMessages,
    private readonly staff: StaffService,
  ) {}

  /** Refuses what this person may not say when logging a complaint; call it before the ticket is opened. */
  async check(tx: Tx, brings: { holds: readonly HoldKind[]; subjectStaffId?: string }, by: Actor): Promise<void> {
    const problem = brings.holds.map((kind) => setHoldProblem(kind, by)).find((one) => one !== null);
    if (problem) throw new Refused('who', problem);
    if (brings.subjectStaffId === undefined) return;
    const colleague = await tx.maybe('SELECT 1 FROM staff WHERE id = $1', [brings.subjectStaffId]);
    if (!colleague) throw new Invalid('There is no colleague of this id.');
  }

  /** Answers the ticket as it stands afterwards. */
  async take(tx: Tx, ticketId: string, { holds, fix }: BroughtAlong, by: Actor): Promise<Ticket> {
    const t = await this.moves.lock(tx, ticketId, SYSTEM);
    for (const kind of holds) await this.holds.put(tx, t, kind, 'Set when the complaint was logged.', by, { graded: true });
    if (t.row.subjectStaffId) {
      await this.holds.put(tx, t, 'staff_subject', 'The complaint is about a colleague.', by, { graded: true });
      await this.giveTo(tx, t, await this.ownerAgainst(tx, t, t.row.subjectStaffId), by);
    } else if (t.row.followsTicketId) await this.giveTo(tx, t, await this.ownerApart(tx, t, t.row.followsTicketId), by);
    if (fix) await this.fixOnTheSpot(tx, t, fix, by);
    await this.moves.save(tx, t);
    return t.row;
  }

  private async fixOnTheSpot(tx: Tx, t: LockedTicket, fix: FixBody, by: Actor): Promise<void> {
    await this.fixes.write(tx, t, fix, by, true);
    await this.moves.refresh(tx, t);
    await this.moves.leaveWork(tx, t, 'suggest');
    await this.messages.fixSummary(tx, t, fix);
  }

  /** Undefined: it stays with whoever has it. */
  private async giveTo(tx: Tx, t: LockedTicket, staffId: string | null | undefined, by: Actor): Promise<void> {
    if (staffId !== undefined && staffId !== t.row.ownerId) await this.care.give(tx, t, staffId, by);
  }

  /** A complaint about a colleague goes to the colleague's manager, else to a manager over the place; never to the colleague (domain.md 10.3). */
  private async ownerAgainst(tx: Tx, t: LockedTicket, subjectStaffId: string): Promise<string | undefined> {
    const line = await tx.maybe<{ id: string }>(
      `SELECT m.id FROM staff s JOIN staff m ON m.id = s.manager_id AND m.status = 'active' AND m.id <> s.id WHERE s.id = $1`,
      [subjectStaffId],
    );
    if (line) return line.id;
    const [above] = await this.staff.people(tx, {
      role: 'manager',
      locationId: t.row.locationId,
      teamId: t.row.teamId,
      except: [subjectStaffId],
    });
    return above?.staffId;
  }

  /** A complaint about how an earlier one was handled never goes to its handler or the handler's managers (edge 65). */
  private async ownerApart(tx: Tx, t: LockedTicket, earlierTicketId: string): Promise<string | null | undefined> {
    const line = await tx.rows<{ id: string }>(
      `WITH RECURSIVE line AS (
         SELECT s.id, s.manager_id FROM staff s JOIN ticket k ON k.owner_id = s.id WHERE k.id = $1
         UNION SELECT s.id, s.manager_id FROM staff s JOIN line ON s.id = line.manager_id
       ) SELECT id FROM line`,
      [earlierTicketId],
    );
    const except = line.map(({ id }) => id);
    if (t.row.ownerId === null || !except.includes(t.row.ownerId)) return undefined;
    const [lead] = await this.staff.people(tx, { role: 'lead', locationId: t.row.locationId, teamId: t.row.teamId, except });
    return lead?.staffId ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { sentence } from '../platform/said.rules';
import { StaffService } from '../staff/staff.service';
import { ownerAfterBadAnswer } from '../lifecycle/closing.rules';
import type { LockedTicket } from './locked-ticket.dto';

/** Who takes a ticket over when the last handler must not. */
@Injectable()
export class NewOwner {
  constructor(private readonly staff: StaffService) {}

  /** After a bad answer: a lead over the ticket's place who was not the handler and is not the one complained about; without one the team's queue. */
  async takesOver(tx: Tx, t: LockedTicket): Promise<void> {
    const { row } = t;
    const previous = row.ownerId;
    const except = [previous, row.subjectStaffId].filter((id) => id !== null);
    const leads = await this.staff.people(tx, { role: 'lead', locationId: row.locationId, teamId: row.teamId, except });
    row.ownerId = ownerAfterBadAnswer(
      leads.map(({ staffId }) => ({ staffId, here: true })),
      previous,
    );
    if (row.ownerId === null) return;
    const ticket = `R-${String(row.number)}`;
    const text = sentence('news.badAnswer', `${ticket} is yours: the customer says that it is not right. Please call.`, { ticket });
    const dedupeKey = `bad_answer:${row.id}:${String(row.cycle)}:${row.ownerId}`;
    await this.staff.notify(tx, { staffId: row.ownerId, ticketId: row.id, kind: 'bad_answer', text, dedupeKey }, t.now);
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { StaffService } from '../staff/staff.service';
import { ownerAfterBadAnswer } from './closing.rules';
import type { LockedTicket } from './locked-ticket.dto';

/** Who takes a ticket over when the last handler must not. */
@Injectable()
export class NewOwner {
  constructor(private readonly staff: StaffService) {}

  /** A lead over the ticket's place who was not the handler and is not the one complained about; null = the team's queue. */
  async afterBadAnswer(tx: Tx, t: LockedTicket, previousOwner: string | null): Promise<string | null> {
    const except = [previousOwner, t.row.subjectStaffId].filter((id) => id !== null);
    const leads = await this.staff.people(tx, { role: 'lead', locationId: t.row.locationId, teamId: t.row.teamId, except });
    return ownerAfterBadAnswer(
      leads.map(({ staffId }) => ({ staffId, here: true })),
      previousOwner,
    );
  }
}

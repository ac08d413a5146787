import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import { StaffService } from '../staff/staff.service';
import { move } from '../lifecycle/ticket.rules';
import type { LockedTicket } from './locked-ticket.dto';
import { TicketMoves } from './ticket-moves.service';

/** The desk closes a ticket by itself as soon as nothing stands in the way (settled.md 28). */
@Injectable()
export class TicketClosing {
  constructor(
    private readonly moves: TicketMoves,
    private readonly staff: StaffService,
  ) {}

  /**
   * Tries T14 once the follow-up is over. Refused, the owner is told why, once per reason and cycle. Call it when a good answer came, when the
   * survey's window is over, and when the last of one-up, payment, cause and hold fell.
   */
  async tryClose(tx: Tx, t: LockedTicket): Promise<void> {
    const { facts } = t;
    const over = facts.followUp === 'done' || facts.followUp === 'waived' || (facts.followUp === 'sent' && facts.surveyWindowOver);
    if (facts.state !== 'following_up' || !over) return;
    const verdict = move(facts, 'close', SYSTEM, {}, t.now);
    if (verdict.ok) {
      await this.moves.move(tx, t, 'close', {}, SYSTEM);
      return;
    }
    if (!t.row.ownerId || verdict.guard === 'gesture_settled') return;
    const text = `R-${String(t.row.number)} could close, but: ${verdict.why}`;
    const dedupeKey = `cannot_close:${t.row.id}:${String(t.row.cycle)}:${verdict.guard}`;
    await this.staff.notify(tx, { staffId: t.row.ownerId, ticketId: t.row.id, kind: 'cannot_close', text, dedupeKey }, t.now);
  }
}

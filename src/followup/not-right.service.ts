import { Injectable } from '@nestjs/common';
import { IncomingMessages } from '../intake/incoming.service';
import type { Tx } from '../platform/database/tx';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { reopenOrLink } from '../lifecycle/closing.rules';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import type { Answer, MoveInput } from '../lifecycle/ticket-facts.rules';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketOpening } from '../tickets/ticket-opening.service';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';

/** What the customer said, and where: by the survey or by the button "it is not right yet". */
export interface Complaint {
  answer: Answer;
  /** In the customer's words, or ours where there are none. */
  reason: string;
  /** Unique: saying it twice opens no second ticket. */
  sourceKey: string;
  /** The line on the timeline where nothing moves. */
  kind: 'survey_answered' | 'customer_wrote';
  /** Default: the customer's page. */
  channel?: 'page' | 'sms';
}

/** The customer says that it is not right: back to work at once where that is possible, else to a person (domain.md 6.8). */
@Injectable()
export class NotRight {
  constructor(
    private readonly moves: TicketMoves,
    private readonly incoming: IncomingMessages,
    private readonly opening: TicketOpening,
    private readonly care: TicketCare,
  ) {}

  /** True where the work goes on: on this ticket, or long after it was closed on a new one that follows it (edge 30). */
  async take(tx: Tx, t: LockedTicket, said: Complaint, by: Actor): Promise<boolean> {
    const { score = null, fixed = null } = said.answer;
    const data = { channel: said.channel ?? 'page', score, fixed };
    if (await this.backToWork(tx, t, said, data)) return true;
    const ref = `R-${String(t.row.number)}`;
    await this.moves.record(tx, t, { kind: said.kind, data }, by);
    const follower = this.isPast(t) ? await this.follow(tx, t, said) : null;
    const text = follower
      ? `The customer of ${ref} says that it is not right, long after it was closed: ${follower} follows it.`
      : `The customer of ${ref} says that it is not right. It did not open again by itself: please look.`;
    await this.care.tellOwner(tx, t, 'not_right', text);
    return follower !== null;
  }

  private async backToWork(
    tx: Tx,
    t: LockedTicket,
    { answer, reason, channel = 'page' }: Complaint,
    data: Record<string, unknown>,
  ): Promise<boolean> {
    const event = this.eventFor(t);
    if (event === null || (event === 'reopen' && !(await this.incoming.mayReopen(tx, t)))) return false;
    // A fix that failed is the same hands' work again; a bad answer about the whole of it is a lead's.
    const input: MoveInput = { reason, channel, ...(event === 'fix_failed' ? {} : { answer }) };
    const moved = await this.moves.tryMove(tx, t, event, input, SYSTEM, { data });
    if (moved && event === 'reopen') t.row.autoReopened += 1;
    return moved !== null;
  }

  private eventFor({ row }: LockedTicket): TicketEvent | null {
    switch (row.state) {
      case 'fixed':
        return 'fix_failed';
      case 'following_up':
        return 'bad_answer';
      case 'closed':
        return 'reopen';
      default:
        return null;
    }
  }

  private isPast({ row, now }: LockedTicket): boolean {
    return row.state === 'closed' && row.closedAt !== null && reopenOrLink(row.closedAt, now, SYSTEM.roles) === 'new_linked_ticket';
  }

  /** The name of the ticket that follows; null where no address tells whose it is. */
  private async follow(tx: Tx, t: LockedTicket, { reason, sourceKey }: Complaint): Promise<string | null> {
    const known = await tx.maybe<{ email: string; location: string }>(
      `SELECT a.value_norm AS email, (SELECT l.key FROM location l WHERE l.id = $2) AS location FROM address a
       WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $1) AND a.kind = 'email' AND a.state = 'live'
       ORDER BY a.verified DESC, a.created_at DESC LIMIT 1`,
      [t.row.customerId, t.row.locationId],
    );
    if (!known) return null;
    const { email, location } = known;
    const { ticketId, view } = await this.opening.openIn(
      tx,
      {
        channel: 'web_form',
        text: reason,
        customer: { email },
        touchPoint: 'unsure',
        severity: 'S2',
        location,
        aboutTicketId: t.row.id,
        sourceKey,
      },
      SYSTEM,
    );
    tx.wake('send-email', ticketId);
    return view.ticket.label;
  }
}

import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import type { ConfirmedView } from './visitor.dto';
import { IncomingMessages } from './incoming.service';

interface VisitorContact {
  id: string;
  ticketId: string;
  visitor: boolean;
  channel: string;
  text: string;
  from: string | null;
  at: Date;
}

const CONTACT = `SELECT id, ticket_id AS "ticketId", visitor, channel, text, from_address AS "from", at FROM contact WHERE id = $1 AND ticket_id IS NOT NULL`;

/** Mail that came with a ticket's token from an address nobody knows: a person says that it is the customer's (settled.md 37, edge 42). */
@Injectable()
export class Visitors {
  constructor(
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly customers: CustomersService,
    private readonly incoming: IncomingMessages,
  ) {}

  /**
   * The address becomes one of the customer's, and the mail does what a customer's mail does: it answers the question, it reopens. Missing (404)
   * for a contact of a ticket that is not there for this person; Refused (409) where there is nothing to confirm or nobody to give the address to.
   */
  confirm(contactId: string, by: Actor): Promise<ConfirmedView> {
    return this.commands.once(by.command, async (tx) => {
      const found = await tx.maybe<VisitorContact>(CONTACT, [contactId]);
      if (!found) throw new Missing('There is no such message.');
      const t = await this.moves.lock(tx, found.ticketId, by);
      // read again under the lock: two people may confirm at once, or a merge may have moved it
      const contact = await tx.one<VisitorContact>(CONTACT, [contactId]);
      if (contact.ticketId !== t.row.id) throw new Refused('busy', 'The ticket was merged at this moment. Please try again.');
      const customerId = await this.customerFor(tx, t, contact);
      await tx.run(`UPDATE contact SET visitor = false, customer_id = $2 WHERE id = $1`, [contact.id, customerId]);
      const outcome = await this.incoming.participantSays(
        tx,
        t,
        { channel: 'email', text: contact.text, at: contact.at, fromAddress: contact.from, tell: t.row.ownerId !== by.staffId },
        by,
      );
      await this.moves.save(tx, t);
      return { id: contact.id, ticketId: t.row.id, customerId, outcome };
    });
  }

  private async customerFor(tx: Tx, t: LockedTicket, contact: VisitorContact): Promise<string> {
    if (!contact.visitor || contact.from === null)
      throw new Refused('no_visitor', 'There is nothing to confirm: this message is from somebody we know.');
    if (t.row.anonymous) throw new Refused('anonymous', 'This complaint is anonymous; nobody is to be known by name here.');
    if (t.row.customerId !== null) {
      await this.customers.keepEmail(tx, t.row.customerId, contact.from, t.now);
      return t.row.customerId;
    }
    const { id } = await this.customers.findOrCreate(tx, { email: contact.from }, t.now);
    t.row.customerId = id;
    return id;
  }
}

import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { type OpenTicket, TicketOpening } from '../tickets/ticket-opening.service';
import type { SplitView } from './visitor.dto';

interface SaidContact {
  id: string;
  ticketId: string;
  kind: string;
  direction: string;
  channel: string;
  visitor: boolean;
  text: string;
  from: string | null;
  at: Date;
}

const CONTACT = `SELECT id, ticket_id AS "ticketId", kind, direction, channel, visitor, text, from_address AS "from", at FROM contact
  WHERE id = $1 AND ticket_id IS NOT NULL`;

/** Customers answer an old mail to begin something new: a person makes that message a ticket of its own (edge 43). */
@Injectable()
export class Splits {
  constructor(
    private readonly commands: Commands,
    private readonly moves: TicketMoves,
    private readonly customers: CustomersService,
    private readonly opening: TicketOpening,
  ) {}

  /**
   * The message stays where it was said; its words and files begin the new ticket, whose clocks count from when it came. Missing (404) for a message of
   * a ticket that is not there for this person; Refused (409) for what no customer said, for words of somebody unknown, and the second time.
   */
  split(contactId: string, by: Actor): Promise<SplitView> {
    return this.commands.once(by.command, async (tx) => {
      const found = await tx.maybe<SaidContact>(CONTACT, [contactId]);
      if (!found) throw new Missing('There is no such message.');
      const t = await this.moves.lock(tx, found.ticketId, by);
      // read again under the lock: a merge may have moved it
      const contact = await tx.one<SaidContact>(CONTACT, [contactId]);
      if (contact.ticketId !== t.row.id) throw new Refused('busy', 'The ticket was merged at this moment. Please try again.');
      const opened = await this.opening.openIn(tx, await this.complaint(tx, t, contact), SYSTEM);
      const { number, label } = opened.view.ticket;
      if (!opened.isNew) throw new Refused('split', `This message is a ticket of its own already: ${label}.`, { ticket: opened.ticketId });
      await this.bringOver(tx, contact.id, t.row.customerId, { ticketId: opened.ticketId, contactId: opened.view.complaint.id });
      await this.moves.record(tx, t, { kind: 'split_off', data: { to: opened.ticketId, number } }, by);
      await this.moves.save(tx, t);
      if (opened.hasReceipt) tx.wake('send-email', opened.ticketId);
      return { ticketId: opened.ticketId, number, label };
    });
  }

  private async complaint(tx: Tx, t: LockedTicket, contact: SaidContact): Promise<OpenTicket> {
    if (contact.kind !== 'message' || contact.direction !== 'in')
      throw new Refused('no_message', 'Only a message that the customer sent can become a ticket of its own.');
    if (contact.visitor) throw new Refused('visitor', 'Nobody has said yet whose message this is. Confirm it first.');
    if (t.row.restricted || t.facts.holds.length > 0)
      throw new Refused('held', 'This complaint is held or not for everybody to see. Log the other matter as a new complaint.');
    const { key } = await tx.one<{ key: string }>('SELECT key FROM location WHERE id = $1', [t.row.locationId]);
    const who = await this.reachable(tx, t);
    return {
      channel: contact.channel === 'email' || contact.channel === 'chat' ? contact.channel : 'web_form',
      text: contact.text,
      ...(who === null ? { anonymous: true } : { customer: who }),
      touchPoint: 'unsure',
      location: key,
      receivedAt: contact.at,
      sourceKey: `split:${contact.id}`,
      aboutTicketId: t.row.id,
      ...(t.row.language === null ? {} : { language: t.row.language }),
      ...(contact.from === null ? {} : { fromAddress: contact.from }),
      ...(t.row.subjectStaffId === null ? {} : { subjectStaffId: t.row.subjectStaffId }),
    };
  }

  /** By what the customer is known and reached; null where nobody is known by name here. */
  private async reachable(tx: Tx, t: LockedTicket): Promise<{ email?: string; phone?: string } | null> {
    if (t.row.customerId === null) return null;
    const live = (await this.customers.addresses(tx, t.row.customerId)).filter(({ state }) => state === 'live');
    const [email, phone] = ['email', 'phone'].map((kind) => live.find((one) => one.kind === kind)?.value);
    if (email === undefined && phone === undefined)
      throw new Refused('no_address', 'The customer has no address that works. Log it as a new complaint instead.');
    return { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
  }

  /** An address may be two customers': the new ticket is of the same one as the old. The files go with the words. */
  private async bringOver(
    tx: Tx,
    contactId: string,
    customerId: string | null,
    to: { ticketId: string; contactId: string },
  ): Promise<void> {
    await tx.run('UPDATE ticket SET customer_id = $2 WHERE id = $1 AND customer_id IS DISTINCT FROM $2', [to.ticketId, customerId]);
    await tx.run('UPDATE contact SET customer_id = $2 WHERE id = $1 AND customer_id IS DISTINCT FROM $2', [to.contactId, customerId]);
    await tx.run('UPDATE message SET customer_id = $2 WHERE ticket_id = $1 AND customer_id IS DISTINCT FROM $2', [to.ticketId, customerId]);
    await tx.run('UPDATE ticket_file SET ticket_id = $2, contact_id = $3 WHERE contact_id = $1', [contactId, to.ticketId, to.contactId]);
  }
}

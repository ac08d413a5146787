import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import type { Tx } from '../platform/database/tx';
import type { Author } from './incoming.service';
import type { ReadMail } from './mail-reader.service';

export interface Thread {
  ticketId: string;
  author: Author;
}

/** Which ticket a mail belongs to, by our own tokens alone, and whether its author takes part in it (settled.md 37). */
@Injectable()
export class MailThreads {
  constructor(private readonly customers: CustomersService) {}

  /** Null where it is the beginning of something new. */
  async of(tx: Tx, mail: ReadMail): Promise<Thread | null> {
    const ticket = await this.ticketOf(tx, mail);
    if (!ticket) return null;
    if (mail.automatic !== null) return { ticketId: ticket.id, author: 'machine' };
    // an address that anybody could have written there makes nobody a participant
    const takesPart = mail.proof?.verdict !== 'failed' && (await this.takesPart(tx, ticket.customerId, mail.from));
    return { ticketId: ticket.id, author: takesPart ? 'participant' : 'visitor' };
  }

  private async ticketOf(tx: Tx, mail: ReadMail): Promise<{ id: string; customerId: string | null } | null> {
    if (mail.threadNumber !== null) {
      const byNumber = await tx.maybe<{ id: string; customerId: string | null }>(
        `SELECT id, customer_id AS "customerId" FROM ticket WHERE number = $1`,
        [mail.threadNumber],
      );
      if (byNumber) return byNumber;
    }
    if (mail.threadMessages.length === 0) return null;
    return tx.maybe(
      `SELECT t.id, t.customer_id AS "customerId" FROM unnest($1::uuid[]) WITH ORDINALITY AS named(id, place)
       JOIN message m ON m.id = named.id JOIN ticket t ON t.id = m.ticket_id ORDER BY named.place LIMIT 1`,
      [mail.threadMessages],
    );
  }

  /** One of the customer's own addresses wrote it; a mail that only copies people in does not make them part of it (edge 48). */
  private async takesPart(tx: Tx, customerId: string | null, from: string | null): Promise<boolean> {
    if (customerId === null || from === null) return false;
    const addresses = await this.customers.addresses(tx, customerId);
    return addresses.some(({ kind, value }) => kind === 'email' && value === from);
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import { type OpenTicket, TicketOpening } from '../tickets/ticket-opening.service';
import { shorten } from './clean-text.rules';
import { InboundMails, type InboundMail } from './inbound-mails.service';
import type { ReadMail } from './mail-reader.service';

export type Opened = { ticketId: string; contactId: string } | { braked: string };

const MOST_TEXT = 20_000;
const MOST_AN_HOUR = 20;
export const NO_TEXT = '(no text)';

/** A mail that becomes a ticket. */
@Injectable()
export class NewMail {
  constructor(
    private readonly opening: TicketOpening,
    private readonly mails: InboundMails,
  ) {}

  /** `about` is a ticket that it follows. Held back by the brakes unless a person has let the mail through. */
  async open(tx: Tx, row: InboundMail, mail: ReadMail, about: string | null): Promise<Opened> {
    if (!row.released && mail.from !== null && (await this.tooMany(tx, mail.from, row.receivedAt))) {
      return { braked: `More than ${String(MOST_AN_HOUR)} complaints came from this address within an hour.` };
    }
    const opened = await this.opening.openIn(tx, this.complaint(row, mail, about), SYSTEM);
    tx.wake('send-email', opened.ticketId);
    return { ticketId: opened.ticketId, contactId: opened.view.complaint.id };
  }

  private complaint(row: InboundMail, mail: ReadMail, about: string | null): OpenTicket {
    // Whoever it says it is from may not have written it: it is counted for no customer and answered to nobody until a person has looked.
    const isForged = mail.proof?.verdict === 'failed';
    // A shop's form writes from an address that nobody reads; whom to answer stands in Reply-To (edge 47).
    const email = mail.isNoReply ? mail.replyTo : mail.from;
    const name = mail.isNoReply ? '' : mail.fromName;
    return {
      channel: 'email',
      text: shorten(mail.text, MOST_TEXT) || NO_TEXT,
      ...(mail.subject ? { title: mail.subject } : {}),
      ...(isForged ? {} : email === null ? { anonymous: true } : { customer: { email, name } }),
      touchPoint: 'unsure',
      receivedAt: row.receivedAt,
      sourceKey: `mail:${mail.sourceId}`,
      silent: mail.isNoReply || mail.automatic !== null || isForged,
      ...(mail.language ? { language: mail.language } : {}),
      ...(mail.from ? { fromAddress: mail.from } : {}),
      ...(about ? { aboutTicketId: about } : {}),
    };
  }

  /** An address that a person has verified may write as often as it likes. */
  private async tooMany(tx: Tx, from: string, now: Date): Promise<boolean> {
    if ((await this.mails.openedBy(tx, from, now)) < MOST_AN_HOUR) return false;
    const verified = await tx.maybe(`SELECT id FROM address WHERE kind = 'email' AND value_norm = $1 AND verified LIMIT 1`, [from]);
    return verified === null;
  }
}

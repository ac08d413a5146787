import { Inject, Injectable } from '@nestjs/common';
import { Consent } from '../consent/consent.service';
import { readMessageId } from '../messages/mail-identity.service';
import { Receipts } from '../messages/receipts.service';
import type { Tx } from '../platform/database/tx';
import { SECRET } from '../platform/platform.module';
import { SYSTEM } from '../staff/actor.dto';
import { TicketCare } from '../tickets/ticket-care.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { type FailedDelivery, failedDeliveries, returnedMessageIds } from './delivery-report.rules';
import { IncomingMessages } from './incoming.service';
import type { ReadMail } from './mail-reader.service';

interface OwnMessage {
  id: string;
  ticketId: string;
  kind: string;
  to: string | null;
}

const MOST_REPORT_BYTES = 100_000;

/** Mails of ours that came back (edge 46). */
@Injectable()
export class Bounces {
  constructor(
    private readonly consent: Consent,
    private readonly receipts: Receipts,
    private readonly incoming: IncomingMessages,
    private readonly moves: TicketMoves,
    private readonly care: TicketCare,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /**
   * Where the mail reports that a message of ours reached nobody: its address is dead with all consent, the message takes the next way, the owner is told. Returns the ticket, or null where it
   * reports nothing of the kind. Only a report that carries the Message-ID with our HMAC counts: whoever could forge one has got the mail.
   */
  async take(tx: Tx, mail: ReadMail, sourceKey: string): Promise<string | null> {
    const failed = this.failures(mail).filter(({ forGood }) => forGood);
    const message = failed.length === 0 ? null : await this.message(tx, mail);
    if (!message?.to) return null;
    const t = await this.incoming.lockLiving(tx, message.ticketId);
    await this.consent.addressDied(tx, { kind: 'email', valueNorm: message.to, why: 'bounced', now: t.now });
    const end = await this.receipts.cameBack(tx, message.id, 'the mail came back: nobody is at that address', t.now);
    await this.moves.record(tx, t, { kind: 'undeliverable', data: { message: message.kind }, cause: sourceKey }, SYSTEM);
    if (message.kind === 'question' && end !== 'moved')
      await this.moves.tryMove(tx, t, 'resume_without_answer', { reason: 'question not delivered' }, SYSTEM);
    await this.care.tellOwner(
      tx,
      t,
      'undeliverable',
      `A mail about R-${String(t.row.number)} came back: nobody is at that address. Find another way to reach the customer.`,
    );
    await this.moves.save(tx, t);
    return t.row.id;
  }

  private failures(mail: ReadMail): FailedDelivery[] {
    return mail.files
      .filter(({ mediaType }) => mediaType === 'message/delivery-status')
      .flatMap(({ content }) => failedDeliveries(textOf(content)));
  }

  private async message(tx: Tx, mail: ReadMail): Promise<OwnMessage | null> {
    const returned = mail.files
      .filter(({ mediaType }) => /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(mediaType))
      .flatMap(({ content }) => returnedMessageIds(textOf(content)));
    const ids = [...returned.map((id) => readMessageId(this.secret, id)).filter((id) => id !== null), ...mail.threadMessages];
    return tx.maybe<OwnMessage>(
      `SELECT m.id, m.ticket_id AS "ticketId", m.kind, m.to_address AS "to" FROM unnest($1::uuid[]) WITH ORDINALITY AS named(id, place)
       JOIN message m ON m.id = named.id WHERE m.channel = 'email' AND m.class <> 'staff' AND m.ticket_id IS NOT NULL ORDER BY named.place LIMIT 1`,
      [ids],
    );
  }
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content.subarray(0, MOST_REPORT_BYTES)).toString('utf8');
}

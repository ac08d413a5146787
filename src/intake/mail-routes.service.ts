import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Bounces } from './bounces.service';
import { shorten } from './clean-text.rules';
import { IncomingMessages } from './incoming.service';
import type { InboundMail, Outcome } from './inbound-mails.service';
import type { ReadMail } from './mail-reader.service';
import { MailThreads, type Thread } from './mail-threads.service';
import { NewMail, NO_TEXT } from './new-mail.service';
import { newPartOf } from './reply-text.rules';
import type { SenderProof } from './sender-proof.rules';

/** Where a mail went: to a ticket, to nobody, or to a person who must look first. */
export type Routed = { outcome: Outcome; ticketId: string | null; contactId: string | null } | { braked: string };

const MOST_TEXT = 20_000;

/** Decides what a mail is and does it, inside one transaction. */
@Injectable()
export class MailRoutes {
  constructor(
    private readonly threads: MailThreads,
    private readonly incoming: IncomingMessages,
    private readonly bounces: Bounces,
    private readonly newMail: NewMail,
  ) {}

  async route(tx: Tx, row: InboundMail, mail: ReadMail): Promise<Routed> {
    const routed = await this.place(tx, row, mail);
    if (mail.proof !== null && 'contactId' in routed && routed.contactId !== null) await this.proven(tx, routed.contactId, mail.proof);
    return routed;
  }

  private async place(tx: Tx, row: InboundMail, mail: ReadMail): Promise<Routed> {
    if (mail.automatic !== null) {
      const bounced = await this.bounces.take(tx, mail, `mail:${mail.sourceId}`);
      if (bounced !== null) return { outcome: 'bounce', ticketId: bounced, contactId: null };
    }
    const thread = await this.threads.of(tx, mail);
    if (thread) return this.join(tx, row, mail, thread);
    // Counted, and nothing else: a machine that was answered would answer again.
    if (mail.automatic !== null && !row.released) return { outcome: 'automatic', ticketId: null, contactId: null };
    return this.open(tx, row, mail, null);
  }

  /** What was found about its sender stands with the words on the ticket; where it failed, a person has to say whose they are. */
  private async proven(tx: Tx, contactId: string, { verdict, results }: SenderProof): Promise<void> {
    await tx.run(
      `UPDATE contact SET sender_proof = $2, sender_results = $3, visitor = visitor OR (human AND $2 = 'failed') WHERE id = $1`,
      [contactId, verdict, results],
    );
  }

  private async join(tx: Tx, row: InboundMail, mail: ReadMail, thread: Thread): Promise<Routed> {
    const text = shorten(newPartOf(mail.text), MOST_TEXT) || NO_TEXT;
    const said = {
      channel: 'email' as const,
      text,
      at: row.receivedAt,
      fromAddress: mail.from,
      sourceKey: `mail:${mail.sourceId}`,
      tell: true,
      isForged: mail.proof?.verdict === 'failed',
    };
    const taken = await this.incoming.take(tx, thread.ticketId, said, thread.author);
    return taken.outcome === 'new' ? this.open(tx, row, mail, taken.about) : taken;
  }

  private async open(tx: Tx, row: InboundMail, mail: ReadMail, about: string | null): Promise<Routed> {
    const opened = await this.newMail.open(tx, row, mail, about);
    return 'braked' in opened ? opened : { outcome: 'opened', ...opened };
  }
}

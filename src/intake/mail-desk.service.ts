import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import { Refused, Unavailable } from '../platform/errors';
import { LOG } from '../platform/platform.module';
import { InboundMails, type InboundMail, MOST_ATTEMPTS } from './inbound-mails.service';
import { MailReader, type ReadMail } from './mail-reader.service';
import { UnreadableMail } from './mail-parser.service';
import { MailRoutes } from './mail-routes.service';
import { type StoredFile, TicketFiles } from './ticket-files.service';

const TWIN = 'inbound_message_source_source_id_key';

/** Works on one received mail after the other: read it, keep its files, and in one transaction do what it asks for. */
@Injectable()
export class MailDesk {
  constructor(
    private readonly db: Database,
    private readonly mails: InboundMails,
    private readonly reader: MailReader,
    private readonly routes: MailRoutes,
    private readonly files: TicketFiles,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Never throws for what is in the mail. */
  async take(id: string): Promise<void> {
    const row = await this.mails.read(id);
    try {
      if (row.attempts > MOST_ATTEMPTS) await this.putAside(row, 'The desk failed five times to take this mail up.');
      else await this.work(row);
    } catch (error) {
      if (violated(error) === TWIN) return this.again(row);
      // The database's or a neighbour's fault is not the mail's: it does not bring it nearer to the quarantine.
      const isOurs = error instanceof Unavailable || (error instanceof Refused && ['busy', 'in_flight'].includes(error.reason));
      const why = error instanceof Error ? error.message : String(error);
      this.log.warn({ mail: id, attempts: row.attempts, why }, 'a mail could not be taken up; again later');
      await this.mails.failed(row, why, !isOurs);
    }
  }

  /** The same mail was being taken up by somebody else at the same moment; by now it is known. */
  private async again(row: InboundMail): Promise<void> {
    await this.mails.failed(row, 'the same mail came twice at the same moment', false);
  }

  private async work(row: InboundMail): Promise<void> {
    try {
      const mail = await this.reader.read(row);
      await this.settle(row, mail);
    } catch (error) {
      if (!(error instanceof UnreadableMail)) throw error;
      if (row.released) await this.settle(row, await this.reader.readHead(row));
      else await this.putAside(row, error.message);
    }
  }

  private async settle(row: InboundMail, mail: ReadMail): Promise<void> {
    const files = mail.automatic === null ? await this.files.store(`mail:${row.id}`, mail.files) : [];
    await this.db.transaction(async (tx) => {
      if (!(await this.mails.lock(tx, row.id))) return;
      const facts = { sourceId: mail.sourceId, from: mail.from, subject: mail.subject, automatic: mail.automatic !== null };
      if (!(await this.mails.name(tx, row.id, facts))) return this.mails.done(tx, row.id, { outcome: 'duplicate', ticketId: null });
      if (mail.proof !== null) await this.mails.proven(tx, row.id, mail.proof);
      const routed = await this.routes.route(tx, row, mail);
      if ('braked' in routed) return this.mails.putAside(tx, row.id, routed.braked);
      if (routed.ticketId !== null) await this.attach(tx, files, { ticketId: routed.ticketId, contactId: routed.contactId });
      await this.mails.done(tx, row.id, routed);
    });
  }

  private async attach(
    tx: Parameters<TicketFiles['attach']>[0],
    files: readonly StoredFile[],
    to: { ticketId: string; contactId: string | null },
  ): Promise<void> {
    if (files.length > 0) await this.files.attach(tx, files, to, await tx.now());
  }

  private async putAside(row: InboundMail, why: string): Promise<void> {
    this.log.warn({ mail: row.id, why }, 'a mail waits for a person');
    const head = await this.headOf(row);
    await this.db.transaction(async (tx) => {
      if (!(await this.mails.lock(tx, row.id))) return;
      if (head) await this.mails.describe(tx, row.id, head);
      if (head?.proof) await this.mails.proven(tx, row.id, head.proof);
      await this.mails.putAside(tx, row.id, why);
    });
  }

  /** Whoever decides about it should at least see from whom it is. */
  private async headOf(row: InboundMail): Promise<ReadMail | null> {
    try {
      return await this.reader.readHead(row);
    } catch (error) {
      if (error instanceof UnreadableMail) return null;
      throw error;
    }
  }
}

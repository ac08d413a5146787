import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { InboundMails } from './inbound-mails.service';
import { MailDesk } from './mail-desk.service';

/** Received mail becomes tickets, answers and attachments. */
@Injectable()
export class MailWork implements DueWork {
  readonly name = 'mail-in';
  readonly queue = 'mail-in';

  constructor(
    private readonly mails: InboundMails,
    private readonly desk: MailDesk,
  ) {}

  async run(): Promise<number> {
    const ids = await this.mails.claim();
    // One after the other: two mails of one conversation keep their order.
    for (const id of ids) await this.desk.take(id);
    return ids.length;
  }
}

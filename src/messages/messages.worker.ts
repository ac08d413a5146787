import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { DueWork } from '../platform/jobs/due-work';
import { CONFIG } from '../platform/runtime';
import { InvitationsService } from '../staff/invitations.service';
import { Breaker } from './breaker.service';
import { Endings } from './endings.service';
import { MessagesService } from './messages.service';
import { Outbox } from './outbox.service';
import type { WireMail } from './email.client';
import { Receipts } from './receipts.service';
import type { Sender } from './sender.service';
import { SmsAsking } from './sms-asking.service';
import type { WireText } from './sms.client';

export const EMAIL_SENDER = Symbol('EmailSender');
export const SMS_SENDER = Symbol('SmsSender');

/** Mails that are due. */
@Injectable()
export class EmailWork implements DueWork {
  readonly name = 'email';
  readonly queue = 'send-email';

  constructor(@Inject(EMAIL_SENDER) private readonly sender: Sender<WireMail>) {}

  run(): Promise<number> {
    return this.sender.run();
  }
}

/** Text messages that are due. */
@Injectable()
export class SmsWork implements DueWork {
  readonly name = 'sms';
  readonly queue = 'send-other';

  constructor(@Inject(SMS_SENDER) private readonly sender: Sender<WireText>) {}

  run(): Promise<number> {
    return this.sender.run();
  }
}

/** Texts of which nobody knows whether they arrived: the provider is asked. */
@Injectable()
export class AskWork implements DueWork {
  readonly name = 'sms-asking';
  readonly queue = 'send-other';

  constructor(private readonly asking: SmsAsking) {}

  run(): Promise<number> {
    return this.asking.run();
  }
}

/** Keeps the outbox in order: far too much at once, what is too late, what a dead process left behind, reports that came before their message, what a new provider can send. */
@Injectable()
export class OutboxWork implements DueWork {
  readonly name = 'outbox';
  readonly queue = 'send-other';

  constructor(
    private readonly outbox: Outbox,
    private readonly endings: Endings,
    private readonly receipts: Receipts,
    private readonly breaker: Breaker,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl' | 'smsUrl'>,
  ) {}

  async run(): Promise<number> {
    const stopped = await this.breaker.look();
    const mails = this.config.smtpUrl ? await this.outbox.release('email') : 0;
    const texts = this.config.smsUrl ? await this.outbox.release('sms') : 0;
    return stopped + mails + texts + (await this.outbox.expire()) + (await this.endings.reap()) + (await this.receipts.applyWaiting());
  }
}

const INVITATIONS = 100;

/** Mails the invitations that nobody has mailed yet. */
@Injectable()
export class InvitationWork implements DueWork {
  readonly name = 'invitations';
  readonly queue = 'send-email';

  constructor(
    private readonly db: Database,
    private readonly invitations: InvitationsService,
    private readonly messages: MessagesService,
  ) {}

  run(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const open = await this.invitations.takeUnmailed(tx, INVITATIONS);
      const now = await tx.now();
      for (const { id, version, staffId } of open) {
        await this.messages.planStaff(tx, {
          effectKey: `invitation:${id}:${String(version)}`,
          staffId,
          ticketId: null,
          kind: 'invitation',
          vars: {},
          now,
        });
      }
      return open.length;
    });
  }
}

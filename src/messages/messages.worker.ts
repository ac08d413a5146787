import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { DueWork } from '../platform/jobs/due-work';
import { CONFIG } from '../platform/runtime';
import { InvitationsService } from '../staff/invitations.service';
import { Endings } from './endings.service';
import { MessagesService } from './messages.service';
import { Outbox } from './outbox.service';
import { Sender } from './sender.service';

/** Mails that are due. */
@Injectable()
export class EmailWork implements DueWork {
  readonly name = 'email';
  readonly queue = 'send-email';

  constructor(private readonly sender: Sender) {}

  run(): Promise<number> {
    return this.sender.run();
  }
}

/** Keeps the outbox in order: what is too late, what a dead process left behind, what waited for a provider that is there now. */
@Injectable()
export class OutboxWork implements DueWork {
  readonly name = 'outbox';
  readonly queue = 'send-other';

  constructor(
    private readonly outbox: Outbox,
    private readonly endings: Endings,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl'>,
  ) {}

  async run(): Promise<number> {
    const released = this.config.smtpUrl ? await this.outbox.release('email') : 0;
    return released + (await this.outbox.expire()) + (await this.endings.reap());
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

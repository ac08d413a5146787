import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Refused, TooOften } from '../platform/errors';
import { CONFIG, SECRET } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { htmlOf } from '../templates/html-text.rules';
import { TemplatesService } from '../templates/templates.service';
import { composeMail } from './compose-mail.rules';
import { EmailClient } from './email.client';
import { mailDomain, messageIdOf } from './mail-identity.service';
import type { TemplateTestView } from './template-test.dto';

const MOST_AN_HOUR = 30;

/** A text as a mail to whoever is working on it, with every variable at about its longest. It stands in no outbox: nobody else is concerned. */
@Injectable()
export class TemplateTests {
  constructor(
    private readonly db: Database,
    private readonly templates: TemplatesService,
    private readonly mail: EmailClient,
    @Inject(CONFIG) private readonly config: Pick<Config, 'intakeAddress'>,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Missing (404) for no such text; Refused (409) without a mail relay and where the relay says no; TooOften (429) beyond 30 in an hour. */
  async send(id: string, actor: Actor): Promise<TemplateTestView> {
    const preview = await this.templates.preview(id);
    if (!this.mail.hasRelay) throw new Refused('no_relay', 'No mail relay is set, so nothing can be sent.');
    const to = await this.ownAddress(actor);
    const now = await this.db.transaction(async (tx) => {
      const { count } = await tx.one<{ count: number }>(
        `SELECT count(*)::int AS count FROM audit_event WHERE actor_id = $1 AND action = 'template.tested' AND at > desk_now() - interval '1 hour'`,
        [actor.staffId],
      );
      if (count >= MOST_AN_HOUR) throw new TooOften('That were many tests in an hour. Please wait a little.', 600);
      await audit(tx, actor, 'template.tested', `template:${id}`);
      return tx.now();
    });
    const subject = `[Test] ${preview.subject || 'A text'}`;
    const messageId = messageIdOf(this.secret, uuidv7(), mailDomain(this.config.intakeAddress));
    const raw = composeMail({
      ...{ to, subject, messageId, replyTo: null, references: [], date: now },
      from: { name: 'Amends', address: this.config.intakeAddress },
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      text: `${preview.text}\n`,
      html: preview.html ?? htmlOf(preview.text, 'en', null),
    });
    const delivery = await this.mail.send({ from: this.config.intakeAddress, to, messageId, raw });
    if (delivery.end !== 'sent') throw new Refused('not_sent', `It was not sent: ${delivery.why}`);
    return { to, subject, sentAt: now };
  }

  private async ownAddress(actor: Actor): Promise<string> {
    const person = await this.db.maybe<{ email: string }>('SELECT email FROM staff WHERE id = $1', [actor.staffId]);
    if (actor.kind !== 'staff' || !person) throw new Refused('person', 'Only a person who is signed in gets a test.');
    return person.email;
  }
}

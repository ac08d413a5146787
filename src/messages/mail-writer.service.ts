import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { CONFIG, SECRET } from '../platform/runtime';
import { publicToken } from '../platform/tokens';
import { composeMail } from './compose-mail.rules';
import type { WireMail } from './email.client';
import { mailDomain, messageIdOf, replyAddress } from './mail-identity.service';
import { htmlOf, isSafeAddress } from './mail-text.rules';
import { mailValues, templateKeyOf } from './mail-values.rules';
import { ticketRef } from './message.rules';
import type { ClaimedMessage } from './outbox.service';
import { renderTemplate } from './template.rules';
import type { TemplateSet } from './templates.service';

export type Written =
  | { ok: true; mail: WireMail; templateVersionId: string | null }
  /** Variables without a value. */
  | { ok: false; missing: readonly string[] }
  | { ok: false; unusable: string };

/** Writes the mail of a message at the moment of sending: text, links, threading. Links and tokens exist only here. */
@Injectable()
export class MailWriter {
  private readonly domain: string;
  private readonly sender: { name: string; address: string };

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'intakeAddress' | 'mailFrom' | 'deskZone'>,
    @Inject(SECRET) private readonly secret: string,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {
    this.domain = mailDomain(config.intakeAddress);
    this.sender = senderOf(config.mailFrom);
  }

  write(message: ClaimedMessage, templates: TemplateSet): Written {
    const { to } = message;
    if (to === null || !isSafeAddress(to)) return { ok: false, unusable: 'this is no address that a mail can be sent to' };
    const key = templateKeyOf(message);
    const template = templates.pick(key, message.language);
    const link = this.linkOf(message);
    const values = mailValues(key, message, link, message.zone ?? this.config.deskZone, template.language);
    const { subject, text, missing } = renderTemplate(key, template, values);
    if (missing.length > 0) return { ok: false, missing };
    const messageId = messageIdOf(this.secret, message.id, this.domain);
    const raw = composeMail({
      from: { name: message.locationName ?? this.sender.name, address: this.sender.address },
      to,
      replyTo: message.ticketNumber === null ? null : this.replyTo(message, message.ticketNumber),
      subject,
      messageId,
      references: message.threadId === null || message.class === 'staff' ? [] : [messageIdOf(this.secret, message.threadId, this.domain)],
      date: message.now,
      headers: message.kind === 'staff_reply' ? {} : { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      text: `${text}\n`,
      html: htmlOf(text, template.language, link),
    });
    return { ok: true, mail: { from: this.sender.address, to, messageId, raw }, templateVersionId: template.versionId };
  }

  /** Staff mails have none: an answer of staff by mail is not a command (R14), and it must not look like the customer's. */
  private replyTo(message: ClaimedMessage, number: number): string | null {
    return message.class === 'staff' ? null : replyAddress(this.secret, this.config.intakeAddress, number);
  }

  private linkOf(message: ClaimedMessage): string | null {
    if (message.kind === 'invitation') {
      const { inviteId, inviteVersion } = message;
      return inviteId === null ? null : this.origin.link(`/invite/${publicToken(this.secret, 'invite', inviteId, inviteVersion ?? 1)}`);
    }
    if (message.ticketId === null) return null;
    if (message.class === 'staff')
      return message.ticketNumber === null ? null : this.origin.link(`/tickets/${ticketRef(message.ticketNumber)}`);
    return this.origin.link(`/s/${publicToken(this.secret, 'status', message.ticketId, message.statusVersion ?? 1)}`);
  }
}

/** `Shop <help@example.com>` or the bare address. */
function senderOf(mailFrom: string): { name: string; address: string } {
  const named = /^([^<]*)<([^<>]+)>$/.exec(mailFrom);
  return named ? { name: (named[1] ?? '').trim(), address: (named[2] ?? '').trim() } : { name: '', address: mailFrom.trim() };
}

import { Inject, Injectable } from '@nestjs/common';
import { PreferenceLinks } from '../consent/preference-links.service';
import type { Config } from '../platform/config';
import { CONFIG, SECRET } from '../platform/runtime';
import { qrPng } from '../platform/qr';
import { htmlOf } from '../templates/html-text.rules';
import type { TemplateSet } from '../templates/templates.service';
import { composeMail } from './compose-mail.rules';
import type { Delivery } from './delivery.rules';
import { EmailClient, type WireMail } from './email.client';
import { mailDomain, messageIdOf, replyAddress } from './mail-identity.service';
import { footOf, isSafeAddress } from './mail-text.rules';
import type { ClaimedMessage } from './message-claim.service';
import { MessageWords, type Words } from './message-words.service';
import type { Carrier, Written } from './sender.service';

/** How the mail's text names the picture of the code. */
const CODE_PICTURE = 'voucher@amends';

/** E-mail: writes the mail of a message at the moment of sending, with its threading, and hands it to the relay. */
@Injectable()
export class EmailCarrier implements Carrier<WireMail> {
  readonly channel = 'email';
  readonly perSecond = null;
  private readonly domain: string;
  private readonly sender: { name: string; address: string };

  constructor(
    private readonly client: EmailClient,
    private readonly words: MessageWords,
    private readonly links: PreferenceLinks,
    @Inject(CONFIG) private readonly config: Pick<Config, 'intakeAddress' | 'mailFrom'>,
    @Inject(SECRET) private readonly secret: string,
  ) {
    this.domain = mailDomain(config.intakeAddress);
    this.sender = senderOf(config.mailFrom);
  }

  get isSet(): boolean {
    return this.client.hasRelay;
  }

  get parallel(): number {
    return this.client.parallel;
  }

  write(message: ClaimedMessage, templates: TemplateSet): Written<WireMail> {
    const { to } = message;
    if (to === null || !isSafeAddress(to)) return { ok: false, unusable: 'this is no address that a mail can be sent to' };
    const written = this.words.of(message, templates);
    if (!written.ok) return written;
    const { subject, code, templateVersionId } = written.words;
    const { text, html } = this.bodyOf(message, to, written.words);
    const messageId = messageIdOf(this.secret, message.id, this.domain);
    const raw = composeMail({
      from: { name: message.locationName ?? this.sender.name, address: this.sender.address },
      to,
      replyTo: message.ticketNumber === null ? null : this.replyTo(message, message.ticketNumber),
      subject,
      messageId,
      references: message.threadId === null || message.class === 'staff' ? [] : [messageIdOf(this.secret, message.threadId, this.domain)],
      date: message.now,
      headers: this.headersOf(message, to),
      text: `${text}\n`,
      html,
      picture: code === null ? null : { cid: CODE_PICTURE, name: 'voucher.png', png: qrPng(code) },
    });
    return { ok: true, wire: { from: this.sender.address, to, messageId, raw }, templateVersionId, segments: null };
  }

  /** What is read of a mail: its words with the lines under them, as text and as HTML. */
  bodyOf(message: ClaimedMessage, to: string, { text, language, link, code }: Words): { text: string; html: string } {
    const whole = text + this.foot(message, to, language);
    return { text: whole, html: htmlOf(whole, language, link, code === null ? null : { text: code, cid: CODE_PICTURE }) };
  }

  send(mail: WireMail): Promise<Delivery> {
    return this.client.send(mail);
  }

  close(): void {
    this.client.close();
  }

  /** Whoever gets surveys or advertising leaves them with one click of the mail program (RFC 8058); a gift that asks for spending may be advertising. */
  private headersOf(message: ClaimedMessage, to: string): Record<string, string> {
    const { kind, customerId } = message;
    const left = message.gestureNeedsSpend === true ? 'marketing' : message.class;
    const leave =
      customerId !== null && (left === 'survey' || left === 'marketing') ? this.links.unsubscribeHeaders(customerId, to, left) : {};
    return kind === 'staff_reply' ? leave : { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...leave };
  }

  /** Under every mail to a customer: where they say what they want to get. */
  private foot({ class: messageClass, customerId }: ClaimedMessage, to: string, language: string): string {
    if (messageClass === 'staff' || customerId === null) return '';
    return footOf(this.links.preferencesLink(customerId, 'email', to), language);
  }

  /** Staff mails have none: an answer of staff by mail is not a command (R14), and it must not look like the customer's. */
  private replyTo(message: ClaimedMessage, number: number): string | null {
    return message.class === 'staff' ? null : replyAddress(this.secret, this.config.intakeAddress, number);
  }
}

/** `Shop <help@example.com>` or the bare address. */
function senderOf(mailFrom: string): { name: string; address: string } {
  const named = /^([^<]*)<([^<>]+)>$/.exec(mailFrom);
  return named ? { name: (named[1] ?? '').trim(), address: (named[2] ?? '').trim() } : { name: '', address: mailFrom.trim() };
}

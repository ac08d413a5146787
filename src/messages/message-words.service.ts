import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { CONFIG, SECRET } from '../platform/runtime';
import { grouped } from '../platform/short-code.rules';
import { checkCode, hashVoucherCode, numberKey, publicToken, voucherCode } from '../platform/tokens';
import { mailValues, templateKeyOf } from '../templates/mail-values.rules';
import { carriesLink } from '../templates/template-keys.rules';
import { latePart, withPart } from '../templates/late-part.rules';
import { renderTemplate } from '../templates/template.rules';
import type { TemplateSet } from '../templates/templates.service';
import { ticketRef } from '../templates/variable-values.rules';
import type { ClaimedMessage } from './message-claim.service';

export interface Words {
  subject: string;
  text: string;
  language: string;
  link: string | null;
  /** Of a voucher, as people read it. */
  code: string | null;
  /** Six digits that prove an address; never shown to people of ours. */
  checkCode: string | null;
  templateVersionId: string | null;
}

/** The words of a message at the moment of sending. Links, codes and tokens exist only here, and are never stored. */
@Injectable()
export class MessageWords {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
    @Inject(SECRET) private readonly secret: string,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  /** Or the names of variables without a value; then it is not sent. */
  of(message: ClaimedMessage, templates: TemplateSet): { ok: true; words: Words } | { ok: false; missing: readonly string[] } {
    const key = templateKeyOf(message);
    const template = templates.pick(key, message.channel, message.language, message.locationLanguage);
    const link = carriesLink(key) ? this.linkOf(message) : null;
    const code = this.codeOf(message);
    const proof = this.checkCodeOf(message);
    const facts = { ...message, voucherCode: code, checkCode: proof };
    const values = mailValues(key, facts, link, message.zone ?? this.config.deskZone, template.language, message.channel);
    const { subject, text, missing } = renderTemplate(key, template, values, message.channel);
    if (missing.length > 0) return { ok: false, missing };
    const whole = this.withLatePart(message, template.body, text, templates);
    const { language, versionId: templateVersionId } = template;
    return { ok: true, words: { subject, text: whole, language, link, code, checkCode: proof, templateVersionId } };
  }

  /**
   * A mail that carries the word that we are late says it first, in the sentences of the late note. Never where a lawyer or somebody's safety forbids
   * that a machine says sorry.
   */
  private withLatePart(message: ClaimedMessage, body: string, text: string, templates: TemplateSet): string {
    const { vars, channel } = message;
    if (typeof vars['late'] !== 'string' || channel !== 'email' || message.apologyBlocked || message.automaticBlocked) return text;
    const note = templates.pick('late_note', channel, message.language, message.locationLanguage);
    const facts = {
      ...message,
      kind: 'late_note' as const,
      vars: { promised: vars['late'], promise: vars['latePromise'] ?? null },
      voucherCode: null,
      checkCode: null,
    };
    const values = mailValues('late_note', facts, null, message.zone ?? this.config.deskZone, note.language, channel);
    return withPart(body, text, latePart(note.body, values));
  }

  /** Null where there is none, or where the desk's key is not the one that made it: such a mail is not sent, because no till would take the code. */
  private codeOf({ voucherId, voucherVersion, voucherHash }: ClaimedMessage): string | null {
    if (voucherId === null || voucherVersion === null || voucherHash === null) return null;
    const code = voucherCode(this.secret, voucherId, voucherVersion);
    return hashVoucherCode(this.secret, code).equals(voucherHash) ? grouped(code) : null;
  }

  /** `vars.codeOf` names the code; the digits are stored nowhere. */
  private checkCodeOf({ vars }: ClaimedMessage): string | null {
    const id = vars['codeOf'];
    return typeof id === 'string' ? checkCode(this.secret, id) : null;
  }

  private linkOf(message: ClaimedMessage): string | null {
    if (message.kind === 'invitation') {
      const { inviteId, inviteVersion } = message;
      return inviteId === null ? null : this.origin.link(`/invite/${publicToken(this.secret, 'invite', inviteId, inviteVersion ?? 1)}`);
    }
    if (message.ticketId === null) return null;
    if (message.class === 'staff')
      return message.ticketNumber === null ? null : this.origin.link(`/tickets/${ticketRef(message.ticketNumber)}`);
    const key = message.channel === 'sms' && message.to !== null ? `?n=${numberKey(this.secret, message.ticketId, message.to)}` : '';
    return this.origin.link(`/s/${publicToken(this.secret, 'status', message.ticketId, message.statusVersion ?? 1)}${key}`);
  }
}

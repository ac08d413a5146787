import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { CONFIG } from '../platform/runtime';
import { smsSize } from '../templates/sms-segments.rules';
import type { TemplateSet } from '../templates/templates.service';
import type { Delivery } from './delivery.rules';
import type { ClaimedMessage } from './message-claim.service';
import { MessageWords } from './message-words.service';
import type { Carrier, Written } from './sender.service';
import { referenceOf } from './sms.rules';
import { SmsClient, type WireText } from './sms.client';
import { MOST_SEGMENTS } from './ways.rules';

/** Text messages. */
@Injectable()
export class SmsCarrier implements Carrier<WireText> {
  readonly channel = 'sms';

  constructor(
    private readonly client: SmsClient,
    private readonly words: MessageWords,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smsPerSecond'>,
  ) {}

  get isSet(): boolean {
    return this.client.isSet;
  }

  get parallel(): number {
    return this.client.parallel;
  }

  get perSecond(): number {
    return this.config.smsPerSecond;
  }

  write(message: ClaimedMessage, templates: TemplateSet): Written<WireText> {
    const { to } = message;
    if (to === null || !/^\+[1-9]\d{4,14}$/.test(to)) return { ok: false, unusable: 'this is no number that a text can be sent to' };
    const written = this.words.of(message, templates);
    if (!written.ok) return written;
    const { text, templateVersionId } = written.words;
    const { segments } = smsSize(text);
    if (segments > MOST_SEGMENTS) return { ok: false, unusable: `it is too long for a text message (${String(segments)} parts)` };
    return { ok: true, wire: { to, text, reference: referenceOf(message.id, message.round), segments }, templateVersionId, segments };
  }

  send(text: WireText): Promise<Delivery> {
    return this.client.send(text);
  }

  /** Nothing stays open between two texts. */
  close(): void {
    return;
  }
}

import { Injectable } from '@nestjs/common';
import { Receipts } from '../messages/receipts.service';
import { Invalid } from '../platform/errors';
import { type Headers, WebhookSignature } from '../platform/http/webhook-signature';
import { InboundTexts } from './inbound-texts.service';
import { readEvent, type ReportEvent } from './provider-events.rules';

/** What providers call in with. An answer of 2xx means that it is kept; the same call again changes nothing. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly signature: WebhookSignature,
    private readonly receipts: Receipts,
    private readonly texts: InboundTexts,
  ) {}

  /** Throws Unauthenticated (401) for what is not signed rightly, Invalid (400) for what cannot be read. */
  async take(provider: 'sms' | 'delivery', headers: Headers, raw: Buffer, body: unknown): Promise<void> {
    const callId = await this.signature.check(headers, raw);
    const event = readEvent(body);
    if (!event) throw new Invalid('This is neither a text nor a report about a message.');
    if (event.is === 'text' && provider === 'delivery') throw new Invalid('Texts come to /webhooks/sms.');
    if (event.is === 'text') await this.texts.take(provider, event);
    else await this.receipts.take({ ...event, provider, eventId: callId ?? nameOf(event) });
  }
}

/** A report without a name of its own is named by what it says: said twice, it is the same. */
function nameOf({ id, about, reference, receipt }: ReportEvent): string {
  return id ?? `${about ? `${about.messageId}.${String(about.round)}` : (reference ?? '')}:${receipt}`;
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { TemplatesService } from '../templates/templates.service';
import { EmailCarrier } from './email-carrier.service';
import { type ClaimedMessage, LOOK } from './message-claim.service';
import { MessageWords } from './message-words.service';

/** A message as its reader gets it; text and chat have neither a subject nor HTML. */
export interface MessageLook {
  subject: string | null;
  text: string;
  html: string | null;
}

/** Whoever holds a customer's link can act as the customer; so what is shown to people of ours has the end of each link cut off. */
const LINK_END = /(\/(?:s|public\/[a-z]+)\/)[A-Za-z0-9_-]{20,}/g;

/** How a message reads, written by the very functions that write it when it is sent. */
@Injectable()
export class MessageLooks {
  constructor(
    private readonly templates: TemplatesService,
    private readonly words: MessageWords,
    private readonly mails: EmailCarrier,
  ) {}

  /** Of a message that is planned, with what the database says now. Missing (404) where there is none, Refused (409) where a value is missing. */
  async of(tx: Tx, id: string): Promise<MessageLook> {
    const message = await tx.one<ClaimedMessage>(LOOK, [id]);
    const written = this.words.of(message, await this.templates.current());
    if (!written.ok) throw new Refused('words', `This cannot be written yet: ${written.missing.join(', ')} is missing.`);
    const { subject, text } = written.words;
    if (message.channel !== 'email' || message.to === null) return { subject: null, text: withoutTokens(text), html: null };
    const { text: whole, html } = this.mails.bodyOf(message, message.to, written.words);
    return { subject, text: withoutTokens(whole), html: withoutTokens(html) };
  }
}

function withoutTokens(text: string): string {
  return text.replace(LINK_END, '$1…');
}

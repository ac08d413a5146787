import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { TemplatesService } from '../templates/templates.service';
import { EmailCarrier } from './email-carrier.service';
import { type ClaimedMessage, LOOK } from './message-claim.service';
import { MessageWords, type Words } from './message-words.service';

/** A message as its reader gets it; text and chat have neither a subject nor HTML. */
export interface MessageLook {
  subject: string | null;
  text: string;
  html: string | null;
}

/** Whoever holds a customer's link can act as the customer; so what is shown to people of ours has the end of each link cut off. */
const LINK_END = /(\/(?:s|invite|public\/[a-z]+)\/)[A-Za-z0-9_-]{20,}(?:\?n=[A-Za-z0-9_-]+)?/g;
const HIDDEN_CODE = '••••';
const HIDDEN_DIGITS = '••••••';

/** How a message reads, written by the very functions that write it when it is sent, and with nothing in it that opens, proves or buys anything. */
@Injectable()
export class MessageLooks {
  constructor(
    private readonly templates: TemplatesService,
    private readonly words: MessageWords,
    private readonly mails: EmailCarrier,
  ) {}

  /** Of a message that is planned, with what the database says now. Missing (404) where there is none, Refused (409) where a value is missing. */
  async of(tx: Tx, id: string): Promise<MessageLook> {
    const look = await this.find(tx, id);
    if ('missing' in look) throw new Refused('words', `This cannot be written yet: ${look.missing.join(', ')} is missing.`);
    return look;
  }

  /** The same, or the names of the values without which it cannot be written. Missing (404) where there is none. */
  async find(reader: Reader, id: string): Promise<MessageLook | { missing: readonly string[] }> {
    const [message] = await reader.rows<ClaimedMessage>(LOOK, [id]);
    if (!message) throw new Missing('There is no such message.');
    // what is said in a chat stands as it was typed
    if (!isWritten(message)) return { subject: null, text: String(message.vars['text'] ?? message.vars['question'] ?? ''), html: null };
    const written = this.words.of(message, await this.templates.current());
    return written.ok ? this.shown(message, withoutCodes(written.words)) : { missing: written.missing };
  }

  private shown(message: ClaimedMessage, words: Words): MessageLook {
    if (message.channel !== 'email' || message.to === null) return { subject: null, text: withoutTokens(words.text), html: null };
    const { text, html } = this.mails.bodyOf(message, message.to, words);
    return { subject: words.subject, text: withoutTokens(text), html: withoutTokens(html) };
  }
}

function isWritten({ channel }: { channel: string }): boolean {
  return channel === 'email' || channel === 'sms';
}

function withoutCodes(words: Words): Words {
  const hide = (text: string): string => hidden(hidden(text, words.code, HIDDEN_CODE), words.checkCode, HIDDEN_DIGITS);
  return { ...words, subject: hide(words.subject), text: hide(words.text), code: null, checkCode: null };
}

function hidden(text: string, secret: string | null, shown: string): string {
  return secret === null || secret === '' ? text : text.replaceAll(secret, shown);
}

function withoutTokens(text: string): string {
  return text.replace(LINK_END, '$1…');
}

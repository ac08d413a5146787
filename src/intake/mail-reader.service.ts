import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { normalizeEmail } from '../customers/address.service';
import { readMessageId, readReplyAddress } from '../messages/mail-identity.service';
import { withoutCardNumbers } from '../platform/card-numbers.rules';
import type { Config } from '../platform/config';
import { CONFIG, SECRET } from '../platform/platform.module';
import { type AutomaticSign, automaticSign, isNoReply, isPersonal } from './automatic.rules';
import { cleanLine, cleanText } from './clean-text.rules';
import type { InboundMail } from './inbound-mails.service';
import { bareAddress, isOurAddress } from './mail-address.rules';
import { MailParser, type ParsedFile, type ParsedMail } from './mail-parser.service';
import { type SenderProof, senderProof } from './sender-proof.rules';

/** A mail as the desk understands it: cleaned, its sender read, its thread verified. */
export interface ReadMail {
  /** The same mail always has the same one (settled.md 37). */
  sourceId: string;
  /** The author's address, normalised. */
  from: string | null;
  fromName: string;
  /** A person's address to answer to, where the sender is a machine that writes for a person. */
  replyTo: string | null;
  subject: string;
  text: string;
  automatic: AutomaticSign | null;
  /** Nobody reads what is sent to the author's address. */
  isNoReply: boolean;
  /** The ticket's number of a reply address of ours. */
  threadNumber: number | null;
  /** Messages of ours that it answers, the nearest first. */
  threadMessages: string[];
  /** What our mail server found about its sender; null = no server is believed. */
  proof: SenderProof | null;
  /** BCP 47, if its author names one. */
  language: string | null;
  files: ParsedFile[];
}

const MOST_REFERENCES = 50;
const MOST_RECIPIENTS = 200;

/** Reads mails. Everything in them is a stranger's word; only what carries our HMAC is believed. */
@Injectable()
export class MailReader {
  constructor(
    private readonly parser: MailParser,
    @Inject(CONFIG) private readonly config: Pick<Config, 'intakeAddress' | 'mailFrom' | 'mailAuthserv'>,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Throws `UnreadableMail` where a limit is passed or the mail is broken. */
  async read(mail: InboundMail): Promise<ReadMail> {
    return this.understand(mail, await this.parser.parse(mail.raw));
  }

  /** Only what stands in its head; for a mail that nobody can read and a person wants to have as a ticket all the same. */
  async readHead(mail: InboundMail): Promise<ReadMail> {
    const end = mail.raw.indexOf('\r\n\r\n');
    const head = mail.raw.subarray(0, Math.min(end < 0 ? mail.raw.length : end, 60_000)).toString('latin1');
    const wanted = head
      .split(/\r\n(?![ \t])/)
      .filter(
        (line) =>
          /^(from|subject|message-id|reply-to|in-reply-to|references|auto-submitted|precedence|authentication-results)\s*:/i.test(line) &&
          line.length < 8000,
      );
    const parsed = await this.parser.parse(Buffer.from(`${wanted.join('\r\n')}\r\n\r\n`, 'latin1'));
    return { ...this.understand(mail, parsed), text: '(The text of this mail could not be read. The original is kept.)' };
  }

  private understand(mail: InboundMail, parsed: ParsedMail): ReadMail {
    const header = (name: string): string => parsed.headers.find(({ key }) => key === name)?.value ?? '';
    const from = normalizeEmail(parsed.from?.address ?? '') ?? normalizeEmail(mail.mailFrom ?? '');
    const messageId = header('message-id').trim();
    const subject = cleanLine(withoutCardNumbers(parsed.subject));
    const fromUs =
      from !== null && (isOurAddress(this.config.intakeAddress, from) || from === normalizeEmail(bareAddress(this.config.mailFrom)));
    const signs = {
      headers: parsed.headers,
      from,
      returnPath: mail.mailFrom,
      subject,
      fromUs,
      ourMessageId: readMessageId(this.secret, messageId) !== null,
    };
    return {
      sourceId: sourceIdOf(messageId, from, mail.rawHash),
      from,
      fromName: cleanLine(parsed.from?.name ?? '', 100),
      replyTo: this.personIn(parsed.replyTo),
      subject,
      text: cleanText(parsed.text),
      automatic: automaticSign(signs),
      isNoReply: from !== null && isNoReply(from),
      threadNumber: this.threadNumber([...mail.rcptTo, ...parsed.recipients, header('delivered-to'), header('x-original-to')]),
      threadMessages: this.threadMessages(header('in-reply-to'), header('references')),
      proof: senderProof(parsed.headers, this.config.mailAuthserv, parsed.from?.address ?? null),
      language: /^\s*([a-z]{2,3}(-[a-z0-9]{2,8}){0,2})\s*(,|$)/i.exec(header('content-language'))?.[1] ?? null,
      files: parsed.files,
    };
  }

  private personIn(addresses: readonly string[]): string | null {
    const found = addresses.slice(0, MOST_RECIPIENTS).map((address) => normalizeEmail(address));
    return found.find((address) => address !== null && isPersonal(address) && !isOurAddress(this.config.intakeAddress, address)) ?? null;
  }

  private threadNumber(recipients: readonly string[]): number | null {
    for (const recipient of recipients.slice(0, MOST_RECIPIENTS)) {
      const number = readReplyAddress(this.secret, this.config.intakeAddress, recipient.replace(/[<>]/g, ''));
      if (number !== null) return number;
    }
    return null;
  }

  private threadMessages(inReplyTo: string, references: string): string[] {
    const ids = (text: string): string[] => [...text.slice(0, 50_000).matchAll(/<[^<>\s]{1,300}>/g)].map((found) => found[0]);
    const nearestFirst = [...ids(inReplyTo), ...ids(references).reverse()].slice(0, MOST_REFERENCES);
    return [...new Set(nearestFirst.map((id) => readMessageId(this.secret, id)).filter((id) => id !== null))];
  }
}

/** sha256(lower(Message-ID) ‖ From address); the raw bytes of a mail without a Message-ID. */
export function sourceIdOf(messageId: string, from: string | null, rawHash: Buffer): string {
  if (messageId === '') return rawHash.toString('hex');
  return createHash('sha256')
    .update(messageId.toLowerCase())
    .update('\n')
    .update(from ?? '')
    .digest('hex');
}

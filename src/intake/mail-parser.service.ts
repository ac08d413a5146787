import type { MessagePort } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  DEEPEST,
  HEAD_TOO_LARGE,
  MOST_HEAD_BYTES,
  MOST_HTML,
  MOST_MS,
  MOST_PARTS,
  partsOf,
  TOO_DEEP,
  TOO_MANY_PARTS,
  TOO_SLOW,
  UNREADABLE,
} from './mail-limits.rules';

export interface ParsedFile {
  /** As the sender called it; '' without a name. */
  name: string;
  /** What the sender says it is. */
  mediaType: string;
  content: Uint8Array;
  /** The file ending its content speaks for; null where it says nothing. */
  found: string | null;
}

/** A mail taken apart. All texts are the sender's: not cleaned, not to be believed. */
export interface ParsedMail {
  headers: { key: string; value: string }[];
  from: { name: string; address: string } | null;
  replyTo: string[];
  /** To and Cc. */
  recipients: string[];
  subject: string;
  /** The plain part; made from the HTML where there is none. */
  text: string;
  files: ParsedFile[];
}

/** This mail cannot be read, and never will be; the message is a sentence for the quarantine. */
export class UnreadableMail extends Error {}

type Answer = { id: number; mail: ParsedMail } | { id: number; problem: string };

const limits = {
  deepest: DEEPEST,
  mostHead: MOST_HEAD_BYTES,
  mostHtml: MOST_HTML,
  mostParts: MOST_PARTS,
  says: { parts: TOO_MANY_PARTS, deep: TOO_DEEP, head: HEAD_TOO_LARGE, broken: UNREADABLE },
};
type Limits = typeof limits;

/**
 * What runs in the thread. It is handed over as text and knows nothing of this file: all it uses comes by its arguments. A thread, because
 * nothing else can stop a parser that is busy with one hostile mail for minutes, and a text, because the test runner compiles in memory and
 * the built program has no such file.
 */
function readMails(port: MessagePort, load: NodeJS.Require, given: Limits): void {
  const PostalMime = load('postal-mime') as typeof import('postal-mime');
  const { htmlToText } = load('html-to-text') as typeof import('html-to-text');
  const fileType = load('file-type') as typeof import('file-type');

  const addresses = (list: import('postal-mime').Address[] | undefined): import('postal-mime').Mailbox[] =>
    (list ?? []).flatMap((entry) => (entry.group ? entry.group : [entry]));

  const textOf = (html: string): string =>
    htmlToText(html.slice(0, given.mostHtml), {
      wordwrap: false,
      limits: { maxInputLength: given.mostHtml, maxDepth: 60, maxChildNodes: 5000 },
      selectors: [
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        { selector: 'img', format: 'skip' },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      ],
    });

  const read = async (raw: Uint8Array): Promise<ParsedMail> => {
    const mail = await PostalMime.parse(raw, { maxNestingDepth: given.deepest, maxHeadersSize: given.mostHead, maxRfc822NestingDepth: 2 });
    if (mail.attachments.length > given.mostParts) throw new Error(given.says.parts);
    const files: ParsedFile[] = [];
    for (const one of mail.attachments) {
      const content = typeof one.content === 'string' ? new TextEncoder().encode(one.content) : new Uint8Array(one.content);
      const found = await fileType.fileTypeFromBuffer(content);
      files.push({ name: one.filename ?? '', mediaType: one.mimeType, content, found: found?.ext ?? null });
    }
    const [from] = addresses(mail.from ? [mail.from] : []);
    return {
      headers: mail.headers.map(({ key, value }) => ({ key, value })),
      from: from ? { name: from.name, address: from.address } : null,
      replyTo: addresses(mail.replyTo).map((entry) => entry.address),
      recipients: [...addresses(mail.to), ...addresses(mail.cc)].map((entry) => entry.address),
      subject: mail.subject ?? '',
      text: mail.text?.trim() ? mail.text : textOf(mail.html ?? ''),
      files,
    };
  };

  const problemOf = (error: unknown): string => {
    const message = error instanceof Error ? error.message : '';
    if (message === given.says.parts) return message;
    if (message.startsWith('Maximum MIME nesting depth')) return given.says.deep;
    return message.startsWith('Maximum header size') ? given.says.head : given.says.broken;
  };

  port.on('message', ({ id, raw }: { id: number; raw: Uint8Array }) => {
    read(raw).then(
      (mail) => {
        port.postMessage({ id, mail });
      },
      (error: unknown) => {
        port.postMessage({ id, problem: problemOf(error) });
      },
    );
  });
}

const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const load = require('node:module').createRequire(workerData.from);
(${readMails.toString()})(parentPort, load, workerData.limits);
`;

const THREAD_MB = 512;

interface Waiting {
  resolve(mail: ParsedMail): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Takes mails apart in a thread of its own, with limits of size, depth, parts and time. */
@Injectable()
export class MailParser implements OnModuleDestroy {
  private thread: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private counter = 0;

  /** Throws `UnreadableMail` with the reason; the mail then has to be put aside. */
  async parse(raw: Buffer, mostMs = MOST_MS): Promise<ParsedMail> {
    if (partsOf(raw.toString('latin1')) > MOST_PARTS) throw new UnreadableMail(TOO_MANY_PARTS);
    const bytes = new Uint8Array(raw);
    const thread = this.open();
    this.counter += 1;
    const id = this.counter;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.giveUp(thread, new UnreadableMail(TOO_SLOW));
      }, mostMs);
      this.waiting.set(id, { resolve, reject, timer });
      thread.ref();
      thread.postMessage({ id, raw: bytes }, [bytes.buffer]);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.thread?.terminate();
  }

  private open(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(PROGRAM, {
      eval: true,
      workerData: { from: __filename, limits },
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MB },
    });
    thread.on('message', (answer: Answer) => {
      this.settle(thread, answer);
    });
    // Out of memory, or a bug of the parser: what it was reading cannot be read.
    thread.on('error', () => {
      this.giveUp(thread, new UnreadableMail(UNREADABLE));
    });
    thread.on('exit', () => {
      this.giveUp(thread, new Error('The thread that reads mail has ended.'));
    });
    // An idle thread must not keep the program from ending.
    thread.unref();
    this.thread = thread;
    return thread;
  }

  private settle(thread: Worker, answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    this.waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if (this.waiting.size === 0) thread.unref();
    if ('mail' in answer) waiting.resolve(answer.mail);
    else waiting.reject(new UnreadableMail(answer.problem));
  }

  private giveUp(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = null;
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(error);
    }
    this.waiting.clear();
    void thread.terminate();
  }
}

import { Readable } from 'node:stream';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { type Delivery, type MailFault, readFault } from './delivery.rules';

/** One mail as it goes over the wire. */
export interface WireMail {
  from: string;
  to: string;
  /** With angle brackets. */
  messageId: string;
  raw: string;
}

export interface EmailLimits {
  /** From the moment a connection takes up a mail to its end, whatever the server does; a mail waits as long at most for a connection. */
  limitMs: number;
  connections: number;
}

const LIMIT_MS = 20_000;
const CONNECTIONS = 10;
/** A connection is renewed now and then: some servers end long sessions. */
const MAILS_PER_CONNECTION = 500;

/** The mail relay: one pool of connections that stay open. Made at the first mail. */
export class EmailClient {
  private pool: SMTPPool | null = null;
  private readonly limits: EmailLimits;

  /** `url` is SMTP_URL (`?maxConnections=5` sets the size of the pool); null = there is no relay. */
  constructor(
    private readonly url: string | null,
    limits: Partial<EmailLimits> = {},
  ) {
    this.limits = { limitMs: LIMIT_MS, connections: connectionsIn(url) ?? CONNECTIONS, ...limits };
  }

  get hasRelay(): boolean {
    return this.url !== null;
  }

  /** How many mails to give at a time: two per connection, so that no connection waits for its next mail. */
  get parallel(): number {
    return this.limits.connections * 2;
  }

  /** Hands one mail to the relay and says what became of it (settled.md 36). Never throws for anything the network or the server does. */
  async send(mail: WireMail): Promise<Delivery> {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
    }, this.limits.limitMs);
    // Behind a slow mail the next one must not lose its own time: cut off in the middle of a relay's work, it would look as if it may have arrived.
    const message = new FinishedMessage(mail, () => timer.refresh());
    try {
      return { end: 'sent', reference: referenceOf(await this.hand(message, limit.signal)) };
    } catch (error) {
      return readFault(faultOf(error), message.isHandedOver);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connections; mails that are being handed over end first. */
  close(): void {
    this.pool?.close();
    this.pool = null;
  }

  /**
   * The pool is nodemailer's; its mail composer is left out, because it took two thirds of the time of a mail: the pool asks a message only for what
   * FinishedMessage answers. The version is pinned.
   */
  private hand(message: FinishedMessage, signal: AbortSignal): Promise<unknown> {
    const pool = this.open();
    return new Promise((resolve, reject) => {
      pool.send({ data: { signal }, message } as unknown as Parameters<SMTPPool['send']>[0], (error, info: unknown) => {
        if (error) reject(error);
        else resolve(info);
      });
    });
  }

  private open(): SMTPPool {
    if (this.pool) return this.pool;
    if (this.url === null) throw new Error('There is no mail relay.');
    const { limitMs, connections } = this.limits;
    this.pool = new SMTPPool({
      url: this.url,
      pool: true,
      maxConnections: connections,
      maxMessages: MAILS_PER_CONNECTION,
      // A connection that the server closed meanwhile is replaced; FinishedMessage makes sure that only a mail that had not begun moves over.
      maxRequeues: 2,
      connectionTimeout: limitMs / 2,
      greetingTimeout: limitMs / 2,
      socketTimeout: limitMs,
      dnsTimeout: limitMs / 4,
      // A relay on this machine cannot have a certificate for "localhost", and nothing leaves the machine.
      ignoreTLS: isLoopback(this.url),
    });
    return this.pool;
  }
}

/**
 * A mail that is composed already, as the pool wants it.
 *
 * Whether the final dot may have left cannot be read from the library's errors: a connection that dies before it and one that dies after it both give
 * ECONNECTION or ESOCKET with command "CONN". So the end of the message's stream is watched: the library writes the dot right after it.
 */
class FinishedMessage {
  isHandedOver = false;
  private isBegun = false;

  constructor(
    private readonly mail: WireMail,
    /** A connection takes it up; said once, also where a second connection has to. */
    private readonly begins: () => void,
  ) {}

  getEnvelope(): { from: string; to: string[] } {
    if (!this.isBegun) this.begins();
    this.isBegun = true;
    return { from: this.mail.from, to: [this.mail.to] };
  }

  messageId(): string {
    return this.mail.messageId;
  }

  getHeader(name: string): string {
    return name === 'message-id' ? this.mail.messageId : '';
  }

  createReadStream(): Readable {
    // A second reading of the same message would be a second mail.
    if (this.isHandedOver) throw new Error('This mail was handed over already.');
    const stream = Readable.from(Buffer.from(this.mail.raw), { objectMode: false });
    return stream.once('end', () => {
      this.isHandedOver = true;
    });
  }
}

function faultOf(error: unknown): MailFault {
  const fault = error as { message: string; code?: string; responseCode?: number; response?: string; command?: string };
  return { message: fault.message, replyCode: fault.responseCode ?? null, reply: fault.response ?? null, command: fault.command ?? null };
}

/** What the server called it, for its operator's log. */
function referenceOf(info: unknown): string | null {
  const response = typeof info === 'object' && info !== null && 'response' in info ? info.response : null;
  return typeof response === 'string' ? response.slice(0, 200) : null;
}

function connectionsIn(url: string | null): number | null {
  const wish = Number(url === null ? Number.NaN : new URL(url).searchParams.get('maxConnections'));
  return Number.isInteger(wish) && wish >= 1 && wish <= 100 ? wish : null;
}

function isLoopback(url: string): boolean {
  const { protocol, hostname, searchParams } = new URL(url);
  return protocol === 'smtp:' && !searchParams.has('requireTLS') && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

import type { Readable } from 'node:stream';
import nodemailer, { type Transporter } from 'nodemailer';
import { type Delivery, type MailFault, readFault } from './delivery.rules';

/** One mail as it goes over the wire. */
export interface WireMail {
  from: string;
  to: string;
  raw: string;
}

export interface EmailLimits {
  /** From taking up a mail to its end, whatever the server does; less than half a lease. */
  limitMs: number;
  connections: number;
}

const LIMIT_MS = 20_000;
const CONNECTIONS = 10;
/** A connection is renewed now and then: some servers end long sessions. */
const MAILS_PER_CONNECTION = 500;

/** The mail relay: one pool of connections that stay open. Made at the first mail. */
export class EmailClient {
  private transport: Transporter | null = null;
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

  /** How many mails to give at a time: two per connection, so that none of them waits for the next. */
  get parallel(): number {
    return this.limits.connections * 2;
  }

  /**
   * Hands one mail to the relay and says what became of it (settled.md 36). Never throws for anything the network or the server does.
   *
   * Whether the final dot may have left cannot be read from nodemailer's errors: a connection that dies before and one that dies after it both
   * give ECONNECTION or ESOCKET with command "CONN". So the end of the message's stream is watched: the library writes the dot right after it.
   */
  async send(mail: WireMail): Promise<Delivery> {
    const watch = { handedOver: false };
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
    }, this.limits.limitMs);
    try {
      const info: unknown = await this.open().sendMail({
        envelope: { from: mail.from, to: [mail.to] },
        raw: mail.raw,
        signal: limit.signal,
        watch,
      } as WatchedMail);
      return { end: 'sent', reference: referenceOf(info) };
    } catch (error) {
      return readFault(faultOf(error), watch.handedOver);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connections; mails that are being handed over end first. */
  close(): void {
    this.transport?.close();
    this.transport = null;
  }

  private open(): Transporter {
    if (this.transport) return this.transport;
    if (this.url === null) throw new Error('There is no mail relay.');
    const { limitMs, connections } = this.limits;
    const transport: Transporter = nodemailer.createTransport({
      url: this.url,
      pool: true,
      maxConnections: connections,
      maxMessages: MAILS_PER_CONNECTION,
      // Only what has not begun is ever given to another connection; `watched` makes sure of it.
      maxRequeues: 2,
      connectionTimeout: limitMs / 2,
      greetingTimeout: limitMs / 2,
      socketTimeout: limitMs,
      dnsTimeout: limitMs / 4,
      // A relay on this machine cannot have a certificate for "localhost", and nothing leaves the machine.
      ignoreTLS: isLoopback(this.url),
      disableFileAccess: true,
      disableUrlAccess: true,
    } as Parameters<typeof nodemailer.createTransport>[0]);
    transport.use('stream', (mail, done) => {
      const { watch } = mail.data as WatchedMail;
      mail.message.processFunc((input) => watched(input as Readable, watch));
      done();
    });
    this.transport = transport;
    return transport;
  }
}

interface WatchedMail {
  envelope: { from: string; to: string[] };
  raw: string;
  signal: AbortSignal;
  watch: { handedOver: boolean };
}

/** Notes when the last byte of the message has been read: from here on the server may have it. */
function watched(input: Readable, watch: { handedOver: boolean }): Readable {
  if (watch.handedOver) {
    // A second read of the same message would be a second mail.
    input.destroy(new Error('This mail was handed over already.'));
    return input;
  }
  return input.once('end', () => {
    watch.handedOver = true;
  });
}

function faultOf(error: unknown): MailFault {
  const { message, code, responseCode, response, command } = error as {
    message: string;
    code?: string;
    responseCode?: number;
    response?: string;
    command?: string;
  };
  return { message, code: code ?? null, replyCode: responseCode ?? null, reply: response ?? null, command: command ?? null };
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

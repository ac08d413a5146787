import type { AddressInfo } from 'node:net';
import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly replyTo: string | null;
  readonly messageId: string | null;
}

export interface MailToSend {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Message-ID of the mail that it answers. */
  readonly inReplyTo?: string;
}

/** The mailboxes of all customers and colleagues of the demo: a mail server on this machine that takes everything. */
export class Mailboxes {
  readonly mails: ReceivedMail[] = [];

  private constructor(private readonly server: SMTPServer) {}

  /** `port` 0 = any free one. */
  static async open(port: number): Promise<Mailboxes> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
          boxes.keep(Buffer.concat(parts), to).then(() => {
            done();
          }, done);
        });
      },
    });
    const boxes = new Mailboxes(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    // a connection that breaks is the sender's business
    server.on('error', () => undefined);
    return boxes;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String((this.server.server.address() as AddressInfo).port)}`;
  }

  /** The newest mail to this address whose subject contains these words. */
  find(address: string, words: string): ReceivedMail | null {
    return this.mails.findLast((mail) => mail.to.includes(address) && mail.subject.includes(words)) ?? null;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async keep(raw: Buffer, to: readonly string[]): Promise<void> {
    const { subject = '', text = '', replyTo, messageId = null } = await PostalMime.parse(raw);
    this.mails.push({ to, subject, text, messageId, replyTo: replyTo?.[0]?.address ?? null });
  }
}

/** Sends one mail; resolves when the other side has taken it. */
export async function sendMail(smtpUrl: string, mail: MailToSend): Promise<void> {
  const { hostname, port } = new URL(smtpUrl);
  const transport = nodemailer.createTransport({ host: hostname, port: Number(port || 25), secure: false, ignoreTLS: true });
  try {
    await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}

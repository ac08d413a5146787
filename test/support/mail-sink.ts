import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port';

export interface SunkMail {
  to: string[];
  from: string;
  raw: string;
  parsed: Email;
  /** The plain text of the mail. */
  text: string;
  subject: string;
  header(name: string): string | undefined;
}

/** A mail server of the customers' side: takes everything and keeps it. */
export class MailSink {
  readonly mails: SunkMail[] = [];
  private constructor(
    readonly port: number,
    private readonly server: SMTPServer,
  ) {}

  static async start(): Promise<MailSink> {
    const port = await freePort();
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onData: (stream, session, callback) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          const to = session.envelope.rcptTo.map((entry) => entry.address);
          sink.keep(raw, from, to).then(() => {
            callback();
          }, callback);
        });
      },
    });
    const sink = new MailSink(port, server);
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String(this.port)}`;
  }

  private async keep(raw: string, from: string, to: string[]): Promise<void> {
    const parsed = await PostalMime.parse(raw);
    this.mails.push({
      to,
      from,
      raw,
      parsed,
      text: parsed.text ?? '',
      subject: parsed.subject ?? '',
      header: (name) => parsed.headers.find((header) => header.key === name.toLowerCase())?.value,
    });
  }

  /** All mails to an address, oldest first. */
  to(address: string): SunkMail[] {
    return this.mails.filter((mail) => mail.to.includes(address));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

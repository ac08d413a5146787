import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Config } from '../platform/config';
import { CONFIG, LOG } from '../platform/platform.module';
import { cleanLine } from './clean-text.rules';
import { InboundMails } from './inbound-mails.service';
import { isOurAddress } from './mail-address.rules';
import { MOST_BYTES } from './mail-limits.rules';

const MOST_CONNECTIONS = 50;
const MOST_RECIPIENTS = 50;
const MOST_MAILS_A_CONNECTION = 200;
const IDLE_MS = 30_000;
const CLOSE_MS = 2000;
/** Of all mails that are arriving at one moment. Fifty of the largest would not fit into the memory of a small machine. */
const MOST_BYTES_AT_ONCE = 200 * 1024 * 1024;

/** Tells the other server no; 4xx = try again later, 5xx = never. */
function refusal(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode });
}

/** Receives mail by SMTP. Nothing is read in it before the sender is told 250; the mail is in the database by then. */
@Injectable()
export class SmtpIntake {
  private server: SMTPServer | null = null;
  private arriving = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpIntake' | 'intakeAddress'>,
    @Inject(LOG) private readonly log: Logger,
    private readonly mails: InboundMails,
  ) {}

  /** The port, or null where this process receives no mail. Throws what the operating system says (EADDRINUSE). */
  async listen(): Promise<number | null> {
    const { port, host } = this.config.smtpIntake;
    if (port === 0) return null;
    const server = this.make();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    server.on('error', (error: Error) => {
      this.log.debug({ error: error.message }, 'mail connection');
    });
    this.server = server;
    return (server.server.address() as AddressInfo).port;
  }

  /** Takes no new connection and lets the open ones end, for two seconds. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server)
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
  }

  private make(): SMTPServer {
    return new SMTPServer({
      name: this.config.intakeAddress.slice(this.config.intakeAddress.lastIndexOf('@') + 1),
      banner: 'Amends',
      logger: false,
      // Nobody signs in here, and a certificate of our own does not exist: a mail server in front of the desk does both.
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      size: MOST_BYTES,
      rejectOversized: true,
      maxClients: MOST_CONNECTIONS,
      maxRecipients: MOST_RECIPIENTS,
      socketTimeout: IDLE_MS,
      closeTimeout: CLOSE_MS,
      onMailFrom: (_address, session, done) => {
        done(session.transaction > MOST_MAILS_A_CONNECTION ? refusal(421, 'Too many mails on one connection') : null);
      },
      onRcptTo: ({ address }, _session, done) => {
        done(isOurAddress(this.config.intakeAddress, address) ? null : refusal(550, 'There is no such mailbox here'));
      },
      onData: (stream, session, done) => {
        this.take(stream, session).then(
          () => {
            done(null, 'The desk has it');
          },
          (error: unknown) => {
            done(this.answerTo(error));
          },
        );
      },
    });
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parts: Buffer[] = [];
    let bytes = 0;
    let tooMuch = false;
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        tooMuch ||= stream.sizeExceeded || this.arriving + part.length > MOST_BYTES_AT_ONCE;
        if (tooMuch) continue;
        bytes += part.length;
        this.arriving += part.length;
        parts.push(part);
      }
      if (stream.sizeExceeded) throw refusal(552, 'The mail is larger than 25 MB');
      if (tooMuch) throw refusal(451, 'Too much mail at once, please try again later');
      const { mailFrom, rcptTo } = session.envelope;
      await this.mails.keep(Buffer.concat(parts), {
        mailFrom: mailFrom === false ? '' : cleanLine(mailFrom.address, 320),
        rcptTo: rcptTo.map(({ address }) => cleanLine(address, 320)),
        remoteIp: session.remoteAddress,
      });
    } finally {
      this.arriving -= bytes;
    }
  }

  private answerTo(error: unknown): Error {
    if (error instanceof Error && 'responseCode' in error) return error;
    this.log.warn(
      { error: error instanceof Error ? error.message : String(error) },
      'a mail could not be kept; its server was told to try again',
    );
    return refusal(451, 'The desk cannot keep mail right now, please try again later');
  }
}

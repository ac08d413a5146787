import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a mail server can do wrong; `fine` takes the mail. */
export type Oddity =
  | 'fine'
  | 'drop before greeting'
  | 'hang at MAIL'
  | 'drop before DATA'
  | '4xx at RCPT'
  | '5xx at RCPT'
  | '5.7.1 at RCPT'
  | '5xx at MAIL'
  | 'drop at DATA'
  | 'drop after the dot'
  | 'hang after the dot'
  | 'slow after the dot'
  | '4xx after the dot'
  | '5xx after the dot'
  | 'nonsense after the dot';

/** A mail server that says every line by itself, so that it can stop at any of them. Knows which mails it took. */
export class OddMailServer {
  /** Message-IDs in the order in which they were taken. */
  readonly taken: string[] = [];
  /** Every mail whose final dot was seen, answered or not. */
  readonly seen: string[] = [];
  /** The first line of every mail that was left hanging there. */
  readonly hanging: string[] = [];
  /** Mails that a slow server has read and not answered yet. */
  readonly slow: { id: string; answer: () => void }[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    /** By recipient's local part; everything else gets `usual`. */
    private readonly odd: ReadonlyMap<string, Oddity>,
    public usual: Oddity,
  ) {}

  static async start(usual: Oddity = 'fine', odd: Record<string, Oddity> = {}): Promise<OddMailServer> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const self = new OddMailServer(server, (server.address() as AddressInfo).port, new Map(Object.entries(odd)), usual);
    server.on('connection', (socket) => {
      self.talk(socket);
    });
    return self;
  }

  /** The slow server has come to an end with all that it has read so far: it takes every one. Answers with how many these were. */
  release(): number {
    const ready = this.slow.splice(0);
    for (const { answer } of ready) answer();
    return ready.length;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String(this.port)}`;
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (this.usual === 'drop before greeting') {
      socket.destroy();
      return;
    }
    const session = new Session(socket, (recipient) => this.odd.get(recipient) ?? this.usual, this);
    socket.on('data', (part: Buffer) => {
      session.read(part.toString('latin1'));
    });
    socket.write('220 odd.test\r\n');
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

class Session {
  private rest = '';
  private text: string | null = null;
  private oddity: Oddity = 'fine';

  constructor(
    private readonly socket: Socket,
    private readonly oddityOf: (recipient: string) => Oddity,
    private readonly server: Pick<OddMailServer, 'seen' | 'taken' | 'hanging' | 'slow'>,
  ) {}

  read(part: string): void {
    this.rest += part;
    for (;;) {
      if (this.socket.destroyed) return;
      if (this.text !== null) {
        if (!this.readText()) return;
        continue;
      }
      const end = this.rest.indexOf('\r\n');
      if (end < 0) return;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 2);
      this.command(line);
    }
  }

  private readText(): boolean {
    const end = this.rest.indexOf('\r\n.\r\n');
    if (end < 0) return false;
    const id = /^Message-ID: *(\S+)/im.exec(this.rest.slice(0, end))?.[1] ?? '';
    this.rest = this.rest.slice(end + 5);
    this.text = null;
    this.server.seen.push(id);
    this.afterDot(id);
    return true;
  }

  private afterDot(id: string): void {
    switch (this.oddity) {
      case 'drop after the dot':
        this.socket.destroy();
        return;
      case 'hang after the dot':
        return;
      case 'slow after the dot':
        this.server.slow.push({ id, answer: () => this.take(id) });
        return;
      case '4xx after the dot':
        this.socket.write('451 4.3.0 Try again later\r\n');
        return;
      case '5xx after the dot':
        this.socket.write('554 5.6.0 Not that text\r\n');
        return;
      case 'nonsense after the dot':
        this.socket.end('25');
        return;
      default:
        this.take(id);
    }
  }

  /** It has the mail now, whoever still listens. */
  private take(id: string): void {
    this.server.taken.push(id);
    if (!this.socket.destroyed) this.socket.write('250 2.0.0 Taken\r\n');
  }

  private command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') this.socket.write('250-odd.test\r\n250 SIZE 10000000\r\n');
    else if (verb === 'MAIL') this.sender(line);
    else if (verb === 'RCPT') this.recipient(/<([^@>]*)/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') this.data();
    else if (verb === 'QUIT') this.socket.end('221 Bye\r\n');
    else this.socket.write('250 Yes\r\n');
  }

  private sender(line: string): void {
    const oddity = this.oddityOf('');
    if (oddity === 'hang at MAIL') this.server.hanging.push(line);
    else this.socket.write(oddity === '5xx at MAIL' ? '550 5.1.8 Not you\r\n' : '250 Sender\r\n');
  }

  private recipient(local: string): void {
    this.oddity = this.oddityOf(local);
    if (this.oddity === '4xx at RCPT') this.socket.write('450 4.2.1 Try again later\r\n');
    else if (this.oddity === '5xx at RCPT') this.socket.write('550 5.1.1 No such mailbox\r\n');
    else if (this.oddity === '5.7.1 at RCPT') this.socket.write('554 5.7.1 Relay access denied\r\n');
    else if (this.oddity === 'drop before DATA') this.socket.destroy();
    else this.socket.write('250 Recipient\r\n');
  }

  private data(): void {
    if (this.oddity === 'drop at DATA') {
      this.socket.destroy();
      return;
    }
    this.text = '';
    this.socket.write('354 Go on\r\n');
  }
}

import { connect, type Socket } from 'node:net';

/**
 * An HTTP/1.1 connection that stays open and has one request under way. Written by hand because a client that costs as much as the server would blur
 * what is measured; it reads only what our servers send: a head, a content-length, a body.
 */
export class Wire {
  private received: Buffer[] = [];
  private length = 0;
  private needed = 0;
  private status = 0;
  private bodyAt = 0;
  private waiting: { resolve: (answer: WireAnswer) => void; reject: (error: Error) => void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => {
      this.take(part);
    });
    socket.on('error', (error) => {
      this.fail(error);
    });
    socket.on('close', () => {
      this.fail(new Error('The server closed the connection.'));
    });
  }

  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Wire(socket));
      });
    });
  }

  send(request: string): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(part: Buffer): void {
    this.received.push(part);
    this.length += part.length;
    if (this.needed === 0) this.readHead();
    if (this.needed === 0 || this.length < this.needed) return;
    const body = Buffer.concat(this.received).toString('utf8', this.bodyAt, this.needed);
    this.received = [];
    this.length = 0;
    this.needed = 0;
    const { waiting } = this;
    this.waiting = null;
    waiting?.resolve({ status: this.status, body });
  }

  private readHead(): void {
    const whole = Buffer.concat(this.received);
    this.received = [whole];
    const end = whole.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = whole.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.fail(new Error(`An answer without a length: ${head}`));
      return;
    }
    this.status = Number(head.slice(9, 12));
    this.bodyAt = end + 4;
    this.needed = this.bodyAt + Number(length);
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(error);
  }
}

export interface WireAnswer {
  status: number;
  body: string;
}

/** A request as it goes over the wire. */
export function requestText(method: string, port: number, path: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${String(port)}\r\n${lines.join('')}${length}\r\n${body}`;
}

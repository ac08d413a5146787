import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a provider of text messages can do wrong; `fine` takes the text. */
export type SmsOddity =
  | 'fine'
  | 'drop before reading'
  | 'drop after accepting'
  | 'accept and hang'
  | 'hang'
  | 'bad number'
  | 'unknown number'
  | 'too many'
  | 'broken'
  | 'no name'
  | 'nobody knows';

export interface TakenText {
  sid: string;
  reference: string;
  to: string;
  body: string;
  status: string;
  code: string | null;
}

export const WEBHOOK_SECRET = 'a-webhook-secret-of-the-tests-0123456789';

/** A provider that takes texts over HTTP, sends none, and knows each by the reference that it was given. */
export class SmsProvider {
  /** What it accepted, once for each reference. */
  readonly taken: TakenText[] = [];
  /** Every call to send, also of those that it did not take. */
  readonly calls: { to: string; reference: string; authorization: string | undefined }[] = [];
  /** References that it was asked about. */
  readonly asked: string[] = [];
  usual: SmsOddity = 'fine';
  /** By number. */
  readonly odd = new Map<string, SmsOddity>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmsProvider> {
    const server = createServer();
    const self = new SmsProvider(server);
    server.on('request', (request, response) => {
      void self.answer(request, response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return self;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/messages`;
  }

  /** The settings of a desk that sends by it. */
  get env(): Record<string, string> {
    return { SMS_URL: this.url, SMS_TOKEN: 'account:token', SMS_FROM: '+12125550100', WEBHOOK_SECRET };
  }

  to(number: string): TakenText[] {
    return this.taken.filter((text) => text.to === number);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method === 'GET') this.status(new URL(request.url ?? '', this.url).searchParams.get('Reference') ?? '', response);
    else this.take(new URLSearchParams(Buffer.concat(parts).toString()), request, response);
  }

  private status(reference: string, response: ServerResponse): void {
    this.asked.push(reference);
    const found = this.taken.filter((text) => text.reference === reference);
    if (this.usual === 'nobody knows') json(response, 503, { message: 'Later' });
    else json(response, 200, { messages: found.map(({ sid, status, code }) => ({ sid, status, error_code: code })) });
  }

  private take(form: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const [to, reference, body] = [form.get('To') ?? '', form.get('Reference') ?? '', form.get('Body') ?? ''];
    this.calls.push({ to, reference, authorization: request.headers.authorization });
    switch (this.odd.get(to) ?? this.usual) {
      case 'drop before reading':
        request.socket.destroy();
        return;
      case 'hang':
      case 'nobody knows':
        return;
      case 'accept and hang':
        this.accept(to, reference, body);
        return;
      case 'drop after accepting':
        this.accept(to, reference, body);
        request.socket.destroy();
        return;
      case 'bad number': {
        json(response, 400, { code: 21211, message: 'Not a number' });
        return;
      }
      case 'unknown number': {
        json(response, 400, { code: 21612, message: 'Cannot be reached' });
        return;
      }
      case 'too many': {
        json(response, 429, { code: 20429, message: 'Too many requests' });
        return;
      }
      case 'broken': {
        json(response, 500, { message: 'Broken' });
        return;
      }
      case 'no name': {
        json(response, 201, { status: 'queued' });
        return;
      }
      default: {
        const { sid, status } = this.accept(to, reference, body);
        json(response, 201, { sid, status });
      }
    }
  }

  /** The same reference twice is one text. */
  private accept(to: string, reference: string, body: string): TakenText {
    const known = this.taken.find((text) => text.reference === reference);
    if (known) return known;
    const text = { sid: `SM${String(this.taken.length + 1).padStart(6, '0')}`, reference, to, body, status: 'queued', code: null };
    this.taken.push(text);
    return text;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

interface Callable {
  readonly url: string;
  now(): Promise<Date>;
}

/** A signed call of the provider, as a form; answers the status. */
export async function call(
  desk: Callable,
  fields: Record<string, string>,
  { path = '/webhooks/sms', secret = WEBHOOK_SECRET, ageSeconds = 0 } = {},
): Promise<number> {
  const raw = new URLSearchParams(fields).toString();
  const time = String(Math.floor((await desk.now()).getTime() / 1000) - ageSeconds);
  const signature = createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-signature': `t=${time},v1=${signature}` };
  return (await fetch(desk.url + path, { method: 'POST', body: raw, headers })).status;
}

/** The same by the form of Standard Webhooks, as JSON. */
export async function standardCall(desk: Callable, id: string, body: object, path = '/webhooks/delivery'): Promise<number> {
  const raw = JSON.stringify(body);
  const time = String(Math.floor((await desk.now()).getTime() / 1000));
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${id}.${time}.${raw}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,AAAA v1,${signature}`,
  };
  return (await fetch(desk.url + path, { method: 'POST', body: raw, headers })).status;
}

let counter = 0;

/** Somebody texts us. */
export function texts(desk: Callable, from: string, text: string, sid = `IN${String((counter += 1))}`): Promise<number> {
  return call(desk, { MessageSid: sid, From: from, To: '+12125550100', Body: text, SmsStatus: 'received' });
}

/** The provider reports about a text that it took. */
export function reports(desk: Callable, text: TakenText, status: string, code?: string): Promise<number> {
  return call(desk, {
    MessageSid: text.sid,
    MessageStatus: status,
    Reference: text.reference,
    ...(code === undefined ? {} : { ErrorCode: code }),
  });
}

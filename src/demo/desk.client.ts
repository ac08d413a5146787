import { randomUUID } from 'node:crypto';

export interface ClockSeen {
  readonly clock: string;
  readonly state: string;
  readonly breachedAt: string | null;
}

export interface TicketSeen {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly state: string;
  readonly severity: string;
  readonly cycle: number;
  readonly failureClass: string;
  readonly closeReason: string | null;
  readonly oneUp: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly clocks: readonly ClockSeen[];
  readonly gestures: readonly GestureSeen[];
}

export interface ComplaintSeen {
  readonly ticket: { readonly id: string; readonly label: string; readonly state: string; readonly failureClass: string };
  readonly promise: { readonly clock: string; readonly text: string } | null;
}

export interface NewsSeen {
  readonly ticketId: string | null;
  readonly point: number | null;
  readonly kind: string;
  readonly text: string;
}

export interface SuggestionSeen {
  readonly gestureType: string;
  readonly name: string;
  readonly reasons: readonly string[];
  readonly requiresNote: boolean;
  readonly needs: string | null;
}

export interface GestureSeen {
  readonly id: string;
  readonly state: string;
  readonly name: string;
}

export interface ChatLineSeen {
  readonly seq: number;
  readonly author: string;
  readonly name: string | null;
  readonly text: string;
}

export interface ContactSeen {
  readonly kind: string;
  readonly channel: string;
  readonly direction: string;
  readonly text: string;
  readonly waitSeconds: number | null;
}

/** The desk said no; the message is its own sentence. */
export class DeskRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const PATIENCE_MS = 20_000;

/** What one person, or nobody in particular, does with a desk over HTTP. */
export class DeskClient {
  private cookie = '';
  name = '';
  id = '';

  constructor(private readonly base: string) {}

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.base}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
    } catch {
      // not listening yet
      return false;
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    const response = await this.send('POST', '/api/v1/sessions', JSON.stringify({ email, password }), 'application/json');
    this.keepCookie(response);
    await this.learnWho();
  }

  /** Through the link of an invitation: the form of its page. */
  async join(link: string, name: string, password: string): Promise<void> {
    this.keepCookie(await this.form(new URL(link).pathname, { name, password }));
    await this.learnWho();
  }

  async get(path: string): Promise<unknown> {
    return (await this.send('GET', `/api/v1/${path}`)).json();
  }

  async post(path: string, body: object = {}): Promise<unknown> {
    return (await this.send('POST', `/api/v1/${path}`, JSON.stringify(body), 'application/json')).json();
  }

  async patch(path: string, body: object): Promise<unknown> {
    return (await this.send('PATCH', `/api/v1/${path}`, JSON.stringify(body), 'application/json')).json();
  }

  /** A page as a browser gets it. */
  async page(path: string): Promise<string> {
    return (await this.send('GET', path)).text();
  }

  /** A form as a browser posts it from the desk's own page. */
  form(path: string, fields: Record<string, string>): Promise<Response> {
    return this.send('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  }

  async ticket(ref: string): Promise<TicketSeen> {
    return (await this.get(`tickets/${ref}`)) as TicketSeen;
  }

  /** The newest ticket whose customer has this address; null where there is none yet. */
  async ticketOf(email: string): Promise<TicketSeen | null> {
    const { items } = (await this.get(`tickets?q=${encodeURIComponent(email)}&limit=1`)) as { items: readonly { id: string }[] };
    return items[0] ? this.ticket(items[0].id) : null;
  }

  /** One event of the ticket machine, or another thing done to a ticket. */
  async move(ticket: string, event: string, body: object = {}): Promise<TicketSeen> {
    return (await this.post(`tickets/${ticket}/${event}`, body)) as TicketSeen;
  }

  async contacts(ticket: string): Promise<readonly ContactSeen[]> {
    return ((await this.get(`tickets/${ticket}/contacts`)) as { items: readonly ContactSeen[] }).items;
  }

  async news(): Promise<readonly NewsSeen[]> {
    return ((await this.get('notifications?limit=100')) as { items: readonly NewsSeen[] }).items;
  }

  private async learnWho(): Promise<void> {
    const me = (await this.get('me')) as { id: string; name: string };
    this.name = me.name;
    this.id = me.id;
  }

  private keepCookie(response: Response): void {
    const session = response.headers.getSetCookie().find((cookie) => /^(__Host-)?sid=/.test(cookie));
    this.cookie = session?.split(';')[0] ?? '';
  }

  private async send(method: string, path: string, body?: string, contentType?: string): Promise<Response> {
    const headers: Record<string, string> = {
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(method === 'GET' ? {} : { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() }),
    };
    const response = await fetch(this.base + path, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status < 400) return response;
    throw new DeskRefused(response.status, await why(response));
  }
}

async function why(response: Response): Promise<string> {
  const text = await response.text();
  if (!(response.headers.get('content-type') ?? '').includes('json')) return text.replace(/<[^>]+>/g, ' ').trim();
  const { detail, errors } = JSON.parse(text) as { detail?: string; errors?: unknown };
  return `${detail ?? text}${errors ? ` ${JSON.stringify(errors)}` : ''}`;
}

/** A browser or a program that talks to the desk over HTTP. */
export interface Answer {
  status: number;
  // the tests look into answers freely
  body: Json;
  headers: Headers;
  text: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer of a server under test may be anything
export type Json = any;

export interface Extra {
  /** Idempotency-Key; a fresh one by default for writes of a signed-in client, null for none. */
  key?: string | null;
  headers?: Record<string, string>;
}

export class Client {
  constructor(
    readonly base: string,
    private readonly credentials: Record<string, string> = {},
    readonly staffId: string = '',
  ) {}

  get(path: string, extra: Extra = {}): Promise<Answer> {
    return this.send('GET', path, undefined, extra);
  }

  post(path: string, body: unknown = {}, extra: Extra = {}): Promise<Answer> {
    return this.send('POST', path, body, extra);
  }

  patch(path: string, body: unknown, extra: Extra = {}): Promise<Answer> {
    return this.send('PATCH', path, body, extra);
  }

  put(path: string, body: unknown, extra: Extra = {}): Promise<Answer> {
    return this.send('PUT', path, body, extra);
  }

  delete(path: string, extra: Extra = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, extra);
  }

  /** A form as a browser posts it, from our own page. */
  form(path: string, fields: Record<string, string>, extra: Extra = {}): Promise<Answer> {
    return this.raw('POST', path, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...extra.headers,
    });
  }

  /** A file of lines. */
  csv(path: string, text: string): Promise<Answer> {
    return this.raw('POST', `/api/v1/${path}`, text, { 'content-type': 'text/csv', 'sec-fetch-site': 'same-origin' });
  }

  private send(method: string, path: string, body: unknown, { key, headers = {} }: Extra): Promise<Answer> {
    const write = method !== 'GET';
    return this.raw(method, path.startsWith('/') ? path : `/api/v1/${path}`, body === undefined ? undefined : JSON.stringify(body), {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(write ? { 'sec-fetch-site': 'same-origin' } : {}),
      ...(write && key ? { 'idempotency-key': key } : {}),
      ...headers,
    });
  }

  /** Only how a request is answered; what may be a stream without an end is not read. Nothing is retried. */
  async status(method: string, path: string, body?: unknown): Promise<number> {
    const cut = new AbortController();
    const response = await fetch(this.base + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...this.credentials,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      redirect: 'manual',
      signal: cut.signal,
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) cut.abort();
    else await response.arrayBuffer();
    return response.status;
  }

  async raw(method: string, path: string, body: string | undefined, headers: Record<string, string>): Promise<Answer> {
    const response = await fetch(this.base + path, { method, body, headers: { ...this.credentials, ...headers }, redirect: 'manual' });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, body: isJson && text ? JSON.parse(text) : {}, headers: response.headers, text };
  }
}

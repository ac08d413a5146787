import type { Delivery } from './delivery.rules';
import { readAnswer, readStatus, type SmsStatus } from './sms.rules';

/** One text message as it goes over the wire. */
export interface WireText {
  to: string;
  text: string;
  /** Our own name of this message and round: the provider must not send the same one twice. */
  reference: string;
  segments: number;
}

export interface SmsAccess {
  url: string;
  token: string | null;
  from: string;
  /** Where the provider is to report to; null = its own setting. */
  reportTo: (() => string) | null;
}

/** A call ends after this, whatever the provider does; less than half a lease. */
const LIMIT_MS = 20_000;
const LONGEST_ANSWER = 64 * 1024;
const AT_ONCE = 10;

/**
 * The provider of text messages, by an HTTP API of the form that Twilio made usual (docs/operations.md): POST To, From, Body and Reference; GET ?Reference=
 * says what became of it.
 */
export class SmsClient {
  /** `access` null = there is no provider. */
  constructor(
    private readonly access: SmsAccess | null,
    private readonly limitMs = LIMIT_MS,
  ) {}

  get isSet(): boolean {
    return this.access !== null;
  }

  /** How many texts to give at a time. */
  get parallel(): number {
    return AT_ONCE;
  }

  /** Hands one text over and says what became of it. Never throws for anything the network or the provider does. */
  async send({ to, text, reference }: WireText): Promise<Delivery> {
    const access = this.required();
    const body = new URLSearchParams({ To: to, From: access.from, Body: text, Reference: reference });
    if (access.reportTo !== null) body.set('StatusCallback', access.reportTo());
    try {
      const answer = await this.call(access.url, { method: 'POST', body, headers: { 'idempotency-key': reference } });
      return readAnswer(answer.status, answer.text);
    } catch (error) {
      return faultOf(error);
    }
  }

  /** What became of the text of this reference; `unknown` where the provider does not say. */
  async status(reference: string): Promise<SmsStatus> {
    const url = new URL(this.required().url);
    url.searchParams.set('Reference', reference);
    try {
      const answer = await this.call(url.href, { method: 'GET' });
      return readStatus(answer.status, answer.text);
    } catch (error) {
      return { is: 'unknown', why: wordsOf(error) };
    }
  }

  private required(): SmsAccess {
    if (!this.access) throw new Error('There is no SMS provider.');
    return this.access;
  }

  private async call(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const { token } = this.required();
    const headers = new Headers(init.headers);
    headers.set('accept', 'application/json');
    if (token !== null) headers.set('authorization', authorization(token));
    // A redirect would carry the token and the customer's number to somebody else.
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(this.limitMs) });
    return { status: response.status, text: (await response.text()).slice(0, LONGEST_ANSWER) };
  }
}

/** `account:secret` is sent as a name and password, everything else as a bearer token. */
function authorization(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}

/** Connections that never came about: the provider has read nothing. */
const NEVER_THERE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

function faultOf(error: unknown): Delivery {
  const why = wordsOf(error);
  const cause = (error as { cause?: { code?: string } }).cause;
  if (cause?.code !== undefined && NEVER_THERE.includes(cause.code)) {
    return { end: 'refused', why: `the SMS provider cannot be reached: ${why}`, forGood: false, addressDead: false };
  }
  return { end: 'unknown', why: `no answer from the SMS provider: ${why}` };
}

function wordsOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: { message?: string } };
  return (cause?.message ?? message).replace(/\s+/g, ' ').slice(0, 200);
}

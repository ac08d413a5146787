import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config';
import { Database } from '../database/database';
import { Missing, Unauthenticated } from '../errors';
import { CONFIG } from '../runtime';
import { sameText } from '../tokens';

/** The headers of a call, names in small letters. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A call that was signed this much earlier or later than now is not believed: somebody may have kept it. */
const WINDOW_SECONDS = 300;

/**
 * Did our provider send this? Two forms: `webhook-id`, `webhook-timestamp`, `webhook-signature` (Standard Webhooks: base64 over "id.timestamp.body"), and
 * `x-signature: t=<seconds>,v1=<hex>` over "t.body". Always HMAC-SHA256 with WEBHOOK_SECRET over the body as it came.
 */
@Injectable()
export class WebhookSignature {
  private readonly key: Buffer | null;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) config: Pick<Config, 'webhookSecret'>,
  ) {
    const secret = config.webhookSecret;
    this.key = secret === null ? null : secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  }

  /** The call's own name, where its form has one. Missing (404) where nobody may report here, Unauthenticated (401) for what is not signed rightly. */
  async check(headers: Headers, raw: Buffer): Promise<string | null> {
    if (this.key === null) throw new Missing();
    const call = standardOf(headers) ?? plainOf(headers);
    if (!call) throw new Unauthenticated('This report is not signed.');
    const body = Buffer.concat([Buffer.from(`${call.signed}.`), raw]);
    const right = createHmac('sha256', this.key).update(body).digest(call.encoding);
    if (!call.signatures.some((signature) => sameText(signature, right)))
      throw new Unauthenticated('The signature of this report is wrong.');
    const age = (await this.db.now()).getTime() / 1000 - call.seconds;
    if (!(Math.abs(age) <= WINDOW_SECONDS)) throw new Unauthenticated('This report is too old, or its clock is wrong.');
    return call.id;
  }
}

interface SignedCall {
  id: string | null;
  seconds: number;
  /** What stands before the body in the signed text. */
  signed: string;
  signatures: readonly string[];
  encoding: 'base64' | 'hex';
}

function standardOf(headers: Headers): SignedCall | null {
  const [id, timestamp, signature] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') return null;
  // several, while the secret is being changed
  const signatures = signature.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  return { id: id.slice(0, 200), seconds: secondsIn(timestamp), signed: `${id}.${timestamp}`, signatures, encoding: 'base64' };
}

function plainOf(headers: Headers): SignedCall | null {
  const header = headers['x-signature'];
  if (typeof header !== 'string') return null;
  const parts = header.split(',').map((part) => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const signatures = parts.flatMap(([name, value]) => (name === 'v1' && value !== undefined ? [value.toLowerCase()] : []));
  return { id: null, seconds: secondsIn(time), signed: time, signatures, encoding: 'hex' };
}

function secondsIn(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

/** How a report is signed: Standard Webhooks 1.0, `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature` ("v1,<base64> v1,<base64>"). */

/** A call that was signed this much earlier or later than now is not believed: somebody may have kept it. */
const TOLERANCE_SECONDS = 300;
/** More are not looked at: each costs a comparison. */
const MOST_SIGNATURES = 10;

export interface SignedCall {
  id: string;
  timestamp: string;
  /** base64 of HMAC-SHA256; several while a secret is being changed. */
  signatures: readonly string[];
}

/** Null for what is not signed in this form. */
export function readSignedCall(headers: Readonly<Record<string, string | string[] | undefined>>): SignedCall | null {
  const [id, timestamp, signature] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return null;
  const signatures = signature.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []));
  return signatures.length === 0 ? null : { id, timestamp, signatures: signatures.slice(0, MOST_SIGNATURES) };
}

export function isFresh({ timestamp }: SignedCall, now: Date): boolean {
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * How a sender's reference can be read: our id, our number, or the sender's own name. Digits alone are never our number: they may be anybody's order.
 */
export function readPushRef(ref: string): { id: string | null; number: number | null } {
  const number = /^R-(\d{1,15})$/i.exec(ref)?.[1];
  return { id: ID.test(ref) ? ref.toLowerCase() : null, number: number === undefined ? null : Number(number) };
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CODE_BITS, codeOf } from './short-code.rules';

/** What a link or address may open. Each kind has its own tokens, so that one can never be used as another. */
export type TokenKind =
  | 'status'
  | 'chat'
  | 'invite'
  | 'setup'
  | 'thread'
  | 'message'
  | 'voucher'
  | 'voucher-hash'
  | 'address-hash'
  | 'unsubscribe'
  | 'preferences'
  | 'push-source'
  | 'check-code'
  | 'check-code-hash'
  | 'not-me';

/** The secret token of a thing: HMAC-SHA256(secret, kind ‖ id ‖ version), 43 characters. Made anew whenever needed, never stored. */
export function publicToken(secret: string, kind: TokenKind, id: string, version: number): string {
  return createHmac('sha256', secret)
    .update(`${kind}\n${id}\n${String(version)}`)
    .digest('base64url');
}

/** The code of a voucher without its dashes: the first 50 bits of its token, and what checks them. Made anew whenever it is shown, never stored. */
export function voucherCode(secret: string, id: string, version: number): string {
  const head = Buffer.from(publicToken(secret, 'voucher', id, version), 'base64url').readBigUInt64BE();
  return codeOf(head >> BigInt(64 - CODE_BITS));
}

/** What is stored for looking a voucher up. With the secret in it, because all 2^50 codes can be hashed by whoever has stolen the table. */
export function hashVoucherCode(secret: string, code: string): Buffer {
  return Buffer.from(publicToken(secret, 'voucher-hash', code, 1), 'base64url');
}

const SIX_DIGITS = 1_000_000n;

/** Six digits that prove who reads an address: of the first 64 bits of the token. Made anew whenever they are sent, never stored. */
export function checkCode(secret: string, id: string): string {
  const head = Buffer.from(publicToken(secret, 'check-code', id, 1), 'base64url').readBigUInt64BE();
  return (head % SIX_DIGITS).toString().padStart(6, '0');
}

/** What is stored of six digits. With the secret in it, because a million codes are tried in a second by whoever has stolen the table. */
export function hashCheckCode(secret: string, id: string, code: string): Buffer {
  return Buffer.from(publicToken(secret, 'check-code-hash', `${id}:${code}`, 1), 'base64url');
}

/** Ends the link in a text message: proves that it was read at this number. 36 bits, because each letter of a text costs and whoever guesses is slowed down at the door. */
export function numberKey(secret: string, ticketId: string, number: string): string {
  return publicToken(secret, 'not-me', `${ticketId}:${number}`, 1).slice(0, 6);
}

/** What is stored for looking a token up. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

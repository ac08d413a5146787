import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a link or address may open. Each kind has its own tokens, so that one can never be used as another. */
export type TokenKind = 'status' | 'chat' | 'invite' | 'setup' | 'thread' | 'message';

/** The secret token of a thing: HMAC-SHA256(secret, kind ‖ id ‖ version), 43 characters. Made anew whenever needed, never stored. */
export function publicToken(secret: string, kind: TokenKind, id: string, version: number): string {
  return createHmac('sha256', secret)
    .update(`${kind}\n${id}\n${String(version)}`)
    .digest('base64url');
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

import { publicToken, sameText } from '../platform/tokens';

/**
 * Who a mail is and where its answer goes (settled.md 37). Both carry an HMAC, so that nobody can join a conversation by guessing a number.
 * Local parts and domains are compared without regard to case: some mail servers change it on the way.
 */

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAC_BYTES = 10;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Reply-To of everything about a ticket: `help+r1001-<16 characters>@example.com`. */
export function replyAddress(secret: string, intakeAddress: string, number: number): string {
  const [local, domain] = halves(intakeAddress);
  return `${local}+r${String(number)}-${mac(secret, 'thread', String(number))}@${domain}`;
}

/** The ticket's number, if the address is one of `replyAddress`; null for every other or a wrong code. */
export function readReplyAddress(secret: string, intakeAddress: string, address: string): number | null {
  const [local, domain] = halves(intakeAddress.toLowerCase());
  const [givenLocal, givenDomain] = halves(address.trim().toLowerCase());
  const match = /^(.+)\+r(\d{1,15})-([a-z2-7]{16})$/.exec(givenLocal);
  if (!match || givenDomain !== domain || match[1] !== local) return null;
  const digits = match[2] ?? '';
  return sameText(match[3] ?? '', mac(secret, 'thread', digits)) ? Number(digits) : null;
}

/** The Message-ID header of our message, with its angle brackets; always the same for the same message. */
export function messageIdOf(secret: string, id: string, domain: string): string {
  return `<${id}.${mac(secret, 'message', id)}@${domain}>`;
}

/** The id of our message that a Message-ID names, or null where it is not ours. Takes it with or without angle brackets. */
export function readMessageId(secret: string, value: string): string | null {
  const match = new RegExp(`^<?(${UUID})\\.([a-z2-7]{16})@[^\\s<>@]+>?$`).exec(value.trim().toLowerCase());
  if (!match) return null;
  const id = match[1] ?? '';
  return sameText(match[2] ?? '', mac(secret, 'message', id)) ? id : null;
}

/** The domain that our Message-IDs end in. */
export function mailDomain(intakeAddress: string): string {
  return halves(intakeAddress)[1];
}

function halves(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}

/** 80 bits of the HMAC as 16 characters that survive any mail server. */
function mac(secret: string, kind: 'thread' | 'message', id: string): string {
  const bytes = Buffer.from(publicToken(secret, kind, id, 1), 'base64url').subarray(0, MAC_BYTES);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = 75n; at >= 0n; at -= 5n) text += ALPHABET[Number((bits >> at) & 31n)] ?? '';
  return text;
}

import { Inject, Injectable } from '@nestjs/common';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { SECRET } from '../platform/runtime';
import { publicToken, sameText } from '../platform/tokens';
import type { AddressedBy, ConsentClass } from './consent.rules';
import { Consent } from './consent.service';

/** Which one-click link it is: of one class, or of everything that goes to the address. Without class it opens the page of all wishes. */
type LinkKind = 'unsubscribe' | 'preferences';
export type LeavableClass = Exclude<ConsentClass, 'service'>;

/** Whom a link speaks for. The address itself is not in it. */
export interface LinkOwner {
  customerId: string;
  kind: AddressedBy;
  hash: Buffer;
}

const KINDS: readonly AddressedBy[] = ['email', 'phone', 'post'];
const CLASSES: readonly (LeavableClass | null)[] = [null, 'gesture', 'survey', 'marketing'];
const ID_BYTES = 16;
const HASH_BYTES = 32;
/** 160 bits, as the other links have. */
const MAC_BYTES = 20;
const BODY_BYTES = ID_BYTES + HASH_BYTES + 1;

/**
 * Links by which customers change what they get. The token carries customer, keyed hash of the address and class, signed by HMAC (settled.md 10); nothing is
 * stored, it is made anew for each message, and it works for as long as the secret does, even when customer and address were erased: a wish to leave
 * must never fail because it comes late.
 */
@Injectable()
export class PreferenceLinks {
  constructor(
    private readonly consent: Consent,
    @Inject(SECRET) private readonly secret: string,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  /**
   * For the headers of a mail of this class (RFC 8058): `List-Unsubscribe: <url>` and `List-Unsubscribe-Post: List-Unsubscribe=One-Click`. Both must be
   * covered by the mail's DKIM signature.
   */
  unsubscribeHeaders(customerId: string, email: string, messageClass: LeavableClass): Readonly<Record<string, string>> {
    const url = this.origin.link(`/public/unsubscribe/${this.unsubscribeToken(customerId, email, messageClass)}`);
    return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  }

  /** The page of all wishes, for the foot of every message. */
  preferencesLink(customerId: string, kind: AddressedBy, valueNorm: string): string {
    return this.origin.link(
      `/public/preferences/${this.preferencesToken({ customerId, kind, hash: this.consent.addressHash(kind, valueNorm) })}`,
    );
  }

  unsubscribeToken(customerId: string, email: string, messageClass: LeavableClass): string {
    return this.token('unsubscribe', { customerId, kind: 'email', hash: this.consent.addressHash('email', email) }, messageClass);
  }

  preferencesToken(owner: LinkOwner): string {
    return this.token('preferences', owner, null);
  }

  /** null where the token is none of ours. */
  readUnsubscribe(token: string): (LinkOwner & { class: LeavableClass }) | null {
    const read = this.read('unsubscribe', token);
    return read?.class ? { ...read.owner, class: read.class } : null;
  }

  readPreferences(token: string): LinkOwner | null {
    return this.read('preferences', token)?.owner ?? null;
  }

  private token(link: LinkKind, { customerId, kind, hash }: LinkOwner, messageClass: LeavableClass | null): string {
    const code = KINDS.indexOf(kind) * CLASSES.length + CLASSES.indexOf(messageClass);
    const body = Buffer.concat([Buffer.from(customerId.replaceAll('-', ''), 'hex'), hash, Buffer.from([code])]);
    return Buffer.concat([body, this.mac(link, body)]).toString('base64url');
  }

  private read(link: LinkKind, token: string): { owner: LinkOwner; class: LeavableClass | null } | null {
    const bytes = Buffer.from(token, 'base64url');
    const body = bytes.subarray(0, BODY_BYTES);
    if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null;
    if (!sameText(bytes.subarray(BODY_BYTES).toString('hex'), this.mac(link, body).toString('hex'))) return null;
    const code = body.readUInt8(BODY_BYTES - 1);
    const kind = KINDS[Math.floor(code / CLASSES.length)];
    if (kind === undefined) return null;
    const owner = {
      customerId: uuidOf(body.subarray(0, ID_BYTES)),
      kind,
      hash: Buffer.from(body.subarray(ID_BYTES, ID_BYTES + HASH_BYTES)),
    };
    return { owner, class: CLASSES[code % CLASSES.length] ?? null };
  }

  private mac(link: LinkKind, body: Buffer): Buffer {
    return Buffer.from(publicToken(this.secret, link, body.toString('hex'), 1), 'base64url').subarray(0, MAC_BYTES);
  }
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

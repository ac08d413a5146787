import { createHmac, randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { SECRET } from '../platform/runtime';
import { sameText } from '../platform/tokens';

const DAY_SECONDS = 86_400;
const NAMES = { session: 'sid', device: 'device' } as const;

/** Where a request comes from, as far as sessions keep it. */
export interface Origin {
  ip: string;
  userAgent: string | null;
  /** The session that this browser has now; it ends when a new one begins. */
  oldToken: string | null;
}

/** The two cookies: who is signed in, and whether this browser was signed in before. On https both are bound to this host alone. */
@Injectable()
export class SignInCookies {
  constructor(
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** The session's token, or null. */
  session(request: FastifyRequest): string | null {
    return request.cookies[this.name('session')] || null;
  }

  /** The number of this browser if somebody with this address has signed in on it before; else null. */
  device(request: FastifyRequest, email: string): string | null {
    const [number = '', mac = ''] = (request.cookies[this.name('device')] ?? '').split('.');
    return number && sameText(mac, this.mac(email, number)) ? number : null;
  }

  originOf(request: FastifyRequest): Origin {
    return { ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300) ?? null, oldToken: this.session(request) };
  }

  signIn(request: FastifyRequest, reply: FastifyReply, token: string, email: string): void {
    void reply.setCookie(this.name('session'), token, { ...this.options(), maxAge: 7 * DAY_SECONDS });
    const number = this.device(request, email) ?? randomBytes(16).toString('base64url');
    void reply.setCookie(this.name('device'), `${number}.${this.mac(email, number)}`, { ...this.options(), maxAge: 180 * DAY_SECONDS });
  }

  signOut(reply: FastifyReply): void {
    void reply.clearCookie(this.name('session'), this.options());
    // What the pages keep on this machine goes as well. Not "cookies": that would take those of every neighbour under the same domain.
    void reply.header('clear-site-data', '"cache", "storage"');
  }

  private name(which: keyof typeof NAMES): string {
    return this.origin.secure ? `__Host-${NAMES[which]}` : NAMES[which];
  }

  private options(): CookieSerializeOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.origin.secure };
  }

  private mac(email: string, number: string): string {
    return createHmac('sha256', this.secret).update(`device\n${email.toLowerCase()}\n${number}`).digest('base64url');
  }
}

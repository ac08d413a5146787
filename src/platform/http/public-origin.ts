import type { FastifyRequest } from 'fastify';

/** Where the desk is reached; every link starts with it. Set once the port is known. */
export class PublicOrigin {
  private url = '';

  set(url: string): void {
    this.url = url.replace(/\/+$/, '');
  }

  /** An absolute link for people. */
  link(path: string): string {
    return this.url + path;
  }

  get secure(): boolean {
    return this.url.startsWith('https:');
  }

  /** True where a browser says that the request was made by one of our own pages. */
  sent(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin';
    return request.headers.origin === new URL(this.url).origin;
  }

  /** The same for plain forms (`/s`, `/c`, `/setup`, `/invite`): typed addresses count as ours. */
  sentForm(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    return request.headers.origin === undefined || request.headers.origin === new URL(this.url).origin;
  }
}

export const PUBLIC_ORIGIN = Symbol('PublicOrigin');

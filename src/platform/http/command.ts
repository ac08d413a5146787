import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Command } from '../database/commands';
import { Invalid } from '../errors';

/** The request as a command that may be repeated, or null where it carries no Idempotency-Key. */
export function commandOf(request: FastifyRequest, actor: string): Command | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method === 'GET' || request.method === 'HEAD') return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Invalid('The Idempotency-Key must be 1 to 200 visible ASCII characters.');
  }
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(JSON.stringify(request.body ?? null))
    .digest();
  return { actor, key, fingerprint };
}

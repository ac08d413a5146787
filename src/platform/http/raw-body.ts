import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PayloadTooLargeException } from '@nestjs/common';

const LIMIT = 64 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came; only where somebody else's signature is over it. */
    rawBody?: Buffer;
  }
}

/** Keeps the bytes of what providers send, because they sign exactly these. */
export function keepRawBody(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('preParsing', async (request: FastifyRequest, _reply: unknown, payload: AsyncIterable<Buffer>) => {
    if (!request.url.startsWith('/webhooks/')) return payload as Readable;
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of payload) {
      length += part.length;
      if (length > LIMIT) throw new PayloadTooLargeException();
      parts.push(part);
    }
    request.rawBody = Buffer.concat(parts);
    return Object.assign(Readable.from([request.rawBody], { objectMode: false }), { receivedEncodedLength: length });
  });
}

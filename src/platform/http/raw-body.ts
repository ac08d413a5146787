import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
  fastify.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply, payload: Readable) => {
    if (!request.url.startsWith('/webhooks/')) return payload;
    const parts: Buffer[] = [];
    let length = 0;
    // Destroyed in the middle, it would take the connection with it, and the sender would never read why.
    for await (const part of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > LIMIT) {
        void reply.header('connection', 'close');
        throw new PayloadTooLargeException();
      }
      parts.push(part);
    }
    request.rawBody = Buffer.concat(parts);
    return Object.assign(Readable.from([request.rawBody], { objectMode: false }), { receivedEncodedLength: length });
  });
}

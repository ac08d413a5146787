import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CALLERS, type Callers } from './caller';
import { problemOf } from './problem.filter';
import { Unauthenticated } from '../errors';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const DOCS = /^\/(docs|openapi\.json)(\/|\?|$|-)/;
/** The page is the library's own: scripts from here, styles written into the page. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The OpenAPI document at /openapi.json and its page at /docs: open on this machine, elsewhere for whoever is signed in. */
export function serveDocs(app: NestFastifyApplication): void {
  const outline = new DocumentBuilder()
    .setTitle('Amends')
    .setDescription(
      'Service recovery desk. Durations are ISO 8601, instants RFC 3339 in UTC, money whole numbers in the smallest unit. Errors are problem documents (RFC 9457).',
    )
    .setVersion('1')
    .addCookieAuth('sid')
    .addBearerAuth()
    .build();
  const callers = app.get<Callers>(CALLERS);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!DOCS.test(request.url)) return;
    const near = LOOPBACK.includes(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
    if (near || (await callers.of(request))) return;
    const problem = problemOf(new Unauthenticated());
    await reply
      .status(problem.status)
      .type('application/problem+json')
      .send({ ...problem, requestId: request.id });
  });
  fastify.addHook(
    'onSend',
    (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload: unknown) => void) => {
      if (DOCS.test(request.url)) void reply.header('content-security-policy', DOCS_POLICY);
      done(null, payload);
    },
  );
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, outline), { jsonDocumentUrl: 'openapi.json' });
}

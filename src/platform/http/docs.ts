import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CALLERS, type Callers } from './caller';
import { problemOf } from './problem.filter';
import { Unauthenticated } from '../errors';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const DOCS = /^\/(docs|openapi\.json)(\/|\?|$|-)/;
/** The page is the library's own: scripts from here, styles written into the page. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** RFC 9457, as problem.filter.ts writes it. Some kinds carry more members, such as what is allowed instead. */
const PROBLEM = {
  type: 'object',
  properties: {
    type: { type: 'string', description: 'a stable name for programs' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what is wrong, in a sentence for people' },
    guard: { type: 'string', description: 'the rule that said no' },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail'],
  additionalProperties: true,
};

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
  SwaggerModule.setup('docs', app, () => withProblems(SwaggerModule.createDocument(app, outline)), { jsonDocumentUrl: 'openapi.json' });
}

/** Every call can also answer a problem document; said here once instead of at every route. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const problem = {
    description: 'what went wrong',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation) operation.responses['default'] = problem;
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } };
  return document;
}

import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyHelmet from '@fastify/helmet';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import fastifyRateLimit from '@fastify/rate-limit';
import { LogController } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { networkOf } from './network.rules';
import type { Metrics } from '../metrics';
import { TooOften } from '../errors';
import { checkBody } from './body-checks';
import { ProblemFilter, refuseAddress, unreadable } from './problem.filter';
import { keepRawBody } from './raw-body';
import { validationPipe } from './validation';

const BODY_LIMIT = 1024 * 1024;
/** About 20,000 lines. */
const CSV_LIMIT = 5 * 1024 * 1024;
const PUBLIC = /^\/(s|c|public|setup|invite)\//;
const PUBLIC_CALLS_A_MINUTE = 120;
/** A customer's page and its forms: where links and codes could be guessed (R33). Leaving mails is no such door: mail programs do it for many at once. */
const STATUS = /^\/(s|public\/status)\//;

/** Fastify as the desk wants it: bounded bodies, one log line a request, no proxy believed that is not named. */
export function httpAdapter(config: Pick<Config, 'trustProxy'>, log: Logger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: refuseAddress,
  });
}

/** Everything around the routes: headers, cookies, checks, answers. */
export async function furnish(app: NestFastifyApplication, metrics: Metrics, config: Pick<Config, 'statusPerMinute'>): Promise<void> {
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody, { bodyLimit: 64 * 1024 });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
  // The doors without sign-in: generous for people, too slow for guessing. Counted per process; what matters is counted in the database.
  await app.register(fastifyRateLimit, {
    max: (request: FastifyRequest) => (STATUS.test(request.url) ? config.statusPerMinute : PUBLIC_CALLS_A_MINUTE),
    keyGenerator: (request: FastifyRequest) => `${STATUS.test(request.url) ? 'status' : 'public'} ${networkOf(request.ip)}`,
    timeWindow: '1 minute',
    allowList: (request: FastifyRequest) => !PUBLIC.test(request.url),
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
      new TooOften('That was a lot at once. Please wait a minute.', Math.ceil(ttl / 1000)),
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'string', bodyLimit: 4096 }, readOneClick);
  fastify.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: CSV_LIMIT }, readCsv);
  keepRawBody(fastify);
  fastify.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
    try {
      refuseForm(request);
      checkBody(request.query);
      checkBody(request.body);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addHook(
    'onSend',
    (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload: unknown) => void) => {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      if (PUBLIC.test(request.url)) void reply.header('x-robots-tag', 'noindex');
      void reply.header('x-request-id', request.id);
      done(null, payload);
    },
  );
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // The route's pattern, never the address itself: it may carry a customer's token.
    const route = request.routeOptions.url ?? 'none';
    metrics.requestSeconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), by: request.caller?.key },
      'request',
    );
    done();
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
}

/** Plain forms are for the pages behind links; programs send JSON, which no foreign page can send along with somebody's cookie. */
function refuseForm({ url, headers }: FastifyRequest): void {
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
  if (isForm && url.startsWith('/api/')) throw new UnsupportedMediaTypeException();
}

/**
 * The button "Unsubscribe" of a mail program may post its one field as multipart/form-data (RFC 8058). Nothing else here does: files come by mail.
 * Answers the body as a plain form would.
 */
function readOneClick({ url }: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void): void {
  if (!url.startsWith('/public/unsubscribe/')) done(new UnsupportedMediaTypeException());
  else done(null, /name="?List-Unsubscribe"?[^\n]*\r?\n\r?\n\s*One-Click/i.test(String(body)) ? { 'List-Unsubscribe': 'One-Click' } : {});
}

/** A file of many lines comes to the routes that import one, and nowhere else. */
function readCsv({ url }: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void): void {
  if (/^\/api\/v1\/[a-z-]+\/import(\?|$)/.test(url)) done(null, String(body));
  else done(new UnsupportedMediaTypeException());
}

/** What is no HTTP at all never reaches a route; it gets its problem document all the same. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify(unreadable(Number(status.slice(0, 3))));
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
  );
}

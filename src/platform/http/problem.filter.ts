import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { plainDatabaseError, violated } from '../database/database-errors';
import { PlainError, TooOften } from '../errors';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not allowed here',
  409: 'Not possible now',
  413: 'Too large',
  414: 'Too long',
  415: 'Unknown kind of content',
  421: 'Wrong address',
  422: 'Key used before',
  429: 'Too many requests',
  503: 'Not available right now',
};

const SENTENCES: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address.',
  405: 'This address does not take this kind of request.',
  413: 'The request is too large.',
  414: 'The address is too long.',
  415: 'Send the request as application/json.',
};

/** RFC 9457 problem document: `type` is stable for programs, `detail` is a sentence for people. Never a stack. */
export interface Problem extends Record<string, unknown> {
  type: string;
  title: string;
  status: number;
  detail: string;
}

export function problemOf(thrown: unknown): Problem {
  const error = plainDatabaseError(thrown);
  if (error instanceof PlainError) return problem(error.status, error.kind, error.message, error.extra);
  // Two did the same at once and the database let one of them: uniqueness is its business, and asking again finds the other's work.
  if (violated(error) !== null && isUnique(error))
    return problem(409, 'busy', 'Somebody else did the same at this very moment. Please look again.');
  const status = statusOf(error);
  if (status !== null && status < 500)
    return problem(status, TITLES[status]?.toLowerCase().replaceAll(' ', '-') ?? 'refused', SENTENCES[status] ?? sentenceOf(error));
  if (status === 503) return problem(503, 'unavailable', sentenceOf(error));
  return problem(500, 'bug', 'Something went wrong on our side. It has been noted.');
}

function isUnique(error: unknown): boolean {
  const cause = error instanceof Error && 'driverError' in error ? error.driverError : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23505';
}

/** Fastify's own refusals (bad JSON, too large) and Nest's exceptions carry their status. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return null;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The request could not be read.';
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('FST_ERR_CTP')) return 'The body is not readable JSON.';
  return error.message;
}

function problem(status: number, kind: string, detail: string, extra: Readonly<Record<string, unknown>> = {}): Problem {
  return { type: `https://amends.example/problems/${kind}`, title: TITLES[status] ?? 'Error', status, detail, ...extra };
}

/** For what could not even be read as HTTP. */
export function unreadable(status: number): Problem {
  return problem(status, 'unreadable', 'The request could not be read.', { requestId: randomUUID() });
}

/** For an address that leads to no route because it cannot be read: a broken %-sign, a name without end. */
export function refuseAddress(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode === 414 ? 414 : 400;
  const answer = problem(status, 'unreadable', SENTENCES[status] ?? 'The address of the request could not be read.', {
    requestId: request.id,
  });
  void reply.status(status).type('application/problem+json').header('x-request-id', request.id).send(answer);
}

/** One line of why the database is away; the same stack a thousand times would hide everything else. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return cause instanceof Error ? cause.message : String(cause);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = problemOf(thrown);
    if (answer.status === 503) request.log.warn({ why: causeOf(thrown) }, 'request refused for now');
    else if (answer.status >= 500) request.log.error({ err: thrown }, 'request failed');
    if (thrown instanceof TooOften) void reply.header('retry-after', String(thrown.retryAfterSeconds));
    if (answer.status === 503) void reply.header('retry-after', '2');
    void reply
      .status(answer.status)
      .type('application/problem+json')
      .send({ ...answer, requestId: request.id });
  }
}

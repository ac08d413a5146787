import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Command } from '../database/commands';

/** Who asks, as far as the platform needs to know. Features hang their own facts on it (roles, scopes). */
export interface Caller {
  /** `staff:<id>` or `token:<id>`; the actor of idempotency keys and of the security log. */
  readonly key: string;
  can(permission: string): boolean;
  /** Signed in by cookie: then a write must prove that it comes from our own pages. */
  readonly byCookie: boolean;
  /** The request as a repeatable command; null without an Idempotency-Key. */
  command: Command | null;
}

/** Finds out who sent a request. Given by the staff feature. */
export interface Callers {
  of(request: FastifyRequest): Promise<Caller | null>;
}
export const CALLERS = Symbol('Callers');

export const PERMISSION = 'amends:permission';
export const PUBLIC = 'amends:public';

/** The route needs this permission. A route with neither @Can nor @Public stops the start. */
export const Can = (permission: string) => SetMetadata(PERMISSION, permission);

/** Anybody signed in. */
export const SignedIn = () => SetMetadata(PERMISSION, '*');

/** The route is open to the world. */
export const Public = () => SetMetadata(PUBLIC, true);

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    rawIdempotencyKey?: string;
  }
}

/** The signed-in caller of this request. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const caller = context.switchToHttp().getRequest<FastifyRequest>().caller;
  if (!caller) throw new Error('@Who() on a public route');
  return caller;
});

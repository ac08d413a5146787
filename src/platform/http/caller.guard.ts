import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Forbidden, Unauthenticated } from '../errors';
import { CALLERS, type Callers, PERMISSION, PUBLIC } from './caller';
import { commandOf } from './command';
import { PUBLIC_ORIGIN, type PublicOrigin } from './public-origin';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Deny by default: nobody passes without a permission or an open door, and no foreign page writes with our cookie. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CALLERS) private readonly callers: Callers,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<string | undefined>(PERMISSION, targets);
    if (!permission) throw new Forbidden('This address has no permission set.');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.callers.of(request);
    if (!caller) throw new Unauthenticated();
    if (caller.byCookie && !SAFE.has(request.method) && !this.origin.sent(request)) {
      throw new Forbidden('This request does not come from the desk’s own pages.');
    }
    if (permission !== '*' && !caller.can(permission)) throw new Forbidden('Your role does not include this.');
    caller.command = commandOf(request, caller.key);
    request.caller = caller;
    return true;
  }
}

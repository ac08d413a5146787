import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden } from '../platform/errors';
import { Can, Public, Who } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import type { Actor } from '../staff/actor.dto';
import { SignInCookies } from './cookies.service';
import { SessionsService } from './sessions.service';
import { SessionList, SessionParam, SignedInView, SignIn } from './signin.dto';
import { SignInService } from './signin.service';

@ApiTags('Signing in')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly signing: SignInService,
    private readonly sessions: SessionsService,
    private readonly cookies: SignInCookies,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Post()
  @Public()
  @ApiCreatedResponse({ type: SignedInView })
  async signIn(
    @Body() body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    // Another site could otherwise sign a visitor in as somebody it knows and read what he then writes.
    if (!this.origin.sentForm(request)) throw new Forbidden('This request does not come from the desk’s own pages.');
    const device = this.cookies.device(request, body.email);
    const { token, staffId, name, expiresAt } = await this.signing.signIn(body, this.cookies.originOf(request), device);
    this.cookies.signIn(request, reply, token, body.email);
    return { staffId, name, expiresAt };
  }

  @Get()
  @Can('me')
  @ApiOkResponse({ type: SessionList })
  async list(@Req() request: FastifyRequest, @Who() actor: Actor): Promise<SessionList> {
    return { items: await this.sessions.list(actor, this.cookies.session(request)) };
  }

  @Delete('current')
  @HttpCode(204)
  @Can('me')
  @ApiNoContentResponse()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Who() actor: Actor): Promise<void> {
    await this.sessions.signOut(actor, this.cookies.session(request));
    this.cookies.signOut(reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @Can('me')
  @ApiNoContentResponse()
  end(@Param() { id }: SessionParam, @Who() actor: Actor): Promise<void> {
    return this.sessions.end(id, actor);
  }
}

import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import type { InvitationKind } from '../staff/invitations.service';
import { SignInCookies } from './cookies.service';
import { closedPage, joinPage } from './join.rules';
import { JoinService } from './join.service';
import { JoinForm, JoinParam } from './signin.dto';

/** The pages behind one-time links. They look at nobody's cookie: whoever has the link is meant. */
@ApiExcludeController()
@Controller()
export class JoinController {
  constructor(
    private readonly joining: JoinService,
    private readonly cookies: SignInCookies,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Get('setup/:token')
  @Public()
  showSetup(@Param() { token }: JoinParam, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show('setup', token, reply);
  }

  @Get('invite/:token')
  @Public()
  showInvite(@Param() { token }: JoinParam, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show('invite', token, reply);
  }

  @Post('setup/:token')
  @Public()
  setUp(
    @Param() { token }: JoinParam,
    @Body() form: JoinForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.join('setup', token, form, request, reply);
  }

  @Post('invite/:token')
  @Public()
  accept(
    @Param() { token }: JoinParam,
    @Body() form: JoinForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.join('invite', token, form, request, reply);
  }

  private async show(kind: InvitationKind, token: string, reply: FastifyReply): Promise<string> {
    const open = await this.joining.open(kind, token);
    if (!open) return html(reply, 404, closedPage());
    return html(reply, 200, joinPage({ kind, name: open.name ?? '', email: open.email ?? '', problem: null }));
  }

  private async join(kind: InvitationKind, token: string, form: JoinForm, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from the desk’s own pages.');
    const { name = '', email = '', password = '' } = form;
    const joined = await this.joining.join(kind, token, { name, email, password }, this.cookies.originOf(request));
    if (!joined) return html(reply, 404, closedPage());
    if ('problem' in joined) {
      const open = await this.joining.open(kind, token);
      return html(reply, 400, joinPage({ kind, name, email: open?.email ?? email, problem: joined.problem }));
    }
    this.cookies.signIn(request, reply, joined.token, joined.email);
    void reply.header('location', '/');
    return html(reply, 303, '');
  }
}

function html(reply: FastifyReply, status: number, page: string): string {
  // With no-referrer, which all other answers have, a browser would post the form with "Origin: null".
  void reply.status(status).type('text/html; charset=utf-8').header('referrer-policy', 'same-origin');
  return page;
}

import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Missing, PlainError } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { StatusAnswer, StatusDone, StatusQuery, StatusReopen, StatusSurvey, StatusToken } from './followup.dto';
import { plainPage, statusPage } from './status-page.rules';
import { StatusPages } from './status-pages.service';

const SAID: Readonly<Record<string, string>> = {
  answer: 'Thank you, we have your answer.',
  survey: 'Thank you for telling us.',
  accept: 'It is yours. Enjoy it.',
  decline: 'That is fine. Thank you for telling us.',
  reopen: 'Thank you. A person will look at it.',
};

/** The customer's page behind the secret link. Looking changes nothing; forms do, with or without a script. */
@ApiTags('Customers')
@Controller()
export class StatusPagesController {
  constructor(
    private readonly pages: StatusPages,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Get('s/:token')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', 'same-origin')
  async page(
    @Param() { token }: StatusToken,
    @Query() { done }: StatusQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      const facts = await this.pages.facts(token);
      return statusPage(facts, { action: `/public/status/${token}`, said: done ? (SAID[done] ?? null) : null });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      void reply.status(404);
      return plainPage('This link does not work', 'This link does not work any more. Write to us and we will send you a new one.');
    }
  }

  @Post('public/status/:token/answer')
  @Public()
  @HttpCode(200)
  answer(
    @Param() { token }: StatusToken,
    @Body() { text }: StatusAnswer,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.done(request, reply, token, 'answer', () => this.pages.answer(token, text));
  }

  @Post('public/status/:token/survey')
  @Public()
  @HttpCode(200)
  survey(
    @Param() { token }: StatusToken,
    @Body() body: StatusSurvey,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fixed = body.fixed === undefined ? undefined : body.fixed === 'true';
    return this.done(request, reply, token, 'survey', () => this.pages.survey(token, { ...body, fixed }));
  }

  @Post('public/status/:token/accept')
  @Public()
  @HttpCode(200)
  accept(@Param() { token }: StatusToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.done(request, reply, token, 'accept', () => this.pages.accept(token));
  }

  @Post('public/status/:token/decline')
  @Public()
  @HttpCode(200)
  decline(@Param() { token }: StatusToken, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.done(request, reply, token, 'decline', () => this.pages.decline(token));
  }

  @Post('public/status/:token/reopen')
  @Public()
  @HttpCode(200)
  reopen(
    @Param() { token }: StatusToken,
    @Body() { reason }: StatusReopen,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.done(request, reply, token, 'reopen', () => this.pages.reopen(token, reason));
  }

  /** A form goes back to the page, a program gets JSON. A form that was refused says so on a page of its own. */
  private async done(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    what: string,
    work: () => Promise<string>,
  ): Promise<void> {
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from our own page.');
    try {
      const said: StatusDone = { said: await work() };
      if (isForm) await reply.status(303).header('location', `/s/${token}?done=${what}`).send();
      else await reply.send(said);
    } catch (error) {
      if (!isForm || !(error instanceof PlainError)) throw error;
      await reply
        .status(error.status)
        .type('text/html; charset=utf-8')
        .header('referrer-policy', 'same-origin')
        .send(plainPage('That did not work', error.message));
    }
  }
}

import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Missing } from '../platform/errors';
import { Public } from '../platform/http/caller';
import * as dto from './followup.dto';
import { StatusAsks } from './status-asks.service';
import { html, isForm, queryOf, StatusForms } from './status-forms.service';
import { deadLinkPage, linkSentPage } from './status-notes.rules';
import { statusPage } from './status-page.rules';
import { StatusPages } from './status-pages.service';
import { pickAccepted, pickLanguage } from './words/status-languages.rules';
import { WrongNumbers } from './wrong-numbers.service';

/** The customer's page behind the secret link. Looking changes nothing; forms do, with or without a script. */
@ApiTags('Customers')
@Controller()
export class StatusPagesController {
  constructor(
    private readonly pages: StatusPages,
    private readonly asks: StatusAsks,
    private readonly forms: StatusForms,
    private readonly wrongNumbers: WrongNumbers,
  ) {}

  @Get('s/:token')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', 'same-origin')
  async page(
    @Param() { token }: dto.StatusLook,
    @Query() { done, lang, n }: dto.StatusQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const path = `/s/${encodeURIComponent(token)}`;
    try {
      const { facts, language } = await this.pages.facts(token, lang);
      const numberKey = n !== undefined && (await this.wrongNumbers.isTheirs(token, n)) ? n : null;
      return statusPage(facts, { path, action: `/public/status/${token}`, query: queryOf(lang), language, done: done ?? null, numberKey });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      void reply.status(404);
      return deadLinkPage(pickLanguage(lang, pickAccepted(request.headers['accept-language'])), path);
    }
  }

  @Post('public/status/new-link')
  @Public()
  @HttpCode(200)
  async newLink(
    @Body() { contact }: dto.NewLink,
    @Query() { lang }: dto.StatusLanguage,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.forms.refuseForeign(request);
    const said: dto.StatusDone = { said: await this.asks.newLink(contact, request.ip) };
    if (isForm(request)) await html(reply, 200, linkSentPage(pickLanguage(lang)));
    else await reply.send(said);
  }

  @Post('public/status/:token/answer')
  @Public()
  @HttpCode(200)
  answer(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { text }: dto.StatusAnswer,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'answer', () => this.pages.answer(token, text));
  }

  @Post('public/status/:token/survey')
  @Public()
  @HttpCode(200)
  survey(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() body: dto.StatusSurvey,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fixed = body.fixed === undefined ? undefined : body.fixed === 'true';
    return this.forms.done({ request, reply, token, lang }, 'survey', () => this.pages.survey(token, { ...body, fixed }));
  }

  @Post('public/status/:token/accept')
  @Public()
  @HttpCode(200)
  accept(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { gift }: dto.StatusGift,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'accept', () => this.pages.accept(token, gift));
  }

  @Post('public/status/:token/decline')
  @Public()
  @HttpCode(200)
  decline(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { gift }: dto.StatusGift,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'decline', () => this.pages.decline(token, gift));
  }

  @Post('public/status/:token/reopen')
  @Public()
  @HttpCode(200)
  reopen(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { reason }: dto.StatusReopen,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'reopen', () => this.pages.reopen(token, reason));
  }

  @Post('public/status/:token/escalate')
  @Public()
  @HttpCode(200)
  escalate(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { reason = '' }: dto.StatusEscalate,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'escalate', async () =>
      this.asks.escalate(await this.pages.ticketOf(token), reason),
    );
  }

  @Post('public/status/:token/preferences')
  @Public()
  @HttpCode(200)
  preferences(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.forms.done({ request, reply, token, lang }, 'preferences', async () =>
      this.asks.preferences(await this.pages.ticketOf(token)),
    );
  }
}

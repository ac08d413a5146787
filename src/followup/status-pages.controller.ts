import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Missing, PlainError, Refused } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import * as dto from './followup.dto';
import { StatusAsks } from './status-asks.service';
import { deadLinkPage, linkSentPage, problemPage } from './status-notes.rules';
import { statusPage } from './status-page.rules';
import { StatusPages } from './status-pages.service';
import { pickAccepted, pickLanguage, STATUS_LANGUAGES } from './words/status-languages.rules';
import type { SaidAfter } from './words/status-words.rules';

/** A form of the page on its way. */
interface Form {
  request: FastifyRequest;
  reply: FastifyReply;
  token: string;
  lang?: string;
}

/** The customer's page behind the secret link. Looking changes nothing; forms do, with or without a script. */
@ApiTags('Customers')
@Controller()
export class StatusPagesController {
  constructor(
    private readonly pages: StatusPages,
    private readonly asks: StatusAsks,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Get('s/:token')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', 'same-origin')
  async page(
    @Param() { token }: dto.StatusLook,
    @Query() { done, lang }: dto.StatusQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const path = `/s/${encodeURIComponent(token)}`;
    try {
      const { facts, language } = await this.pages.facts(token, lang);
      return statusPage(facts, { path, action: `/public/status/${token}`, query: queryOf(lang), language, done: done ?? null });
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
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from our own page.');
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
    return this.done({ request, reply, token, lang }, 'answer', () => this.pages.answer(token, text));
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
    return this.done({ request, reply, token, lang }, 'survey', () => this.pages.survey(token, { ...body, fixed }));
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
    return this.done({ request, reply, token, lang }, 'accept', () => this.pages.accept(token, gift));
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
    return this.done({ request, reply, token, lang }, 'decline', () => this.pages.decline(token, gift));
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
    return this.done({ request, reply, token, lang }, 'reopen', () => this.pages.reopen(token, reason));
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
    return this.done({ request, reply, token, lang }, 'escalate', async () => this.asks.escalate(await this.pages.ticketOf(token), reason));
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
    return this.done({ request, reply, token, lang }, 'preferences', async () => this.asks.preferences(await this.pages.ticketOf(token)));
  }

  /** A form goes back to the page, a program gets JSON. A form that was refused says so on a page of its own. */
  private async done(form: Form, what: SaidAfter, work: () => Promise<string>): Promise<void> {
    const { request, reply, token, lang } = form;
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from our own page.');
    try {
      const said: dto.StatusDone = { said: await work() };
      if (isForm(request))
        await reply
          .status(303)
          .header('location', `/s/${token}?done=${what}${queryOf(lang).replace('?', '&')}`)
          .send();
      else await reply.send(said);
    } catch (error) {
      if (!isForm(request) || !(error instanceof PlainError)) throw error;
      await html(reply, error.status, await this.problem(form, error));
    }
  }

  /** In the language of the page that the form was on. */
  private async problem({ token, lang, request }: Form, error: PlainError): Promise<string> {
    const path = `/s/${token}`;
    try {
      const { language } = await this.pages.facts(token, lang);
      return problemPage(language, error instanceof Refused ? error.reason : null, error.message, path + queryOf(lang));
    } catch (gone) {
      if (!(gone instanceof Missing)) throw gone;
      return deadLinkPage(pickLanguage(lang, pickAccepted(request.headers['accept-language'])), path);
    }
  }
}

function isForm(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** Only a language that we have goes on from page to page. */
function queryOf(lang: string | undefined): string {
  return lang !== undefined && STATUS_LANGUAGES.includes(lang) ? `?lang=${lang}` : '';
}

async function html(reply: FastifyReply, status: number, page: string): Promise<void> {
  await reply.status(status).type('text/html; charset=utf-8').header('referrer-policy', 'same-origin').send(page);
}

import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/http/caller';
import { ContactChanges } from './contact-changes.service';
import * as dto from './followup.dto';
import { html, isForm, StatusForms } from './status-forms.service';
import { notMePage } from './status-notes.rules';
import { StatusPages } from './status-pages.service';
import { WrongNumbers } from './wrong-numbers.service';

/** The customer's address and number, from their page: changed by a code, or given back by whoever has the number now. */
@ApiTags('Customers')
@Controller()
export class ContactChangesController {
  constructor(
    private readonly pages: StatusPages,
    private readonly changes: ContactChanges,
    private readonly wrongNumbers: WrongNumbers,
    private readonly forms: StatusForms,
  ) {}

  @Post('public/status/:token/contact-code')
  @Public()
  @HttpCode(200)
  ask(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const work = async () => this.changes.ask(await this.pages.ticketOf(token), request.ip);
    return this.forms.done({ request, reply, token, lang }, 'contact-code', work, '');
  }

  @Post('public/status/:token/contact')
  @Public()
  @HttpCode(200)
  prove(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { code, contact, replaces }: dto.NewContact,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const typed = { code, contact, replaces: replaces === 'true' };
    const work = async () => this.changes.prove(await this.pages.ticketOf(token), typed, request.ip);
    return this.forms.done({ request, reply, token, lang }, 'contact', work, contact);
  }

  @Post('public/status/:token/contact-confirm')
  @Public()
  @HttpCode(200)
  confirm(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { code }: dto.NewContactCode,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const work = async () => this.changes.confirm(await this.pages.ticketOf(token), code, request.ip);
    return this.forms.done({ request, reply, token, lang }, 'contact-confirm', work, '');
  }

  /** Whoever has the number now sees nothing more of the complaint: the answer leads nowhere. */
  @Post('public/status/:token/not-me')
  @Public()
  @HttpCode(200)
  async notMe(
    @Param() { token }: dto.StatusToken,
    @Query() { lang }: dto.StatusLanguage,
    @Body() { n }: dto.NotMe,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.forms.refuseForeign(request);
    const language = await this.pages.language(token, lang);
    const said: dto.StatusDone = { said: await this.wrongNumbers.disown(token, n, await this.pages.ticketOf(token)) };
    if (isForm(request)) await html(reply, 200, notMePage(language));
    else await reply.send(said);
  }
}

import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { ComplaintForms } from './complaint-forms.service';
import { EMPTY_FORM, emptyThanksPage, formPage, noPlacePage, thanksPage } from './form-page.rules';
import { ComplaintForm, FormPlace } from './form.dto';

/** The complaint form of a location, for a QR code on the wall. */
@ApiExcludeController()
@Controller('c')
export class FormController {
  constructor(
    private readonly forms: ComplaintForms,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Get(':location')
  @Public()
  async show(@Param() { location }: FormPlace, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const place = await this.forms.placeName(location);
    if (place === null) return html(reply, 404, noPlacePage());
    return html(reply, 200, formPage({ place, formId: randomUUID(), values: EMPTY_FORM, problem: null }));
  }

  @Post(':location')
  @Public()
  async send(
    @Param() { location }: FormPlace,
    @Body() form: ComplaintForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from the desk’s own pages.');
    const place = await this.forms.placeName(location);
    if (place === null) return html(reply, 404, noPlacePage());
    const { formId = '', text = '', name = '', email = '', phone = '', website = '' } = form;
    if (website !== '') return html(reply, 200, emptyThanksPage());
    const sent = await this.forms.send(location, formId, { text, name, email, phone }, request.ip);
    if ('problem' in sent)
      return html(
        reply,
        400,
        formPage({ place, formId: formId || randomUUID(), values: { text, name, email, phone }, problem: sent.problem }),
      );
    return html(reply, 200, thanksPage(sent.label, sent.promise, sent.statusLink));
  }
}

function html(reply: FastifyReply, status: number, page: string): string {
  // With no-referrer, which all other answers have, a browser would post the form with "Origin: null".
  void reply.status(status).type('text/html; charset=utf-8').header('referrer-policy', 'same-origin');
  return page;
}

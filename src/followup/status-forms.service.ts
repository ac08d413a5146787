import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Missing, PlainError, Refused } from '../platform/errors';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import type { StatusDone } from './followup.dto';
import { deadLinkPage, problemPage, whyNot } from './status-notes.rules';
import { statusPage } from './status-page.rules';
import { StatusPages } from './status-pages.service';
import { pickAccepted, pickLanguage, STATUS_LANGUAGES } from './words/status-languages.rules';
import type { SaidAfter } from './words/status-words.rules';

/** A form of the page on its way. */
export interface Form {
  request: FastifyRequest;
  reply: FastifyReply;
  token: string;
  lang?: string;
}

/** How a form of the customer's page is answered: a browser gets a page, a program gets JSON. */
@Injectable()
export class StatusForms {
  constructor(
    private readonly pages: StatusPages,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  /** Forbidden (403) where it was sent from somewhere else. */
  refuseForeign(request: FastifyRequest): void {
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from our own page.');
  }

  /** A form goes back to the page. One that was refused says so on a page of its own; with `typed`, at its field on the customer's page. */
  async done(form: Form, what: SaidAfter, work: () => Promise<string>, typed?: string): Promise<void> {
    const { request, reply, token, lang } = form;
    this.refuseForeign(request);
    try {
      const said: StatusDone = { said: await work() };
      if (isForm(request))
        await reply
          .status(303)
          .header('location', `/s/${token}?done=${what}${queryOf(lang).replace('?', '&')}`)
          .send();
      else await reply.send(said);
    } catch (error) {
      if (!isForm(request) || !(error instanceof PlainError)) throw error;
      await html(reply, error.status, await this.problem(form, error, typed));
    }
  }

  /** In the language of the page that the form was on. */
  private async problem({ token, lang, request }: Form, error: PlainError, typed?: string): Promise<string> {
    const path = `/s/${token}`;
    const guard = error instanceof Refused ? error.reason : null;
    try {
      const { facts, language } = await this.pages.facts(token, lang);
      if (typed === undefined || guard === null) return problemPage(language, guard, error.message, path + queryOf(lang));
      const problem = { guard, sentence: whyNot(language, guard, error.message), typed };
      return statusPage(facts, { path, action: `/public/status/${token}`, query: queryOf(lang), language, done: null, problem });
    } catch (gone) {
      if (!(gone instanceof Missing)) throw gone;
      return deadLinkPage(pickLanguage(lang, pickAccepted(request.headers['accept-language'])), path);
    }
  }
}

export function isForm(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** Only a language that we have goes on from page to page. */
export function queryOf(lang: string | undefined): string {
  return lang !== undefined && STATUS_LANGUAGES.includes(lang) ? `?lang=${lang}` : '';
}

export async function html(reply: FastifyReply, status: number, page: string): Promise<void> {
  await reply.status(status).type('text/html; charset=utf-8').header('referrer-policy', 'same-origin').send(page);
}

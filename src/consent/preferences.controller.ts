import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Missing } from '../platform/errors';
import { Public } from '../platform/http/caller';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { deadLinkPage, leavePage, leftPage, preferencesPage } from './preference-page.rules';
import { LeaveForm, PreferencesForm, PreferenceToken } from './preferences.dto';
import { Preferences } from './preferences.service';

/** What customers want to get from us, behind the links in our messages. Looking changes nothing: programs that check mails follow links. */
@ApiExcludeController()
@Controller('public')
export class PreferencesController {
  constructor(
    private readonly preferences: Preferences,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  @Get('unsubscribe/:token')
  @Public()
  leavePage(@Param() { token }: PreferenceToken, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return html(reply, async () => {
      const facts = await this.preferences.leaveFacts(token);
      return leavePage(facts.language, facts.class, facts.preferencesPath);
    });
  }

  /**
   * One click, by a mail program (RFC 8058: no cookie, any origin, answered without going elsewhere) or from our page. The token is all the proof there is,
   * so where the form comes from does not matter.
   */
  @Post('unsubscribe/:token')
  @Public()
  @HttpCode(200)
  leave(
    @Param() { token }: PreferenceToken,
    @Body() _form: LeaveForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const source = request.headers['sec-fetch-site'] === 'same-origin' ? 'unsubscribe_page' : 'one_click';
    return html(reply, async () => {
      const facts = await this.preferences.leave(token, source);
      return leftPage(facts.language, facts.preferencesPath);
    });
  }

  @Get('preferences/:token')
  @Public()
  wishes(@Param() { token }: PreferenceToken, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return html(reply, async () => {
      const { language, channels } = await this.preferences.wishes(token);
      return preferencesPage(language, channels, false);
    });
  }

  @Post('preferences/:token')
  @Public()
  @HttpCode(200)
  save(
    @Param() { token }: PreferenceToken,
    @Body() { wish = [] }: PreferencesForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.origin.sentForm(request)) throw new Forbidden('This form does not come from our own page.');
    return html(reply, async () => {
      await this.preferences.save(token, new Set(wish));
      const { language, channels } = await this.preferences.wishes(token);
      return preferencesPage(language, channels, true);
    });
  }
}

/** A link that is none of ours gets a page too. */
async function html(reply: FastifyReply, make: () => Promise<string>): Promise<string> {
  // With no-referrer, which all other answers have, a browser would post the form with "Origin: null".
  void reply.type('text/html; charset=utf-8').header('referrer-policy', 'same-origin');
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    void reply.status(404);
    return deadLinkPage();
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Can, Public, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { PushList as Lists } from './push-list.service';
import { PushSources } from './push-sources.service';
import { AssignPush, MadePushSource, MakePushSource, PushBody, PushList, PushQuery, PushRef, PushSourceList, PushView } from './push.dto';
import { Pushes } from './pushes.service';

/** Steps of the work that other systems report: workshop, courier, billing. */
@ApiTags('Reports of other systems')
@Controller()
export class PushesController {
  constructor(
    private readonly pushes: Pushes,
    private readonly sources: PushSources,
    private readonly lists: Lists,
  ) {}

  @Post('webhooks/status')
  @HttpCode(204)
  @Public()
  @ApiNoContentResponse({ description: 'Kept. Signed as Standard Webhooks has it; the same webhook-id again changes nothing.' })
  async take(@Req() request: FastifyRequest, @Body() body: PushBody): Promise<void> {
    await this.pushes.take(await this.sources.prove(request.headers, request.rawBody ?? Buffer.alloc(0)), body);
  }

  @Get('api/v1/push-sources')
  @Can('settings.edit')
  @ApiOkResponse({ type: PushSourceList })
  listSources(): Promise<PushSourceList> {
    return this.sources.list();
  }

  @Post('api/v1/push-sources')
  @Can('settings.edit')
  @ApiCreatedResponse({ type: MadePushSource })
  makeSource(@Body() body: MakePushSource, @Who() by: Actor): Promise<MadePushSource> {
    return this.sources.make(body, by);
  }

  @Post('api/v1/push-sources/:id/rotate')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: MadePushSource })
  rotateSource(@Param() { id }: PushRef, @Who() by: Actor): Promise<MadePushSource> {
    return this.sources.rotate(id, by);
  }

  @Delete('api/v1/push-sources/:id')
  @HttpCode(204)
  @Can('settings.edit')
  @ApiNoContentResponse()
  endSource(@Param() { id }: PushRef, @Who() by: Actor): Promise<void> {
    return this.sources.end(id, by);
  }

  @Get('api/v1/pushes')
  @Can('quarantine.see')
  @ApiOkResponse({ type: PushList })
  list(@Query() query: PushQuery, @Who() by: Actor): Promise<PushList> {
    return this.lists.list(query, by);
  }

  @Post('api/v1/pushes/:id/assign')
  @HttpCode(200)
  @Can('quarantine.decide')
  @ApiOkResponse({ type: PushView })
  assign(@Param() { id }: PushRef, @Body() { ticket }: AssignPush, @Who() by: Actor): Promise<PushView> {
    return this.pushes.assign(id, ticket, by);
  }
}

import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { StartedAgain, StuckWorkList, StuckWorkRef } from './stuck-work.dto';
import { StuckWork } from './stuck-work.service';

@ApiTags('Stuck work')
@Controller('api/v1/stuck-work')
export class StuckWorkController {
  constructor(private readonly stuck: StuckWork) {}

  @Get()
  @Can('settings.edit')
  @ApiOkResponse({ type: StuckWorkList })
  list(@Query() page: PageQuery): Promise<StuckWorkList> {
    return this.stuck.list(page);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: StartedAgain })
  retry(@Param() { id }: StuckWorkRef, @Who() by: Actor): Promise<StartedAgain> {
    return this.stuck.retry(id, by);
  }
}

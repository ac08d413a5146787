import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { DecidedView, QuarantineListView, QuarantineRef } from './quarantine.dto';
import { Quarantine } from './quarantine.service';

@ApiTags('Quarantine')
@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: Quarantine) {}

  @Get()
  @Can('quarantine.see')
  @ApiOkResponse({ type: QuarantineListView })
  list(@Query() page: PageQuery): Promise<QuarantineListView> {
    return this.quarantine.list(page);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Can('quarantine.decide')
  @ApiOkResponse({ type: DecidedView })
  release(@Param() { id }: QuarantineRef, @Who() by: Actor): Promise<DecidedView> {
    return this.quarantine.release(id, by);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Can('quarantine.decide')
  @ApiOkResponse({ type: DecidedView })
  discard(@Param() { id }: QuarantineRef, @Who() by: Actor): Promise<DecidedView> {
    return this.quarantine.discard(id, by);
  }
}

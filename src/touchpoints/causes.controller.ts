import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { CauseSettings } from './cause-settings.service';
import { AddCause, CausesView, CauseView, ChangeCause, ListTwigs, TwigRef } from './touch-points.dto';

@ApiTags('Settings')
@Controller('api/v1/causes')
export class CausesController {
  constructor(private readonly causes: CauseSettings) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: CausesView })
  list(@Query() { hidden }: ListTwigs): Promise<CausesView> {
    return this.causes.list(hidden ?? false);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: CauseView })
  add(@Body() wish: AddCause, @Who() by: Caller): Promise<CauseView> {
    return this.causes.add(wish, by);
  }

  @Patch(':ref')
  @Can('settings.edit')
  @ApiOkResponse({ type: CauseView })
  change(@Param() { ref }: TwigRef, @Body() wish: ChangeCause, @Who() by: Caller): Promise<CauseView> {
    return this.causes.change(ref, wish, by);
  }
}

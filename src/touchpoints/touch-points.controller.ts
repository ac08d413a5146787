import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { TouchPointSettings } from './touch-point-settings.service';
import { AddTouchPoint, ChangeTouchPoint, ListTwigs, TouchPointsView, TouchPointView, TwigRef } from './touch-points.dto';

@ApiTags('Settings')
@Controller('api/v1/touch-points')
export class TouchPointsController {
  constructor(private readonly touchPoints: TouchPointSettings) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: TouchPointsView })
  list(@Query() { hidden }: ListTwigs): Promise<TouchPointsView> {
    return this.touchPoints.list(hidden ?? false);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: TouchPointView })
  add(@Body() wish: AddTouchPoint, @Who() by: Caller): Promise<TouchPointView> {
    return this.touchPoints.add(wish, by);
  }

  @Patch(':ref')
  @Can('settings.edit')
  @ApiOkResponse({ type: TouchPointView })
  change(@Param() { ref }: TwigRef, @Body() wish: ChangeTouchPoint, @Who() by: Caller): Promise<TouchPointView> {
    return this.touchPoints.change(ref, wish, by);
  }
}

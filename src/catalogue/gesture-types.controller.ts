import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { AddGestureType, ChangeGestureType, GestureTypeList, GestureTypeParam, GestureTypeView } from './gesture-type.dto';
import { GestureTypesService } from './gesture-types.service';

@ApiTags('One-up')
@Controller('api/v1')
export class GestureTypesController {
  constructor(private readonly types: GestureTypesService) {}

  @Get('gesture-types')
  @Can('gesture.see')
  @ApiOkResponse({ type: GestureTypeList })
  list(@Query() page: PageQuery): Promise<GestureTypeList> {
    return this.types.list(page);
  }

  @Post('gesture-types')
  @Can('gesture.manage')
  @ApiCreatedResponse({ type: GestureTypeView })
  add(@Body() body: AddGestureType, @Who() by: Actor): Promise<GestureTypeView> {
    return this.types.add(body, by);
  }

  @Patch('gesture-types/:code')
  @Can('gesture.manage')
  @ApiOkResponse({ type: GestureTypeView })
  change(@Param() { code }: GestureTypeParam, @Body() body: ChangeGestureType, @Who() by: Actor): Promise<GestureTypeView> {
    return this.types.change(code, body, by);
  }
}

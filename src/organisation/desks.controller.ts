import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import { DesksService } from './desks.service';
import { AddDesk, ChangeDesk, KeyParam, DeskList, DeskView } from './organisation.dto';

@ApiTags('Settings')
@Controller('api/v1/desks')
export class DesksController {
  constructor(private readonly desks: DesksService) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: DeskList })
  list(@Query() page: PageQuery): Promise<DeskList> {
    return this.desks.list(page);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: DeskView })
  add(@Body() body: AddDesk, @Who() by: Caller): Promise<DeskView> {
    return this.desks.add(body, by);
  }

  @Patch(':key')
  @Can('settings.edit')
  @ApiOkResponse({ type: DeskView })
  change(@Param() { key }: KeyParam, @Body() body: ChangeDesk, @Who() by: Caller): Promise<DeskView> {
    return this.desks.change(key, body, by);
  }
}

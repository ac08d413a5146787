import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { GestureListQuery, GestureListView } from './gesture-list.dto';
import { GestureLists } from './gesture-lists.service';

@ApiTags('One-up')
@Controller('api/v1/gestures')
export class GestureListsController {
  constructor(private readonly lists: GestureLists) {}

  @Get()
  @Can('gesture.see')
  @ApiOkResponse({ type: GestureListView })
  list(@Query() query: GestureListQuery, @Who() actor: Actor): Promise<GestureListView> {
    return this.lists.list(query, actor);
  }
}

import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from './actor.dto';
import { NotificationList, NotificationParam, NotificationQuery, NotificationView } from './notifications.dto';
import { NotificationsService } from './notifications.service';

@ApiTags('People')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Can('me')
  @ApiOkResponse({ type: NotificationList })
  list(@Query() query: NotificationQuery, @Who() actor: Actor): Promise<NotificationList> {
    return this.notifications.list(query, actor);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Can('me')
  @ApiOkResponse({ type: NotificationView })
  read(@Param() { id }: NotificationParam, @Who() actor: Actor): Promise<NotificationView> {
    return this.notifications.read(id, actor);
  }
}

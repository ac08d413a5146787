import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { MessageDesk } from './message-desk.service';
import { MessageDetails } from './message-details.service';
import { DecideMessage, EditMessage, MessageDetailView, MessageList, MessageQuery, MessageRef, MessageView } from './message.dto';

@ApiTags('Messages')
@Controller('api/v1/messages')
export class MessagesController {
  constructor(
    private readonly desk: MessageDesk,
    private readonly details: MessageDetails,
  ) {}

  @Get()
  @Can('message.see')
  @ApiOkResponse({ type: MessageList })
  list(@Query() query: MessageQuery, @Who() actor: Actor): Promise<MessageList> {
    return this.desk.list(query, actor);
  }

  @Get(':id')
  @Can('message.see')
  @ApiOkResponse({ type: MessageDetailView })
  one(@Param() { id }: MessageRef, @Who() actor: Actor): Promise<MessageDetailView> {
    return this.details.one(id, actor);
  }

  @Patch(':id')
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  edit(@Param() { id }: MessageRef, @Body() body: EditMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.edit(id, body, actor);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  hold(@Param() { id }: MessageRef, @Body() { note }: DecideMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.hold(id, note, actor);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  release(@Param() { id }: MessageRef, @Body() { note }: DecideMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.release(id, note, actor);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  cancel(@Param() { id }: MessageRef, @Body() { note }: DecideMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.cancel(id, note, actor);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  retry(@Param() { id }: MessageRef, @Body() { note }: DecideMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.retry(id, note, actor);
  }

  @Post(':id/arrived')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: MessageView })
  arrived(@Param() { id }: MessageRef, @Body() { note }: DecideMessage, @Who() actor: Actor): Promise<MessageView> {
    return this.desk.arrived(id, note, actor);
  }
}

import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ChannelDesk } from './channel-desk.service';
import { ChannelList, ChannelParam, ChannelView, PauseChannel, ResumeChannel } from './channel.dto';

@ApiTags('Messages')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(private readonly desk: ChannelDesk) {}

  @Get()
  @Can('message.see')
  @ApiOkResponse({ type: ChannelList })
  list(): Promise<ChannelList> {
    return this.desk.list();
  }

  @Post('automatic/resume')
  @HttpCode(200)
  @Can('channel.pause')
  @ApiOkResponse({ type: ChannelList })
  letGo(@Body() { note }: ResumeChannel, @Who() actor: Actor): Promise<ChannelList> {
    return this.desk.letGo(note, actor);
  }

  @Post(':channel/pause')
  @HttpCode(200)
  @Can('channel.pause')
  @ApiOkResponse({ type: ChannelView })
  pause(@Param() { channel }: ChannelParam, @Body() body: PauseChannel, @Who() actor: Actor): Promise<ChannelView> {
    return this.desk.pause(channel, body, actor);
  }

  @Post(':channel/resume')
  @HttpCode(200)
  @Can('channel.pause')
  @ApiOkResponse({ type: ChannelView })
  resume(@Param() { channel }: ChannelParam, @Body() { note }: ResumeChannel, @Who() actor: Actor): Promise<ChannelView> {
    return this.desk.resume(channel, note, actor);
  }
}

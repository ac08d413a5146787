import { Body, Controller, Get, type MessageEvent, Param, Post, Query, Req, Sse } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Public } from '../platform/http/caller';
import { ChatLinesView, ChatLineView, ChatOpenedView, ChatRef, ListLines, OpenChat, WriteLine } from './chat.dto';
import { ChatLines } from './chat-lines.service';
import { ChatStreams } from './chat-streams.service';
import { Chats } from './chats.service';

/** The chat of the public. The token in the path is the only key; no cookie counts. */
@ApiTags('Public chat')
@Controller('api/v1/public/chats')
export class ChatsController {
  constructor(
    private readonly chats: Chats,
    private readonly chatLines: ChatLines,
    private readonly streams: ChatStreams,
  ) {}

  @Post()
  @Public()
  @ApiCreatedResponse({ type: ChatOpenedView })
  open(@Body() wish: OpenChat, @Req() request: FastifyRequest): Promise<ChatOpenedView> {
    return this.chats.open(wish, request.ip);
  }

  @Post(':token/lines')
  @Public()
  @ApiCreatedResponse({ type: ChatLineView })
  write(@Param() { token }: ChatRef, @Body() line: WriteLine): Promise<ChatLineView> {
    return this.chatLines.write(token, line);
  }

  @Get(':token/lines')
  @Public()
  @ApiOkResponse({ type: ChatLinesView })
  lines(@Param() { token }: ChatRef, @Query() { after = 0 }: ListLines): Promise<ChatLinesView> {
    return this.chats.lines(token, after);
  }

  /** Server-sent events `line`, each with its `seq` as id; a browser that comes back says which one it saw last. */
  @Sse(':token/stream')
  @Public()
  @ApiProduces('text/event-stream')
  async stream(
    @Param() { token }: ChatRef,
    @Query() { after = 0 }: ListLines,
    @Req() request: FastifyRequest,
  ): Promise<Observable<MessageEvent>> {
    const { id } = await this.chats.byToken(token);
    return this.streams.of(id, Math.max(after, lastSeen(request)));
  }
}

function lastSeen(request: FastifyRequest): number {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : 0;
}

import { Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketRef } from '../tickets/ticket.dto';
import { DeskChatList, DeskLinesQuery, DeskLinesView } from './chat-desk.dto';
import { ChatDesk } from './chat-desk.service';

/** Chats as those see them who answer. An answer is a message of the ticket. */
@ApiTags('Tickets')
@Controller('api/v1')
export class ChatDeskController {
  constructor(private readonly chats: ChatDesk) {}

  @Get('chats')
  @Can('ticket.see')
  @ApiOkResponse({ type: DeskChatList })
  list(@Who() actor: Actor): Promise<DeskChatList> {
    return this.chats.list(actor);
  }

  @Get('tickets/:id/chat')
  @Can('ticket.see')
  @ApiOkResponse({ type: DeskLinesView })
  lines(@Param() { id }: TicketRef, @Query() { after }: DeskLinesQuery, @Who() actor: Actor): Promise<DeskLinesView> {
    return this.chats.lines(id, after, actor);
  }

  @Put('tickets/:id/chat/typing')
  @HttpCode(204)
  @Can('ticket.move')
  @ApiNoContentResponse()
  typing(@Param() { id }: TicketRef, @Who() actor: Actor): Promise<void> {
    return this.chats.typing(id, actor);
  }
}

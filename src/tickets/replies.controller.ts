import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { FilledSnippetsView } from '../templates/snippet.dto';
import { ReplyPreviewView } from './reply-preview.dto';
import { ReplyBody, TicketRef } from './ticket.dto';
import { TicketReplies } from './ticket-replies.service';
import { TicketSnippets } from './ticket-snippets.service';

/** What helps somebody who is writing an answer. */
@ApiTags('Tickets')
@Controller('api/v1/tickets/:id')
export class RepliesController {
  constructor(
    private readonly replies: TicketReplies,
    private readonly snippets: TicketSnippets,
  ) {}

  @Post('messages/preview')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: ReplyPreviewView })
  preview(@Param() { id }: TicketRef, @Body() body: ReplyBody, @Who() by: Actor): Promise<ReplyPreviewView> {
    return this.replies.preview(id, body, by);
  }

  @Get('snippets')
  @Can('ticket.move')
  @ApiOkResponse({ type: FilledSnippetsView })
  texts(@Param() { id }: TicketRef, @Who() by: Actor): Promise<FilledSnippetsView> {
    return this.snippets.of(id, by);
  }
}

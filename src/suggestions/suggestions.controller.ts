import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketRef } from '../tickets/ticket.dto';
import { AskReplay, ReplayView } from './replay.dto';
import { Replays } from './replay.service';
import { SuggestionsView } from './suggestion.dto';
import { SuggestionsService } from './suggestions.service';

@ApiTags('One-up')
@Controller('api/v1')
export class SuggestionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly replays: Replays,
  ) {}

  @Get('tickets/:id/suggestions')
  @Can('gesture.see')
  @ApiOkResponse({ type: SuggestionsView })
  suggested(@Param() { id }: TicketRef, @Who() by: Actor): Promise<SuggestionsView> {
    return this.suggestions.view(id, by);
  }

  @Post('suggestions/replay')
  @HttpCode(200)
  @Can('report.see')
  @ApiOkResponse({ type: ReplayView })
  replay(@Body() body: AskReplay): Promise<ReplayView> {
    return this.replays.run(body);
  }
}

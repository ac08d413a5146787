import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ListTickets, TicketCountsView, TicketListView } from './ticket-list.dto';
import { TicketLists } from './ticket-lists.service';

/** The lists that people work from. */
@ApiTags('Tickets')
@Controller('api/v1/tickets')
export class WorklistController {
  constructor(private readonly lists: TicketLists) {}

  @Get()
  @Can('ticket.see')
  @ApiOkResponse({ type: TicketListView })
  list(@Query() query: ListTickets, @Who() actor: Actor): Promise<TicketListView> {
    return this.lists.list(query, actor);
  }

  @Get('counts')
  @Can('ticket.see')
  @ApiOkResponse({ type: TicketCountsView })
  counts(@Who() actor: Actor): Promise<TicketCountsView> {
    return this.lists.counts(actor);
  }
}

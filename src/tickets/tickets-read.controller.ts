import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClockExplanation } from '../clocks/timer-view.dto';
import { Database } from '../platform/database/database';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketView } from './ticket-view.dto';
import { TicketViews } from './ticket-view.service';
import { TicketRef } from './ticket.dto';
import { ClockRef, ContactsView, ListContacts, ListEvents, TimelineView } from './timeline.dto';
import { Timelines } from './timeline.service';

/** Everything that reads tickets. What somebody may not see is not there: lists leave it out, a path answers 404. */
@ApiTags('Tickets')
@Controller('api/v1/tickets')
export class TicketsReadController {
  constructor(
    private readonly db: Database,
    private readonly views: TicketViews,
    private readonly timelines: Timelines,
  ) {}

  @Get(':id')
  @Can('ticket.see')
  @ApiOkResponse({ type: TicketView })
  view(@Param() { id }: TicketRef, @Who() actor: Actor): Promise<TicketView> {
    return this.views.view(this.db, id, actor);
  }

  @Get(':id/events')
  @Can('ticket.see')
  @ApiOkResponse({ type: TimelineView })
  events(@Param() { id }: TicketRef, @Query() page: ListEvents, @Who() actor: Actor): Promise<TimelineView> {
    return this.timelines.eventsOf(id, actor, page);
  }

  @Get(':id/contacts')
  @Can('ticket.see')
  @ApiOkResponse({ type: ContactsView })
  contacts(@Param() { id }: TicketRef, @Query() page: ListContacts, @Who() actor: Actor): Promise<ContactsView> {
    return this.timelines.contactsOf(id, actor, page);
  }

  @Get(':id/clocks/:clock/explain')
  @Can('ticket.see')
  @ApiOkResponse({ type: ClockExplanation })
  explain(@Param() { id, clock }: ClockRef, @Who() actor: Actor): Promise<ClockExplanation> {
    return this.timelines.explain(id, clock, actor);
  }
}

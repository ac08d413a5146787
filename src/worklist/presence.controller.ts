import { Body, Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketRef } from '../tickets/ticket.dto';
import { BePresent, PresenceView } from './presence.dto';
import { Presence } from './presence.service';

@ApiTags('Tickets')
@Controller('api/v1/tickets/:id/presence')
export class PresenceController {
  constructor(private readonly presence: Presence) {}

  @Put()
  @Can('ticket.see')
  @ApiOkResponse({ type: PresenceView })
  here(@Param() { id }: TicketRef, @Body() body: BePresent, @Who() actor: Actor): Promise<PresenceView> {
    return this.presence.here(id, body, actor);
  }

  @Delete()
  @HttpCode(204)
  @Can('ticket.see')
  @ApiNoContentResponse()
  gone(@Param() { id }: TicketRef, @Who() actor: Actor): Promise<void> {
    return this.presence.gone(id, actor);
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { Acknowledgements } from './acknowledgements.service';
import { TicketCare } from './ticket-care.service';
import * as dto from './ticket.dto';
import { TicketHolds } from './ticket-holds.service';
import { TicketReplies } from './ticket-replies.service';
import { TicketSeverity } from './ticket-severity.service';
import { TicketView } from './ticket-view.dto';
import { TicketsService } from './tickets.service';
import { ClockRef } from './timeline.dto';

/** What people do with a ticket beside moving it. */
@ApiTags('Tickets')
@Controller('api/v1/tickets/:id')
export class TicketCareController {
  constructor(
    private readonly care: TicketCare,
    private readonly holds: TicketHolds,
    private readonly severities: TicketSeverity,
    private readonly tickets: TicketsService,
    private readonly replies: TicketReplies,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  @Post('assign')
  @HttpCode(200)
  @Can('ticket.assign')
  @ApiOkResponse({ type: TicketView })
  assign(@Param() { id }: dto.TicketRef, @Body() body: dto.AssignBody, @Who() by: Actor) {
    return this.care.assign(id, body, by);
  }

  @Post('take')
  @HttpCode(200)
  @Can('ticket.assign')
  @ApiOkResponse({ type: TicketView })
  take(@Param() { id }: dto.TicketRef, @Body() body: dto.NoBody, @Who() by: Actor) {
    return this.care.take(id, body, by);
  }

  @Post('severity')
  @HttpCode(200)
  @Can('ticket.severity')
  @ApiOkResponse({ type: TicketView })
  severity(@Param() { id }: dto.TicketRef, @Body() body: dto.SeverityBody, @Who() by: Actor) {
    return this.severities.change(id, body, by);
  }

  @Post('holds')
  @HttpCode(200)
  @Can('ticket.hold')
  @ApiOkResponse({ type: TicketView })
  hold(@Param() { id }: dto.TicketRef, @Body() body: dto.HoldBody, @Who() by: Actor) {
    return this.holds.set(id, body, by);
  }

  @Post('holds/:kind/release')
  @HttpCode(200)
  @Can('ticket.hold')
  @ApiOkResponse({ type: TicketView })
  release(@Param() { id, kind }: dto.TicketHoldRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.holds.release(id, kind, body, by);
  }

  @Post('notes')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  note(@Param() { id }: dto.TicketRef, @Body() body: dto.NoteBody, @Who() by: Actor) {
    return this.care.note(id, body, by);
  }

  @Post('messages')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  reply(@Param() { id }: dto.TicketRef, @Body() body: dto.ReplyBody, @Who() by: Actor) {
    return this.replies.reply(id, body, by);
  }

  @Post('contacts')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  contact(@Param() { id }: dto.TicketRef, @Body() body: dto.ContactBody, @Who() by: Actor) {
    return this.tickets.contact(id, body, by);
  }

  @Post('pause')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  pause(@Param() { id }: dto.TicketRef, @Body() body: dto.PauseBody, @Who() by: Actor) {
    return this.holds.pause(id, body, by);
  }

  @Post('unpause')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  unpause(@Param() { id }: dto.TicketRef, @Body() body: dto.NoBody, @Who() by: Actor) {
    return this.holds.unpause(id, body, by);
  }

  @Post('escalate')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  escalate(@Param() { id }: dto.TicketRef, @Body() body: dto.ReasonBody, @Who() by: Actor) {
    return this.care.escalate(id, body, by);
  }

  @Post('clocks/:clock/acknowledge')
  @HttpCode(200)
  @Can('ticket.assign')
  @ApiOkResponse({ type: TicketView })
  acknowledge(@Param() { id, clock }: ClockRef, @Body() { version }: dto.NoBody, @Who() by: Actor) {
    return this.acknowledgements.acknowledge(id, clock, version, by);
  }
}

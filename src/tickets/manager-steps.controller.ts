import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ExtendBody } from './manager-steps.dto';
import { ManagerSteps } from './manager-steps.service';
import { NoBody, TicketRef } from './ticket.dto';
import { TicketView } from './ticket-view.dto';

/** What is done from the board, without opening the ticket. */
@ApiTags('Manager')
@Controller('api/v1/tickets/:id')
export class ManagerStepsController {
  constructor(private readonly steps: ManagerSteps) {}

  @Post('nudge')
  @HttpCode(200)
  @Can('ticket.assign')
  @ApiOkResponse({ type: TicketView })
  nudge(@Param() { id }: TicketRef, @Body() body: NoBody, @Who() by: Actor) {
    return this.steps.nudge(id, body, by);
  }

  @Post('extend')
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  extend(@Param() { id }: TicketRef, @Body() body: ExtendBody, @Who() by: Actor) {
    return this.steps.extend(id, body, by);
  }
}

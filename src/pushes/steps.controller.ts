import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TicketRef } from '../tickets/ticket.dto';
import { type TicketStub, TicketView } from '../tickets/ticket-view.dto';
import { StepBody } from './push.dto';
import { Pushes } from './pushes.service';

/** Steps of the work that people of ours report. */
@ApiTags('Tickets')
@Controller('api/v1/tickets/:id/steps')
export class StepsController {
  constructor(private readonly pushes: Pushes) {}

  @Post()
  @HttpCode(200)
  @Can('ticket.move')
  @ApiOkResponse({ type: TicketView })
  report(@Param() { id }: TicketRef, @Body() body: StepBody, @Who() by: Actor): Promise<TicketView | TicketStub> {
    return this.pushes.report(id, body, by);
  }
}

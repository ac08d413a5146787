import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { TakeNext } from './take-next.service';
import { TicketView } from './ticket-view.dto';

@ApiTags('Tickets')
@Controller('api/v1/tickets/take-next')
export class TakeNextController {
  constructor(private readonly next: TakeNext) {}

  @Post()
  @HttpCode(200)
  @Can('ticket.assign')
  @ApiOkResponse({ type: TicketView })
  @ApiNoContentResponse({ description: 'nobody waits for an owner' })
  async take(@Who() by: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    const ticket = await this.next.take(by);
    if (ticket === null) reply.status(204);
    return ticket ?? undefined;
  }
}

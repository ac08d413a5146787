import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { LiveStream } from './live-stream.service';

@ApiTags('Manager')
@Controller('api/v1/stream')
export class StreamController {
  constructor(private readonly live: LiveStream) {}

  @Get()
  @Can('ticket.see')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events: {type: "resync"} at first, then {type: "ticket", ticketId, version}.' })
  stream(@Who() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.live.open(actor, request, reply);
  }
}

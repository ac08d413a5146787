import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../platform/http/caller';
import { Webhooks } from './webhooks.service';

@ApiTags('Providers')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Post('sms')
  @HttpCode(204)
  @Public()
  @ApiNoContentResponse({ description: 'A text that somebody wrote, or a report about one of ours; signed.' })
  sms(@Req() request: FastifyRequest): Promise<void> {
    return this.webhooks.take('sms', request.headers, request.rawBody ?? Buffer.alloc(0), request.body);
  }

  @Post('delivery')
  @HttpCode(204)
  @Public()
  @ApiNoContentResponse({ description: 'A report of what became of a message, whatever its channel; signed.' })
  delivery(@Req() request: FastifyRequest): Promise<void> {
    return this.webhooks.take('delivery', request.headers, request.rawBody ?? Buffer.alloc(0), request.body);
  }
}

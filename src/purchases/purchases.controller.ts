import { Body, Controller, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Can, Public, Who } from '../platform/http/caller';
import { WebhookSignature } from '../platform/http/webhook-signature';
import type { Actor } from '../staff/actor.dto';
import { LeftRef, LeftView, MarkLeft, PurchaseImportView } from './purchase.dto';
import { Purchases } from './purchases.service';

@ApiTags('Customers')
@Controller()
export class PurchasesController {
  constructor(
    private readonly purchases: Purchases,
    private readonly signature: WebhookSignature,
  ) {}

  @Post('api/v1/purchases/import')
  @HttpCode(200)
  @Can('purchase.import')
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: {
      type: 'string',
      example: 'source_id,at,amount_minor,margin_minor,currency,email\nT-1,2026-11-15T10:00:00Z,1250,400,USD,ann@example.com\n',
    },
  })
  @ApiOkResponse({ type: PurchaseImportView })
  import(@Req() request: FastifyRequest, @Who() by: Actor): Promise<PurchaseImportView> {
    return this.purchases.import(request.body, by);
  }

  /** Signed in the form of Standard Webhooks with WEBHOOK_SECRET. */
  @Post('webhooks/purchases')
  @HttpCode(204)
  @Public()
  @ApiNoContentResponse({
    description: 'A sale or a return: id, at, amountMinor, marginMinor, currency, and one of externalId, email, phone; signed.',
  })
  async report(@Req() request: FastifyRequest): Promise<void> {
    await this.signature.check(request.headers, request.rawBody ?? Buffer.alloc(0));
    await this.purchases.report(request.body);
  }

  @Put('api/v1/customers/:id/left')
  @Can('customer.edit')
  @ApiOkResponse({ type: LeftView })
  markLeft(@Param() { id }: LeftRef, @Body() body: MarkLeft, @Who() by: Actor): Promise<LeftView> {
    return this.purchases.markLeft(id, body, by);
  }
}

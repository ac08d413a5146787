import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CustomerRef } from '../customers/customer.dto';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { ConsentView, RecordConsent } from './consent.dto';
import { ConsentDesk } from './consent-desk.service';

@ApiTags('Customers')
@Controller('api/v1/customers')
export class ConsentController {
  constructor(private readonly desk: ConsentDesk) {}

  @Get(':id/consent')
  @Can('customer.see')
  @ApiOkResponse({ type: ConsentView })
  view(@Param() { id }: CustomerRef, @Who() actor: Actor): Promise<ConsentView> {
    return this.desk.view(id, actor);
  }

  @Post(':id/consent')
  @Can('customer.edit')
  @ApiCreatedResponse({ type: ConsentView })
  record(@Param() { id }: CustomerRef, @Body() wish: RecordConsent, @Who() actor: Actor): Promise<ConsentView> {
    return this.desk.record(id, wish, actor);
  }
}

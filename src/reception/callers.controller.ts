import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CustomerRef } from '../customers/customer.dto';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { CallersView, CustomerPageView, MatchCustomers } from './caller.dto';
import { Callers } from './callers.service';
import { CustomerPages } from './customer-pages.service';

/** Who is on the phone, and what we know of them. */
@ApiTags('Customers')
@Controller('api/v1/customers')
export class CallersController {
  constructor(
    private readonly callers: Callers,
    private readonly pages: CustomerPages,
  ) {}

  /** Whoever logs a complaint looks the caller up; partner desks see the answer masked. */
  @Get('match')
  @Can('complaint.log')
  @ApiOkResponse({ type: CallersView })
  match(@Query() wish: MatchCustomers, @Who() actor: Actor): Promise<CallersView> {
    return this.callers.match(wish, actor);
  }

  @Get(':id')
  @Can('customer.see')
  @ApiOkResponse({ type: CustomerPageView })
  page(@Param() { id }: CustomerRef, @Who() actor: Actor): Promise<CustomerPageView> {
    return this.pages.page(id, actor);
  }
}

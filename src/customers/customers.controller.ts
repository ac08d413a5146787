import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import {
  AddAddress,
  AddressRef,
  ChangeAddress,
  ChangeCustomer,
  CustomerMatchesView,
  CustomerRef,
  CustomerView,
  MatchCustomers,
} from './customer.dto';
import { CustomerDesk } from './customer-desk.service';
import { CustomersService } from './customers.service';

@ApiTags('Customers')
@Controller('api/v1/customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly desk: CustomerDesk,
  ) {}

  /** Whoever logs a complaint looks the caller up; partner desks see the answer masked. */
  @Get('match')
  @Can('complaint.log')
  @ApiOkResponse({ type: CustomerMatchesView })
  match(@Query() wish: MatchCustomers, @Who() actor: Actor): Promise<CustomerMatchesView> {
    return this.desk.match(wish, actor);
  }

  @Get(':id')
  @Can('customer.see')
  @ApiOkResponse({ type: CustomerView })
  view(@Param() { id }: CustomerRef, @Who() actor: Actor): Promise<CustomerView> {
    return this.customers.view(id, actor);
  }

  @Patch(':id')
  @Can('customer.edit')
  @ApiOkResponse({ type: CustomerView })
  change(@Param() { id }: CustomerRef, @Body() change: ChangeCustomer, @Who() actor: Actor): Promise<CustomerView> {
    return this.desk.change(id, change, actor);
  }

  @Post(':id/addresses')
  @Can('customer.edit')
  @ApiCreatedResponse({ type: CustomerView })
  addAddress(@Param() { id }: CustomerRef, @Body() wish: AddAddress, @Who() actor: Actor): Promise<CustomerView> {
    return this.desk.addAddress(id, wish, actor);
  }

  @Patch(':id/addresses/:address')
  @Can('customer.edit')
  @ApiOkResponse({ type: CustomerView })
  changeAddress(@Param() ref: AddressRef, @Body() change: ChangeAddress, @Who() actor: Actor): Promise<CustomerView> {
    return this.desk.changeAddress(ref, change, actor);
  }
}

import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { AddAddress, AddressRef, ChangeAddress, ChangeCustomer, CustomerRef, CustomerView } from './customer.dto';
import { CustomerDesk } from './customer-desk.service';

@ApiTags('Customers')
@Controller('api/v1/customers')
export class CustomersController {
  constructor(private readonly desk: CustomerDesk) {}

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

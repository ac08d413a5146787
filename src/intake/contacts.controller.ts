import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { Splits } from './splits.service';
import { ConfirmedView, ContactRef, SplitView } from './visitor.dto';
import { Visitors } from './visitors.service';

@ApiTags('Tickets')
@Controller('api/v1/contacts')
export class ContactsController {
  constructor(
    private readonly visitors: Visitors,
    private readonly splits: Splits,
  ) {}

  @Post(':id/confirm')
  @HttpCode(200)
  @Can('customer.edit')
  @ApiOkResponse({ type: ConfirmedView })
  confirm(@Param() { id }: ContactRef, @Who() by: Actor): Promise<ConfirmedView> {
    return this.visitors.confirm(id, by);
  }

  @Post(':id/split')
  @Can('complaint.log')
  @ApiCreatedResponse({ type: SplitView })
  split(@Param() { id }: ContactRef, @Who() by: Actor): Promise<SplitView> {
    return this.splits.split(id, by);
  }
}

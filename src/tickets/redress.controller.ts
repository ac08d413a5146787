import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { FixesService } from './fixes.service';
import { PaidBody, RedressRef } from './ticket.dto';

/** Money owed to the customer. */
@ApiTags('Tickets')
@Controller('api/v1/redress')
export class RedressController {
  constructor(private readonly fixes: FixesService) {}

  @Post(':id/paid')
  @HttpCode(200)
  @Can('ticket.fix')
  paid(@Param() { id }: RedressRef, @Body() { paidAt }: PaidBody, @Who() by: Actor) {
    return this.fixes.paid(id, paidAt, by);
  }
}

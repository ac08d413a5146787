import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { Delegate, DelegationList, DelegationParam, DelegationView } from './delegation.dto';
import { Delegations } from './delegations.service';

@ApiTags('One-up')
@Controller('api/v1/delegations')
export class DelegationsController {
  constructor(private readonly delegations: Delegations) {}

  @Get()
  @Can('gesture.see')
  @ApiOkResponse({ type: DelegationList })
  list(@Query() page: PageQuery, @Who() by: Actor): Promise<DelegationList> {
    return this.delegations.list(page, by);
  }

  @Post()
  @Can('gesture.take')
  @ApiCreatedResponse({ type: DelegationView })
  give(@Body() body: Delegate, @Who() by: Actor): Promise<DelegationView> {
    return this.delegations.give(body, by);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Can('gesture.see')
  @ApiOkResponse({ type: DelegationView })
  end(@Param() { id }: DelegationParam, @Who() by: Actor): Promise<DelegationView> {
    return this.delegations.end(id, by);
  }
}

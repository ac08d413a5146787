import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import { PolicyList, PolicyView, PublishPolicy } from './policies.dto';
import { PoliciesService } from './policies.service';

@ApiTags('Settings')
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: PolicyList })
  list(@Query() page: PageQuery): Promise<PolicyList> {
    return this.policies.list(page);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: PolicyView })
  publish(@Body() wish: PublishPolicy, @Who() by: Caller): Promise<PolicyView> {
    return this.policies.publish(wish, by);
  }
}

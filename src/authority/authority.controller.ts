import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { AuthorityLimitList, AuthorityLimitView, ChangeAuthorityLimit, RoleParam } from './authority.dto';
import { AuthorityService } from './authority.service';

@ApiTags('One-up')
@Controller('api/v1')
export class AuthorityController {
  constructor(private readonly authority: AuthorityService) {}

  @Get('authority-limits')
  @Can('gesture.see')
  @ApiOkResponse({ type: AuthorityLimitList })
  limits(): Promise<AuthorityLimitList> {
    return this.authority.list();
  }

  @Patch('authority-limits/:role')
  @Can('settings.edit')
  @ApiOkResponse({ type: AuthorityLimitView })
  change(@Param() { role }: RoleParam, @Body() body: ChangeAuthorityLimit, @Who() by: Actor): Promise<AuthorityLimitView> {
    return this.authority.change(role, body, by);
  }
}

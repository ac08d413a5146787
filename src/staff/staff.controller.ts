import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { AccountsService } from './accounts.service';
import type { Actor } from './actor.dto';
import {
  ChangeStaff,
  GiveRole,
  GrantParam,
  InvitationView,
  InviteStaff,
  InvitedView,
  StaffList,
  StaffParam,
  StaffQuery,
  StaffView,
} from './staff.dto';

@ApiTags('People')
@Controller('api/v1/staff')
export class StaffController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @Can('staff.see')
  @ApiOkResponse({ type: StaffList })
  list(@Query() query: StaffQuery, @Who() actor: Actor): Promise<StaffList> {
    return this.accounts.list(query, actor);
  }

  @Get(':id')
  @Can('staff.see')
  @ApiOkResponse({ type: StaffView })
  view(@Param() { id }: StaffParam, @Who() actor: Actor): Promise<StaffView> {
    return this.accounts.view(id, actor);
  }

  @Post()
  @Can('staff.edit')
  @ApiCreatedResponse({ type: InvitedView })
  invite(@Body() body: InviteStaff, @Who() actor: Actor): Promise<InvitedView> {
    return this.accounts.invite(body, actor);
  }

  @Patch(':id')
  @Can('staff.edit')
  @ApiOkResponse({ type: StaffView })
  change(@Param() { id }: StaffParam, @Body() body: ChangeStaff, @Who() actor: Actor): Promise<StaffView> {
    return this.accounts.change(id, body, actor);
  }

  @Post(':id/invitations')
  @Can('staff.edit')
  @ApiCreatedResponse({ type: InvitationView })
  inviteAgain(@Param() { id }: StaffParam, @Who() actor: Actor): Promise<InvitationView> {
    return this.accounts.inviteAgain(id, actor);
  }

  @Post(':id/grants')
  @Can('staff.edit')
  @ApiCreatedResponse({ type: StaffView })
  giveRole(@Param() { id }: StaffParam, @Body() wish: GiveRole, @Who() actor: Actor): Promise<StaffView> {
    return this.accounts.giveRole(id, wish, actor);
  }

  @Delete(':id/grants/:grantId')
  @Can('staff.edit')
  @ApiOkResponse({ type: StaffView })
  endRole(@Param() { id, grantId }: GrantParam, @Who() actor: Actor): Promise<StaffView> {
    return this.accounts.endRole(id, grantId, actor);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Can('staff.edit')
  @ApiNoContentResponse()
  signOutEverywhere(@Param() { id }: StaffParam, @Who() actor: Actor): Promise<void> {
    return this.accounts.signOutEverywhere(id, actor);
  }
}

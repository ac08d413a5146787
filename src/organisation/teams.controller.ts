import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import { TeamsService } from './teams.service';
import { AddTeam, ChangeTeam, KeyParam, TeamList, TeamView } from './organisation.dto';

@ApiTags('Settings')
@Controller('api/v1/teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: TeamList })
  list(@Query() page: PageQuery): Promise<TeamList> {
    return this.teams.list(page);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: TeamView })
  add(@Body() body: AddTeam, @Who() by: Caller): Promise<TeamView> {
    return this.teams.add(body, by);
  }

  @Patch(':key')
  @Can('settings.edit')
  @ApiOkResponse({ type: TeamView })
  change(@Param() { key }: KeyParam, @Body() body: ChangeTeam, @Who() by: Caller): Promise<TeamView> {
    return this.teams.change(key, body, by);
  }
}

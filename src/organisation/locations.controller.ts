import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import { LocationsService } from './locations.service';
import { AddLocation, ChangeLocation, KeyParam, LocationList, LocationView } from './organisation.dto';

@ApiTags('Settings')
@Controller('api/v1/locations')
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  @Get()
  @Can('settings.see')
  @ApiOkResponse({ type: LocationList })
  list(@Query() page: PageQuery): Promise<LocationList> {
    return this.locations.list(page);
  }

  @Post()
  @Can('settings.edit')
  @ApiCreatedResponse({ type: LocationView })
  add(@Body() body: AddLocation, @Who() by: Caller): Promise<LocationView> {
    return this.locations.add(body, by);
  }

  @Patch(':key')
  @Can('settings.edit')
  @ApiOkResponse({ type: LocationView })
  change(@Param() { key }: KeyParam, @Body() body: ChangeLocation, @Who() by: Caller): Promise<LocationView> {
    return this.locations.change(key, body, by);
  }
}

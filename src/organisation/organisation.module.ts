import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Desk } from './desk.entity';
import { DesksController } from './desks.controller';
import { DesksService } from './desks.service';
import { Location } from './location.entity';
import { LocationsController } from './locations.controller';
import { LocationsService } from './locations.service';
import { OrganisationService } from './organisation.service';
import { Team } from './team.entity';
import { TeamsController } from './teams.controller';
import { TeamsService } from './teams.service';

/** Places, teams and desks: the scopes that people work in. */
@Module({
  imports: [TypeOrmModule.forFeature([Location, Team, Desk])],
  controllers: [LocationsController, TeamsController, DesksController],
  providers: [OrganisationService, LocationsService, TeamsService, DesksService],
  exports: [OrganisationService],
})
export class OrganisationModule {}

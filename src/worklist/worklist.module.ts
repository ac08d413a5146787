import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/organisation.module';
import { PresenceController } from './presence.controller';
import { Presence } from './presence.service';
import { TicketLists } from './ticket-lists.service';
import { WorklistController } from './worklist.controller';

/** What there is to do, the most urgent first. */
@Module({
  imports: [OrganisationModule],
  controllers: [WorklistController, PresenceController],
  providers: [TicketLists, Presence],
  exports: [TicketLists],
})
export class WorklistModule {}

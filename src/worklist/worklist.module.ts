import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/organisation.module';
import { TicketLists } from './ticket-lists.service';
import { WorklistController } from './worklist.controller';

/** What there is to do, the most urgent first. */
@Module({
  imports: [OrganisationModule],
  controllers: [WorklistController],
  providers: [TicketLists],
  exports: [TicketLists],
})
export class WorklistModule {}

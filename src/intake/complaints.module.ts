import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module';
import { ComplaintsController } from './complaints.controller';
import { ComplaintsService } from './complaints.service';

/** Complaints that people log, on the phone or at the counter. */
@Module({
  imports: [TicketsModule],
  controllers: [ComplaintsController],
  providers: [ComplaintsService],
})
export class ComplaintsModule {}

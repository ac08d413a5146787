import { Module } from '@nestjs/common';
import { AuthorityModule } from '../authority/authority.module';
import { StaffModule } from '../staff/staff.module';
import { TicketsModule } from '../tickets/tickets.module';
import { Reports } from './reports.service';
import { ReportsController } from './reports.controller';
import { ReviewDays } from './review-days.service';
import { ReviewFactsReader } from './review-facts.service';
import { ReviewFindings } from './review-findings.service';
import { ReviewHolds } from './review-holds.service';
import { Reviews } from './reviews.service';
import { ReviewsController } from './reviews.controller';
import { ReviewsWork } from './reviews.worker';

/** Is everybody treated alike, by us and by each of us? */
@Module({
  imports: [StaffModule, TicketsModule, AuthorityModule],
  controllers: [ReviewsController, ReportsController],
  providers: [Reports, Reviews, ReviewFactsReader, ReviewFindings, ReviewDays, ReviewHolds, ReviewsWork],
  exports: [ReviewsWork],
})
export class FairnessModule {}

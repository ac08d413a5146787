import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { StaffModule } from '../staff/staff.module';
import { ClockViews } from './clock-views.service';
import { ClocksService } from './clocks.service';
import { NoOpening } from './no-opening.service';
import { PoliciesController } from './policies.controller';
import { PoliciesService } from './policies.service';

/** Promised times: policies, running clocks, why a time is what it is. */
@Module({
  imports: [CalendarModule, StaffModule],
  controllers: [PoliciesController],
  providers: [ClocksService, ClockViews, PoliciesService, NoOpening],
  exports: [ClocksService, ClockViews, PoliciesService, NoOpening],
})
export class ClocksModule {}

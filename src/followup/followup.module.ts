import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { GesturesModule } from '../gestures/gestures.module';
import { IntakeModule } from '../intake/intake.module';
import { MessagesModule } from '../messages/messages.module';
import { PushesModule } from '../pushes/pushes.module';
import { StaffModule } from '../staff/staff.module';
import { TicketsModule } from '../tickets/tickets.module';
import { VouchersModule } from '../vouchers/vouchers.module';
import { AfterCare } from './after-care.service';
import { FollowUpWork } from './follow-up.worker';
import { Kudos } from './kudos.service';
import { FollowUps } from './follow-ups.service';
import { NotRight } from './not-right.service';
import { StatusAsks } from './status-asks.service';
import { StatusPagesController } from './status-pages.controller';
import { StatusPages } from './status-pages.service';
import { SurveyQuota } from './survey-quota.service';
import { SurveyReminders } from './survey-reminders.service';
import { Surveys } from './surveys.service';

/** After the fix: the customer's page, surveys and calls. */
@Module({
  imports: [StaffModule, CalendarModule, MessagesModule, TicketsModule, GesturesModule, VouchersModule, PushesModule, IntakeModule],
  controllers: [StatusPagesController],
  providers: [FollowUps, SurveyQuota, SurveyReminders, AfterCare, Kudos, NotRight, Surveys, StatusPages, StatusAsks, FollowUpWork],
  exports: [FollowUpWork, Surveys],
})
export class FollowupModule {}

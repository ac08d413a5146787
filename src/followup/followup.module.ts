import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import { GesturesModule } from '../gestures/gestures.module';
import { IntakeModule } from '../intake/intake.module';
import { MessagesModule } from '../messages/messages.module';
import { PushesModule } from '../pushes/pushes.module';
import { StaffModule } from '../staff/staff.module';
import { TemplatesModule } from '../templates/templates.module';
import { TicketsModule } from '../tickets/tickets.module';
import { VouchersModule } from '../vouchers/vouchers.module';
import { AfterCare } from './after-care.service';
import { FollowUpWork } from './follow-up.worker';
import { Kudos } from './kudos.service';
import { CallTasks } from './call-tasks.service';
import { DueCalls } from './due-calls.service';
import { FollowUps } from './follow-ups.service';
import { NotRight } from './not-right.service';
import { ContactChangesController } from './contact-changes.controller';
import { ContactChanges } from './contact-changes.service';
import { StatusAsks } from './status-asks.service';
import { StatusPagesController } from './status-pages.controller';
import { StatusForms } from './status-forms.service';
import { StatusPages } from './status-pages.service';
import { SurveyQuota } from './survey-quota.service';
import { SurveyReminders } from './survey-reminders.service';
import { Surveys } from './surveys.service';
import { WrongNumbers } from './wrong-numbers.service';

/** After the fix: the customer's page, surveys and calls. */
@Module({
  imports: [
    StaffModule,
    CalendarModule,
    ConsentModule,
    CustomersModule,
    TemplatesModule,
    MessagesModule,
    TicketsModule,
    GesturesModule,
    VouchersModule,
    PushesModule,
    IntakeModule,
  ],
  controllers: [StatusPagesController, ContactChangesController],
  providers: [
    FollowUps,
    DueCalls,
    CallTasks,
    SurveyQuota,
    SurveyReminders,
    AfterCare,
    Kudos,
    NotRight,
    Surveys,
    StatusPages,
    StatusAsks,
    StatusForms,
    ContactChanges,
    WrongNumbers,
    FollowUpWork,
  ],
  exports: [FollowUpWork, Surveys],
})
export class FollowupModule {}

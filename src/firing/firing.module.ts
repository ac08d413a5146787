import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { ClocksModule } from '../clocks/clocks.module';
import { ConsentModule } from '../consent/consent.module';
import { MessagesModule } from '../messages/messages.module';
import { StaffModule } from '../staff/staff.module';
import { TicketAlarms } from '../tickets/ticket-alarms.service';
import { TicketsModule } from '../tickets/tickets.module';
import { CustomerNewsWork } from './customer-news.worker';
import { Firing } from './firing.service';
import { HoursChanged } from './firing-hours.service';
import { ZonesChanged } from './firing-zones.service';
import { LateNotes } from './late-notes.service';
import { type AlarmHandlers, PointNews } from './point-news.service';
import { ALARM_HANDLERS, PointsWork } from './points.service';
import { StillWorking } from './still-working.service';

/** Clocks that pass their points, and what that leads to. */
@Module({
  imports: [CalendarModule, StaffModule, ConsentModule, MessagesModule, ClocksModule, TicketsModule],
  providers: [
    Firing,
    HoursChanged,
    ZonesChanged,
    PointNews,
    PointsWork,
    StillWorking,
    LateNotes,
    CustomerNewsWork,
    { provide: ALARM_HANDLERS, useFactory: alarmHandlers, inject: [TicketAlarms] },
  ],
  exports: [Firing, ZonesChanged, PointsWork, CustomerNewsWork],
})
export class FiringModule {}

/** What is done when an alarm rings; the window to reopen just ends. */
function alarmHandlers(alarms: TicketAlarms): AlarmHandlers {
  return {
    chase: (tx, ticketId, point) => alarms.rang(tx, ticketId, 'chase', point),
    survey_window: (tx, ticketId, point) => alarms.rang(tx, ticketId, 'survey_window', point),
    snooze: (tx, ticketId, point) => alarms.rang(tx, ticketId, 'snooze', point),
    reopen_window: () => Promise.resolve(),
  };
}

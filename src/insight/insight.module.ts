import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { TicketsModule } from '../tickets/tickets.module';
import { WorklistModule } from '../worklist/worklist.module';
import { BoardController } from './board.controller';
import { BoardService } from './board.service';
import { IntakeTimes } from './intake-times.service';
import { LiveStream } from './live-stream.service';
import { StreamController } from './stream.controller';
import { TicketChanges } from './ticket-changes.service';

@Module({
  imports: [CalendarModule, TicketsModule, WorklistModule],
  controllers: [BoardController, StreamController],
  providers: [BoardService, IntakeTimes, TicketChanges, LiveStream],
})
export class InsightModule {}

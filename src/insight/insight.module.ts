import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { TicketsModule } from '../tickets/tickets.module';
import { WorklistModule } from '../worklist/worklist.module';
import { BoardController } from './board.controller';
import { BoardLoads } from './board-loads.service';
import { BoardService } from './board.service';
import { GestureListsController } from './gesture-lists.controller';
import { GestureLists } from './gesture-lists.service';
import { IntakeTimes } from './intake-times.service';
import { LiveStream } from './live-stream.service';
import { PolicyTrialsController } from './policy-trials.controller';
import { PolicyTrials } from './policy-trials.service';
import { StreamController } from './stream.controller';
import { TicketChanges } from './ticket-changes.service';

@Module({
  imports: [CalendarModule, TicketsModule, WorklistModule],
  controllers: [BoardController, StreamController, GestureListsController, PolicyTrialsController],
  providers: [BoardService, IntakeTimes, BoardLoads, GestureLists, PolicyTrials, TicketChanges, LiveStream],
})
export class InsightModule {}

import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module';
import { TicketsModule } from '../tickets/tickets.module';
import { ParkedPushesWork } from './parked-pushes.worker';
import { PushList } from './push-list.service';
import { PushNews } from './push-news.service';
import { PushSources } from './push-sources.service';
import { PushesController } from './pushes.controller';
import { StepsController } from './steps.controller';
import { Pushes } from './pushes.service';

/** What other systems, and people of ours, report about the work on a complaint. */
@Module({
  imports: [MessagesModule, TicketsModule],
  controllers: [PushesController, StepsController],
  providers: [Pushes, PushList, PushNews, PushSources, ParkedPushesWork],
  exports: [PushNews, ParkedPushesWork],
})
export class PushesModule {}

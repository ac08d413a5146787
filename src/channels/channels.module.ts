import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import { MessagesModule } from '../messages/messages.module';
import { InboundTexts } from './inbound-texts.service';
import { TaskConsent } from './task-consent.service';
import { Tasks } from './tasks.service';
import { TasksController } from './tasks.controller';
import { WebhooksController } from './webhooks.controller';
import { Webhooks } from './webhooks.service';
import { Wishes } from './wishes.service';

/** What providers report, what customers text to us, and what people do where no provider can. */
@Module({
  imports: [CustomersModule, ConsentModule, MessagesModule],
  controllers: [WebhooksController, TasksController],
  providers: [Webhooks, InboundTexts, Tasks, TaskConsent, Wishes],
})
export class ChannelsModule {}

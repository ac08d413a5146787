import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module';
import type { Config } from '../platform/config';
import { CONFIG } from '../platform/runtime';
import { StaffModule } from '../staff/staff.module';
import { EmailClient } from './email.client';
import { Endings } from './endings.service';
import { MailWriter } from './mail-writer.service';
import { MessageDesk } from './message-desk.service';
import { MessagesController } from './messages.controller';
import { MessagesService } from './messages.service';
import { EmailWork, InvitationWork, OutboxWork } from './messages.worker';
import { Outbox } from './outbox.service';
import { Sender } from './sender.service';
import { Settler } from './settler.service';
import { Template } from './template.entity';
import { TemplateVersion } from './template-version.entity';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';
import { Troubles } from './troubles.service';

/** What customers and staff are told. */
@Module({
  imports: [TypeOrmModule.forFeature([Template, TemplateVersion]), StaffModule, CustomersModule],
  controllers: [MessagesController, TemplatesController],
  providers: [
    { provide: EmailClient, useFactory: (config: Config) => new EmailClient(config.smtpUrl), inject: [CONFIG] },
    MessagesService,
    MessageDesk,
    TemplatesService,
    Troubles,
    Outbox,
    Endings,
    Settler,
    MailWriter,
    Sender,
    EmailWork,
    OutboxWork,
    InvitationWork,
  ],
  exports: [MessagesService, EmailWork, OutboxWork, InvitationWork],
})
export class MessagesModule {}

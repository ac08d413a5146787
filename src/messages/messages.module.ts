import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import type { Config } from '../platform/config';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { CONFIG } from '../platform/runtime';
import { StaffModule } from '../staff/staff.module';
import { TemplatesModule } from '../templates/templates.module';
import { TemplatesService } from '../templates/templates.service';
import { Breaker } from './breaker.service';
import { ClosedWays } from './closed-ways.service';
import { ContactHours } from './contact-hours.service';
import { EmailCarrier } from './email-carrier.service';
import { EmailClient } from './email.client';
import { Endings } from './endings.service';
import { MessageCaps } from './message-caps.service';
import { ChannelDesk } from './channel-desk.service';
import { ChannelsController } from './channels.controller';
import { MessageDetails } from './message-details.service';
import { MessageDesk } from './message-desk.service';
import { MessagesController } from './messages.controller';
import { MessagesService } from './messages.service';
import { MessageLooks } from './message-looks.service';
import { MessageWords } from './message-words.service';
import { AskWork, EMAIL_SENDER, EmailWork, InvitationWork, OutboxWork, SMS_SENDER, SmsWork } from './messages.worker';
import { MovingOn } from './moving-on.service';
import { Outbox } from './outbox.service';
import { Recovery } from './recovery.service';
import { Receipts } from './receipts.service';
import { SendChecks } from './send-checks.service';
import { type Carrier, Sender } from './sender.service';
import { Settler } from './settler.service';
import { SmsAsking } from './sms-asking.service';
import { SmsCarrier } from './sms-carrier.service';
import { SmsClient } from './sms.client';
import { SpendingGifts } from './spending-gifts.service';
import { StatusSteps } from './status-steps.service';
import { TaskWriting } from './task-writing.service';
import { TemplateTestsController } from './template-tests.controller';
import { TemplateTests } from './template-tests.service';
import { Troubles } from './troubles.service';

const SENDING = [Outbox, TemplatesService, SendChecks, Settler];

function senderOf<Wire>(
  outbox: Outbox,
  templates: TemplatesService,
  checks: SendChecks,
  settler: Settler,
  carrier: Carrier<Wire>,
): Sender<Wire> {
  return new Sender(outbox, templates, checks, carrier, settler);
}

function smsClient(config: Config, origin: PublicOrigin): SmsClient {
  const { smsUrl: url, smsToken: token, smsFrom: from, webhookSecret } = config;
  const reportTo = webhookSecret === null || config.publicUrl === null ? null : () => origin.link('/webhooks/sms');
  return new SmsClient(url === null || from === null ? null : { url, token, from, reportTo });
}

/** What customers and staff are told. */
@Module({
  imports: [StaffModule, CustomersModule, ConsentModule, TemplatesModule],
  controllers: [MessagesController, ChannelsController, TemplateTestsController],
  providers: [
    { provide: EmailClient, useFactory: (config: Config) => new EmailClient(config.smtpUrl), inject: [CONFIG] },
    { provide: SmsClient, useFactory: smsClient, inject: [CONFIG, PUBLIC_ORIGIN] },
    { provide: EMAIL_SENDER, useFactory: senderOf, inject: [...SENDING, EmailCarrier] },
    { provide: SMS_SENDER, useFactory: senderOf, inject: [...SENDING, SmsCarrier] },
    ...[
      MessagesService,
      MessageDesk,
      MessageDetails,
      ChannelDesk,
      TemplateTests,
      StatusSteps,
      Troubles,
      TaskWriting,
      ClosedWays,
      SpendingGifts,
      MovingOn,
      Receipts,
    ],
    ...[
      Outbox,
      Endings,
      Settler,
      SendChecks,
      ContactHours,
      MessageCaps,
      MessageWords,
      MessageLooks,
      EmailCarrier,
      SmsCarrier,
      SmsAsking,
      Recovery,
      Breaker,
    ],
    ...[EmailWork, SmsWork, AskWork, OutboxWork, InvitationWork],
  ],
  exports: [MessagesService, MessageLooks, StatusSteps, TaskWriting, Receipts, EmailWork, SmsWork, AskWork, OutboxWork, InvitationWork],
})
export class MessagesModule {}

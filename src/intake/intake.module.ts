import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import { MessagesModule } from '../messages/messages.module';
import { TicketsModule } from '../tickets/tickets.module';
import { Bounces } from './bounces.service';
import { ComplaintForms } from './complaint-forms.service';
import { ContactsController } from './contacts.controller';
import { FileReading } from './file-reading.service';
import { FilesController } from './files.controller';
import { FormController } from './form.controller';
import { InboundMails } from './inbound-mails.service';
import { IncomingMessages } from './incoming.service';
import { MailDesk } from './mail-desk.service';
import { MailParser } from './mail-parser.service';
import { MailReader } from './mail-reader.service';
import { MailRoutes } from './mail-routes.service';
import { MailThreads } from './mail-threads.service';
import { MailWork } from './mail.worker';
import { NewMail } from './new-mail.service';
import { PublicBrakes } from './public-brakes.service';
import { QuarantineController } from './quarantine.controller';
import { Quarantine } from './quarantine.service';
import { SmtpIntake } from './smtp-intake.client';
import { Splits } from './splits.service';
import { TicketFiles } from './ticket-files.service';
import { Visitors } from './visitors.service';

/** Mail and forms become tickets, or reach the ticket they belong to. */
@Module({
  imports: [CustomersModule, ConsentModule, MessagesModule, TicketsModule],
  controllers: [QuarantineController, ContactsController, FilesController, FormController],
  providers: [
    ...[SmtpIntake, InboundMails, MailWork, MailDesk, MailParser, MailReader, MailRoutes, MailThreads, NewMail, Bounces],
    ...[IncomingMessages, Visitors, Splits, Quarantine, TicketFiles, FileReading, PublicBrakes, ComplaintForms],
  ],
  exports: [SmtpIntake, MailWork, IncomingMessages, PublicBrakes],
})
export class IntakeModule {}

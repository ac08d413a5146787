import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module';
import { CustomersModule } from '../customers/customers.module';
import { FollowupModule } from '../followup/followup.module';
import { IntakeModule } from '../intake/intake.module';
import { MessagesModule } from '../messages/messages.module';
import { TicketsModule } from '../tickets/tickets.module';
import { TextNotes } from './text-notes.service';
import { TextRoutes } from './text-routes.service';
import { TextWork } from './text.worker';
import { TextedAnswers } from './texted-answers.service';
import { Texts } from './texts.service';

/** Texts that customers send, on their complaints: answers to surveys, to questions, and everything else. */
@Module({
  imports: [CustomersModule, ConsentModule, MessagesModule, TicketsModule, IntakeModule, FollowupModule],
  providers: [Texts, TextRoutes, TextNotes, TextedAnswers, TextWork],
  exports: [TextWork],
})
export class TextsModule {}

import { Module } from '@nestjs/common';
import { ChatModule } from './chat/chat.module';
import { ChatOutWork } from './chat/chat-out.worker';
import { FollowUpWork } from './followup/follow-up.worker';
import { FollowupModule } from './followup/followup.module';
import { GesturesModule } from './gestures/gestures.module';
import { GesturesExpiryWork, GesturesMovedOnWork } from './gestures/gestures.worker';
import { IntakeModule } from './intake/intake.module';
import { MailWork } from './intake/mail.worker';
import { MessagesModule } from './messages/messages.module';
import { EmailWork, InvitationWork, OutboxWork } from './messages/messages.worker';
import { SuggestionsModule } from './suggestions/suggestions.module';
import { SuggestWork } from './suggestions/suggestions.worker';
import type { DueWork, TimedWork } from './platform/jobs/due-work';
import { DeadMessagesWork } from './tickets/dead-messages.worker';
import { FiringModule } from './firing/firing.module';
import { Firing } from './firing/firing.service';
import { OwnersGoneWork } from './tickets/owners-gone.worker';
import { ZonesChanged } from './firing/firing-zones.service';
import { PointsWork } from './firing/points.service';
import { TicketsModule } from './tickets/tickets.module';

/** Everything that happens without anybody asking, on one page. */
export class Workers {
  constructor(
    readonly works: readonly DueWork[],
    readonly timed: readonly TimedWork[],
  ) {}
}

const WORKS = [
  // what arrived
  MailWork,
  // what the one-up needs
  SuggestWork,
  GesturesMovedOnWork,
  GesturesExpiryWork,
  // what a passed point of a clock, a fix or a survey leads to
  PointsWork,
  ZonesChanged,
  DeadMessagesWork,
  OwnersGoneWork,
  FollowUpWork,
  // what leaves
  EmailWork,
  InvitationWork,
  OutboxWork,
  ChatOutWork,
];

@Module({
  imports: [MessagesModule, TicketsModule, FiringModule, GesturesModule, SuggestionsModule, IntakeModule, ChatModule, FollowupModule],
  providers: [
    { provide: Workers, useFactory: (firing: Firing, ...works: DueWork[]) => new Workers(works, [firing]), inject: [Firing, ...WORKS] },
  ],
  exports: [Workers],
})
export class WorkersModule {}

import { Module } from '@nestjs/common';
import { BudgetsModule } from './budgets/budgets.module';
import { BudgetProofWork, BudgetsWork } from './budgets/budgets.worker';
import { ChatModule } from './chat/chat.module';
import { ChatOutWork } from './chat/chat-out.worker';
import { DraftsModule } from './drafts/drafts.module';
import { DraftsWork } from './drafts/drafts.worker';
import { FollowUpWork } from './followup/follow-up.worker';
import { FollowupModule } from './followup/followup.module';
import { GesturesModule } from './gestures/gestures.module';
import { ApprovalsLapseWork, GesturesExpiryWork, GesturesMovedOnWork } from './gestures/gestures.worker';
import { IntakeModule } from './intake/intake.module';
import { MailWork } from './intake/mail.worker';
import { OutcomesModule } from './outcomes/outcomes.module';
import { OutcomesWork } from './outcomes/outcomes.worker';
import { MessagesModule } from './messages/messages.module';
import { AskWork, EmailWork, InvitationWork, OutboxWork, SmsWork } from './messages/messages.worker';
import { LearningModule } from './learning/learning.module';
import { LearningWork } from './learning/learning.worker';
import { SuggestionsModule } from './suggestions/suggestions.module';
import { RefreshWork, SuggestWork } from './suggestions/suggestions.worker';
import { LowStockWork } from './stock/low-stock.worker';
import { StockModule } from './stock/stock.module';
import { FairnessModule } from './fairness/fairness.module';
import { ReviewsWork } from './fairness/reviews.worker';
import { ParkedPushesWork } from './pushes/parked-pushes.worker';
import { PushesModule } from './pushes/pushes.module';
import { VouchersModule } from './vouchers/vouchers.module';
import { VouchersExpiryWork, VouchersIssueWork, VouchersProofWork, VouchersReminderWork } from './vouchers/vouchers.worker';
import type { DueWork, TimedWork } from './platform/jobs/due-work';
import { DeadMessagesWork } from './tickets/dead-messages.worker';
import { CustomerNewsWork } from './firing/customer-news.worker';
import { FiringModule } from './firing/firing.module';
import { Firing } from './firing/firing.service';
import { OwnersGoneWork } from './tickets/owners-gone.worker';
import { ZonesChanged } from './firing/firing-zones.service';
import { PointsWork } from './firing/points.service';
import { TextWork } from './texts/text.worker';
import { TextsModule } from './texts/texts.module';
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
  TextWork,
  ParkedPushesWork,
  // what became of customers
  OutcomesWork,
  // what the one-up needs
  LearningWork,
  SuggestWork,
  RefreshWork,
  GesturesMovedOnWork,
  GesturesExpiryWork,
  LowStockWork,
  ApprovalsLapseWork,
  VouchersIssueWork,
  VouchersExpiryWork,
  VouchersReminderWork,
  VouchersProofWork,
  ReviewsWork,
  // what a passed point of a clock, a fix or a survey leads to
  PointsWork,
  CustomerNewsWork,
  ZonesChanged,
  DeadMessagesWork,
  OwnersGoneWork,
  FollowUpWork,
  BudgetsWork,
  BudgetProofWork,
  // what leaves
  EmailWork,
  SmsWork,
  AskWork,
  InvitationWork,
  OutboxWork,
  ChatOutWork,
  // what is over
  DraftsWork,
];

@Module({
  imports: [
    DraftsModule,
    MessagesModule,
    TicketsModule,
    FiringModule,
    BudgetsModule,
    StockModule,
    GesturesModule,
    LearningModule,
    SuggestionsModule,
    VouchersModule,
    FairnessModule,
    PushesModule,
    IntakeModule,
    ChatModule,
    FollowupModule,
    TextsModule,
    OutcomesModule,
  ],
  providers: [
    { provide: Workers, useFactory: (firing: Firing, ...works: DueWork[]) => new Workers(works, [firing]), inject: [Firing, ...WORKS] },
  ],
  exports: [Workers],
})
export class WorkersModule {}

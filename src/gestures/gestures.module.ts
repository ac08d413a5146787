import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetsModule } from '../budgets/budgets.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { MessagesModule } from '../messages/messages.module';
import { AuthorityModule } from '../authority/authority.module';
import { StockModule } from '../stock/stock.module';
import { StaffModule } from '../staff/staff.module';
import { TicketsModule } from '../tickets/tickets.module';
import { ApprovalSteps } from './approval-steps.service';
import { ApprovalsController } from './approvals.controller';
import { ApprovalsService } from './approvals.service';
import { DeliveriesController } from './deliveries.controller';
import { DeliveriesService } from './deliveries.service';
import { CustomerHistory } from './customer-history.service';
import { GestureLedger } from './gesture-ledger.service';
import { GestureGiving } from './gesture-giving.service';
import { GestureMoves } from './gesture-moves.service';
import { GestureTaking } from './gesture-taking.service';
import { GestureWork } from './gesture-work.service';
import { Gesture } from './gesture.entity';
import { GesturesController } from './gestures.controller';
import { GesturesService } from './gestures.service';
import { ApprovalsLapseWork, GesturesExpiryWork, GesturesMovedOnWork } from './gestures.worker';
import { OneUpFactsReader } from './one-up-facts.service';

/** The one-up: from the choice to the gift in the customer's hands. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Gesture]),
    StaffModule,
    MessagesModule,
    TicketsModule,
    CatalogueModule,
    StockModule,
    AuthorityModule,
    BudgetsModule,
  ],
  controllers: [GesturesController, ApprovalsController, DeliveriesController],
  providers: [
    OneUpFactsReader,
    GestureLedger,
    GestureMoves,
    ApprovalSteps,
    ApprovalsService,
    DeliveriesService,
    CustomerHistory,
    ApprovalsLapseWork,
    GestureTaking,
    GestureGiving,
    GesturesService,
    GestureWork,
    GesturesMovedOnWork,
    GesturesExpiryWork,
  ],
  exports: [ApprovalsLapseWork, OneUpFactsReader, GestureMoves, GestureGiving, GesturesService, GesturesMovedOnWork, GesturesExpiryWork],
})
export class GesturesModule {}

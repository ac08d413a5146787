import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BudgetsModule } from '../budgets/budgets.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { MessagesModule } from '../messages/messages.module';
import { TicketsModule } from '../tickets/tickets.module';
import { GestureGiving } from './gesture-giving.service';
import { GestureMoves } from './gesture-moves.service';
import { GestureTaking } from './gesture-taking.service';
import { GestureWork } from './gesture-work.service';
import { Gesture } from './gesture.entity';
import { GesturesController } from './gestures.controller';
import { GesturesService } from './gestures.service';
import { GesturesExpiryWork, GesturesMovedOnWork } from './gestures.worker';
import { OneUpFactsReader } from './one-up-facts.service';

/** The one-up: from the choice to the gift in the customer's hands. */
@Module({
  imports: [TypeOrmModule.forFeature([Gesture]), MessagesModule, TicketsModule, CatalogueModule, BudgetsModule],
  controllers: [GesturesController],
  providers: [
    OneUpFactsReader,
    GestureMoves,
    GestureTaking,
    GestureGiving,
    GesturesService,
    GestureWork,
    GesturesMovedOnWork,
    GesturesExpiryWork,
  ],
  exports: [OneUpFactsReader, GestureMoves, GestureGiving, GesturesService, GesturesMovedOnWork, GesturesExpiryWork],
})
export class GesturesModule {}

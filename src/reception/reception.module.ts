import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { TicketsModule } from '../tickets/tickets.module';
import { CallersController } from './callers.controller';
import { Callers } from './callers.service';
import { CustomerPages } from './customer-pages.service';
import { Duplicates } from './duplicates.service';
import { PreviewsController } from './previews.controller';
import { Previews } from './previews.service';
import { TouchPointGuessesController } from './touch-point-guesses.controller';
import { TouchPointGuesses } from './touch-point-guesses.service';

/** What the desk knows while the customer is still talking. */
@Module({
  imports: [CustomersModule, TicketsModule],
  controllers: [CallersController, PreviewsController, TouchPointGuessesController],
  providers: [Callers, Duplicates, CustomerPages, Previews, TouchPointGuesses],
})
export class ReceptionModule {}

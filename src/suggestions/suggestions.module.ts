import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { GesturesModule } from '../gestures/gestures.module';
import { TicketsModule } from '../tickets/tickets.module';
import { SuggestionSets } from './suggestion-sets.service';
import { SuggestionsController } from './suggestions.controller';
import { SuggestionsService } from './suggestions.service';
import { SuggestWork } from './suggestions.worker';

/** Which one-up fits a ticket, in which order and why. */
@Module({
  imports: [CatalogueModule, TicketsModule, GesturesModule],
  controllers: [SuggestionsController],
  providers: [SuggestionSets, SuggestionsService, SuggestWork],
  exports: [SuggestWork],
})
export class SuggestionsModule {}

import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { GesturesModule } from '../gestures/gestures.module';
import { TicketsModule } from '../tickets/tickets.module';
import { LearningModule } from '../learning/learning.module';
import { Replays } from './replay.service';
import { SuggestionSets } from './suggestion-sets.service';
import { SuggestionsController } from './suggestions.controller';
import { SuggestionsService } from './suggestions.service';
import { SuggestionWatch } from './suggestion-watch.service';
import { RefreshWork, SuggestWork } from './suggestions.worker';

/** Which one-up fits a ticket, in which order and why. */
@Module({
  imports: [CatalogueModule, TicketsModule, GesturesModule, LearningModule],
  controllers: [SuggestionsController],
  providers: [SuggestionSets, SuggestionsService, SuggestionWatch, SuggestWork, RefreshWork, Replays],
  exports: [SuggestWork, RefreshWork],
})
export class SuggestionsModule {}

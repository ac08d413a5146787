import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessagesModule } from '../messages/messages.module';
import { TicketsModule } from '../tickets/tickets.module';
import { GestureCatalogue } from './gesture-catalogue.service';
import { GestureGiving } from './gesture-giving.service';
import { GestureMoves } from './gesture-moves.service';
import { GestureTaking } from './gesture-taking.service';
import { GestureTypeVersion } from './gesture-type-version.entity';
import { GestureType } from './gesture-type.entity';
import { GestureTypesController } from './gesture-types.controller';
import { GestureTypesService } from './gesture-types.service';
import { GestureWork } from './gesture-work.service';
import { Gesture } from './gesture.entity';
import { GesturesController } from './gestures.controller';
import { GesturesService } from './gestures.service';
import { GesturesExpiryWork, GesturesMovedOnWork, GesturesSuggestWork } from './gestures.worker';
import { OneUpFactsReader } from './one-up-facts.service';
import { SuggestionSets } from './suggestion-sets.service';
import { SuggestionsService } from './suggestions.service';

/** The one-up: catalogue, suggestions, and the gesture from the choice to the gift in the customer's hands. */
@Module({
  imports: [TypeOrmModule.forFeature([Gesture, GestureType, GestureTypeVersion]), MessagesModule, TicketsModule],
  controllers: [GestureTypesController, GesturesController],
  providers: [
    GestureCatalogue,
    OneUpFactsReader,
    GestureMoves,
    GestureTaking,
    GestureGiving,
    SuggestionSets,
    SuggestionsService,
    GesturesService,
    GestureTypesService,
    GestureWork,
    GesturesSuggestWork,
    GesturesMovedOnWork,
    GesturesExpiryWork,
  ],
  exports: [GesturesService, GestureTypesService, GesturesSuggestWork, GesturesMovedOnWork, GesturesExpiryWork],
})
export class GesturesModule {}

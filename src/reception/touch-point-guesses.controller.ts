import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { SuggestTouchPoints, TouchPointGuessesView } from './touch-point-guess.dto';
import { TouchPointGuesses } from './touch-point-guesses.service';

@ApiTags('Complaints')
@Controller('api/v1/touch-points/suggest')
export class TouchPointGuessesController {
  constructor(private readonly touchPoints: TouchPointGuesses) {}

  @Get()
  @Can('complaint.log')
  @ApiOkResponse({ type: TouchPointGuessesView })
  suggest(@Query() wish: SuggestTouchPoints, @Who() actor: Actor): Promise<TouchPointGuessesView> {
    return this.touchPoints.of(wish, actor);
  }
}

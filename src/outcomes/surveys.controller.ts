import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { OutcomeList } from './outcomes.dto';
import { Outcomes } from './outcomes.service';
import { KudosLists } from './kudos-list.service';
import { SurveyCorrections } from './survey-corrections.service';
import { CorrectSurvey, KudosList, KudosQuery, SurveyList, SurveyRef, SurveyView, TicketOfSurveys } from './surveys.dto';

@ApiTags('Follow-up')
@Controller('api/v1')
export class SurveysController {
  constructor(
    private readonly corrections: SurveyCorrections,
    private readonly kudos: KudosLists,
    private readonly outcomes: Outcomes,
  ) {}

  @Get('tickets/:id/surveys')
  @Can('ticket.see')
  @ApiOkResponse({ type: SurveyList })
  ofTicket(@Param() { id }: TicketOfSurveys, @Who() by: Actor): Promise<SurveyList> {
    return this.corrections.ofTicket(id, by);
  }

  @Get('tickets/:id/outcomes')
  @Can('ticket.see')
  @ApiOkResponse({ type: OutcomeList })
  outcomesOf(@Param() { id }: TicketOfSurveys, @Who() by: Actor): Promise<OutcomeList> {
    return this.outcomes.ofTicket(id, by);
  }

  @Post('surveys/:id/correct')
  @HttpCode(200)
  @Can('survey.correct')
  @ApiOkResponse({ type: SurveyView })
  correct(@Param() { id }: SurveyRef, @Body() body: CorrectSurvey, @Who() by: Actor): Promise<SurveyView> {
    return this.corrections.correct(id, body, by);
  }

  @Get('kudos')
  @Can('me')
  @ApiOkResponse({ type: KudosList })
  mine(@Query() query: KudosQuery, @Who() by: Actor): Promise<KudosList> {
    return this.kudos.mine(query, by);
  }
}

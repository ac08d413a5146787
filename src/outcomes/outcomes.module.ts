import { Module } from '@nestjs/common';
import { FollowupModule } from '../followup/followup.module';
import { TicketsModule } from '../tickets/tickets.module';
import { KudosLists } from './kudos-list.service';
import { Outcomes } from './outcomes.service';
import { OutcomesWork } from './outcomes.worker';
import { SurveyCorrections } from './survey-corrections.service';
import { SurveysController } from './surveys.controller';

/** What became of the customer: what they said, what they meant, and what they did. */
@Module({
  imports: [TicketsModule, FollowupModule],
  controllers: [SurveysController],
  providers: [SurveyCorrections, KudosLists, Outcomes, OutcomesWork],
  exports: [OutcomesWork],
})
export class OutcomesModule {}

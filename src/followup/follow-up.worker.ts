import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { DueCalls } from './due-calls.service';
import { AfterCare } from './after-care.service';
import { FollowUps } from './follow-ups.service';
import { SurveyReminders } from './survey-reminders.service';

/** Plans surveys, reminders, calls and what is asked long after, and notices when a survey has left. */
@Injectable()
export class FollowUpWork implements DueWork {
  readonly name = 'follow-up';
  readonly queue = 'notify';

  constructor(
    private readonly followUps: FollowUps,
    private readonly reminders: SurveyReminders,
    private readonly calls: DueCalls,
    private readonly afterCare: AfterCare,
  ) {}

  async run(): Promise<number> {
    return (
      (await this.followUps.planDue()) +
      (await this.followUps.settleSent()) +
      (await this.reminders.run()) +
      (await this.calls.settle()) +
      (await this.calls.endOver()) +
      (await this.afterCare.run())
    );
  }
}

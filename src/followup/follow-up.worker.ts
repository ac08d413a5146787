import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { DueCalls } from './due-calls.service';
import { FollowUps } from './follow-ups.service';
import { SurveyReminders } from './survey-reminders.service';

/** Plans surveys, reminders and calls, and notices when a survey has left. */
@Injectable()
export class FollowUpWork implements DueWork {
  readonly name = 'follow-up';
  readonly queue = 'notify';

  constructor(
    private readonly followUps: FollowUps,
    private readonly reminders: SurveyReminders,
    private readonly calls: DueCalls,
  ) {}

  async run(): Promise<number> {
    return (
      (await this.followUps.planDue()) +
      (await this.followUps.settleSent()) +
      (await this.reminders.run()) +
      (await this.calls.settle()) +
      (await this.calls.endOver())
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { DueCalls } from './due-calls.service';
import { AfterCare } from './after-care.service';
import { ContactChanges } from './contact-changes.service';
import { FollowUps } from './follow-ups.service';
import { SurveyReminders } from './survey-reminders.service';

/** Plans surveys, reminders, calls and what is asked long after, notices when a survey has left, and forgets addresses that nobody confirmed. */
@Injectable()
export class FollowUpWork implements DueWork {
  readonly name = 'follow-up';
  readonly queue = 'notify';

  constructor(
    private readonly followUps: FollowUps,
    private readonly reminders: SurveyReminders,
    private readonly calls: DueCalls,
    private readonly afterCare: AfterCare,
    private readonly contactChanges: ContactChanges,
  ) {}

  async run(): Promise<number> {
    return (
      (await this.followUps.planDue()) +
      (await this.followUps.settleSent()) +
      (await this.reminders.run()) +
      (await this.calls.settle()) +
      (await this.calls.endOver()) +
      (await this.afterCare.run()) +
      (await this.contactChanges.forget())
    );
  }
}

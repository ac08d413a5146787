import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { TicketWork } from '../tickets/ticket-work.service';
import { SuggestionsService } from './suggestions.service';

/** Suggestions for tickets that were just fixed. */
@Injectable()
export class SuggestWork implements DueWork {
  readonly name = 'gestures-suggest';
  readonly queue = 'suggest';

  constructor(
    private readonly work: TicketWork,
    private readonly suggestions: SuggestionsService,
  ) {}

  run(): Promise<number> {
    return this.work.each('suggest', async (tx, t, cycle) => cycle === t.row.cycle && (await this.suggestions.afterFix(tx, t)));
  }
}

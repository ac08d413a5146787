import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { TicketWork } from '../tickets/ticket-work.service';
import { SuggestionWatch } from './suggestion-watch.service';

/** Suggestions for tickets that were just fixed. */
@Injectable()
export class SuggestWork implements DueWork {
  readonly name = 'gestures-suggest';
  readonly queue = 'suggest';

  constructor(
    private readonly work: TicketWork,
    private readonly watch: SuggestionWatch,
  ) {}

  run(): Promise<number> {
    return this.work.each('suggest', async (tx, t, cycle) => cycle === t.row.cycle && (await this.watch.afterFix(tx, t)));
  }
}

/** Suggestions whose ticket or catalogue has changed since. */
@Injectable()
export class RefreshWork implements DueWork {
  readonly name = 'gestures-refresh';
  readonly queue = 'suggest';

  constructor(private readonly watch: SuggestionWatch) {}

  run(): Promise<number> {
    return this.watch.refresh();
  }
}

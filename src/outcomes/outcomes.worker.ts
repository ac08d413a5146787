import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { Outcomes } from './outcomes.service';

/** What became of customers, looked at once a local day. */
@Injectable()
export class OutcomesWork implements DueWork {
  readonly name = 'outcomes-daily';
  readonly queue = 'suggest';

  constructor(private readonly outcomes: Outcomes) {}

  run(): Promise<number> {
    return this.outcomes.daily();
  }
}

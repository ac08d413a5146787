import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { LearningRuns } from './learning-runs.service';

/** What gifts led to, counted once a local day. */
@Injectable()
export class LearningWork implements DueWork {
  readonly name = 'learning-daily';
  readonly queue = 'suggest';

  constructor(private readonly runs: LearningRuns) {}

  run(): Promise<number> {
    return this.runs.daily();
  }
}

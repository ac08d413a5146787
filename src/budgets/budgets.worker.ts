import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { BudgetNews } from './budget-news.service';
import { BudgetProof } from './budget-proof.service';

/** Periods that begin, budgets that run dry, overruns that nobody allowed. */
@Injectable()
export class BudgetsWork implements DueWork {
  readonly name = 'budgets';
  readonly queue = 'notify';

  constructor(private readonly news: BudgetNews) {}

  async run(): Promise<number> {
    return (await this.news.openPeriods()) + (await this.news.tellFull()) + (await this.news.tellOverdue());
  }
}

/** The nightly check of gifts and budgets. */
@Injectable()
export class BudgetProofWork implements DueWork {
  readonly name = 'budget-proof';
  readonly queue = 'notify';

  constructor(private readonly proof: BudgetProof) {}

  run(): Promise<number> {
    return this.proof.daily();
  }
}

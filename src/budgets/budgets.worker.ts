import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { DueWork } from '../platform/jobs/due-work';
import { LOG } from '../platform/runtime';
import { BudgetNews } from './budget-news.service';
import { BudgetProof } from './budget-proof.service';

/** Periods that begin, budgets that run dry, overruns that nobody allowed. */
@Injectable()
export class BudgetsWork implements DueWork {
  readonly name = 'budgets';
  readonly queue = 'notify';

  constructor(
    private readonly news: BudgetNews,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async run(): Promise<number> {
    const opened = await this.alone('opening periods', this.news.openPeriods());
    const full = await this.alone('telling of full budgets', this.news.tellFull());
    return opened + full + (await this.alone('telling of overruns', this.news.tellOverdue()));
  }

  /** One that fails does not stop the others; the next sweep tries it again. */
  private async alone(what: string, work: Promise<number>): Promise<number> {
    try {
      return await work;
    } catch (error) {
      this.log.warn({ what, err: error }, 'work around budgets failed; it is tried again');
      return 0;
    }
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

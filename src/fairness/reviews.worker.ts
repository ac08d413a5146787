import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { ReviewDays } from './review-days.service';
import { ReviewHolds } from './review-holds.service';

/** The day's look for patterns, and what a review asks of tickets while it stands. */
@Injectable()
export class ReviewsWork implements DueWork {
  readonly name = 'reviews';
  readonly queue = 'notify';

  constructor(
    private readonly days: ReviewDays,
    private readonly holds: ReviewHolds,
  ) {}

  async run(): Promise<number> {
    return (await this.days.run()) + (await this.holds.run());
  }
}

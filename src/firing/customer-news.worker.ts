import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { TicketWork } from '../tickets/ticket-work.service';
import { LateNotes } from './late-notes.service';
import { StillWorking } from './still-working.service';

/** What customers are told of their own clocks: that we are still working, that we are late. */
@Injectable()
export class CustomerNewsWork implements DueWork {
  readonly name = 'customer-news';
  readonly queue = 'notify';

  constructor(
    private readonly work: TicketWork,
    private readonly stillWorking: StillWorking,
    private readonly lateNotes: LateNotes,
  ) {}

  async run(): Promise<number> {
    const working = await this.work.each('still_working', (tx, t, cycle, timerId) => this.stillWorking.tell(tx, t, cycle, timerId));
    const late = await this.work.each('late_note', (tx, t, cycle, timerId) => this.lateNotes.tell(tx, t, cycle, timerId));
    return working + late + (await this.stillWorking.settleSent());
  }
}

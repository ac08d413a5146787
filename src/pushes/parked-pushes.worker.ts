import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { Pushes } from './pushes.service';

/** Reports whose complaint is there by now. */
@Injectable()
export class ParkedPushesWork implements DueWork {
  readonly name = 'parked-pushes';
  readonly queue = 'notify';

  constructor(private readonly pushes: Pushes) {}

  run(): Promise<number> {
    return this.pushes.retryParked();
  }
}

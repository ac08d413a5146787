import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { GestureWork } from './gesture-work.service';

/** Gestures whose ticket went on without them. */
@Injectable()
export class GesturesMovedOnWork implements DueWork {
  readonly name = 'gestures-moved-on';
  readonly queue = 'suggest';

  constructor(private readonly gestures: GestureWork) {}

  run(): Promise<number> {
    return this.gestures.movedOn();
  }
}

/** Offers that have run out. */
@Injectable()
export class GesturesExpiryWork implements DueWork {
  readonly name = 'gestures-expiry';
  readonly queue = 'suggest';

  constructor(private readonly gestures: GestureWork) {}

  run(): Promise<number> {
    return this.gestures.expire();
  }
}

/** Questions that nobody answered in twice the promised time. */
@Injectable()
export class ApprovalsLapseWork implements DueWork {
  readonly name = 'approvals-lapse';
  readonly queue = 'suggest';

  constructor(private readonly gestures: GestureWork) {}

  run(): Promise<number> {
    return this.gestures.lapse();
  }
}

import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { Drafts } from './drafts.service';

/** Drafts that nobody came back to. */
@Injectable()
export class DraftsWork implements DueWork {
  readonly name = 'drafts-gone';
  readonly queue = 'notify';

  constructor(private readonly drafts: Drafts) {}

  run(): Promise<number> {
    return this.drafts.sweep();
  }
}

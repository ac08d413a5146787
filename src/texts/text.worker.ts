import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { Texts } from './texts.service';

/** Texts that customers sent become contacts and answers on their complaints. */
@Injectable()
export class TextWork implements DueWork {
  readonly name = 'text-in';
  readonly queue = 'mail-in';

  constructor(private readonly texts: Texts) {}

  run(): Promise<number> {
    return this.texts.run();
  }
}

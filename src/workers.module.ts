import { Module } from '@nestjs/common';
import type { DueWork, TimedWork } from './platform/jobs/due-work';

/** Everything that happens without anybody asking, on one page. */
export class Workers {
  constructor(
    readonly works: readonly DueWork[],
    readonly timed: readonly TimedWork[],
  ) {}
}

@Module({
  providers: [{ provide: Workers, useFactory: () => new Workers([], []) }],
  exports: [Workers],
})
export class WorkersModule {}

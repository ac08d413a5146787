import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { Config } from './config';
import { Commands } from './database/commands';
import { dataSourceOptions } from './database/data-source';
import { Database } from './database/database';
import { HealthController } from './health.controller';
import { CallerGuard } from './http/caller.guard';
import { PUBLIC_ORIGIN, PublicOrigin } from './http/public-origin';
import { WebhookSignature } from './http/webhook-signature';
import { NightlyRuns } from './jobs/nightly-runs';
import { QueueBackend } from './jobs/queues';
import { RowByRow } from './jobs/row-by-row';
import { Wakeups } from './jobs/wakeups';
import { WAKER } from './jobs/waker';
import { Metrics } from './metrics';
import { CONFIG, LOG, type Runtime, SECRET } from './runtime';

export { CONFIG, LOG, SECRET } from './runtime';

/** What any product would need: settings, database, HTTP, jobs, metrics. Knows no feature. */
@Module({})
export class PlatformModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSourceOptions(runtime.databaseUrl), autoLoadEntities: true, retryAttempts: 1 }),
        }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: runtime.config },
        { provide: SECRET, useValue: runtime.secret },
        { provide: LOG, useValue: runtime.log },
        { provide: PUBLIC_ORIGIN, useFactory: () => new PublicOrigin() },
        { provide: QueueBackend, useFactory: (config: Config) => new QueueBackend(config, runtime.databaseUrl), inject: [CONFIG] },
        { provide: Wakeups, useFactory: (backend: QueueBackend, log: Logger) => new Wakeups(backend, log), inject: [QueueBackend, LOG] },
        { provide: WAKER, useExisting: Wakeups },
        { provide: APP_GUARD, useClass: CallerGuard },
        Metrics,
        Database,
        Commands,
        NightlyRuns,
        RowByRow,
        WebhookSignature,
      ],
      exports: [
        CONFIG,
        SECRET,
        LOG,
        PUBLIC_ORIGIN,
        QueueBackend,
        Wakeups,
        WAKER,
        Metrics,
        Database,
        Commands,
        NightlyRuns,
        RowByRow,
        WebhookSignature,
      ],
    };
  }
}

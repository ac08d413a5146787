import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { Recovery } from './messages/recovery.service';
import { recoveryWords } from './messages/recovery.rules';
import type { Config } from './platform/config';
import { migrate } from './platform/database/data-source';
import { startEmbedded } from './platform/database/embedded';
import type { QueueName } from './platform/jobs/queues';
import { nestLogger } from './platform/log';
import { loadSecret } from './platform/secrets';
import { Workers } from './workers.module';

/** Whatever leaves the house waits: nobody knows yet what left before. */
const OUTWARD: readonly QueueName[] = ['send-email', 'send-other'];

/** `recover --restored-at <instant>`: what is to be done between restoring a backup and the first start. Returns what it did, in plain words. */
export async function recover(config: Config, log: Logger, restoredAt: Date): Promise<string[]> {
  const said = (line: string): void => {
    log.info(line);
  };
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, log: said });
  try {
    return await within(config, log, config.databaseUrl ?? embedded?.url ?? '', restoredAt);
  } finally {
    await embedded?.stop();
  }
}

async function within(config: Config, log: Logger, databaseUrl: string, restoredAt: Date): Promise<string[]> {
  await migrate(databaseUrl);
  const secret = await loadSecret(config);
  const app = await NestFactory.createApplicationContext(AppModule.of({ config, databaseUrl, secret, log }), {
    logger: nestLogger(log),
    abortOnError: false,
  });
  try {
    const { works, timed } = app.get(Workers);
    const due = [...timed, ...works.filter(({ queue }) => !OUTWARD.includes(queue))];
    return recoveryWords(await app.get(Recovery, { strict: false }).run(restoredAt, () => catchUp(due)));
  } finally {
    await app.close();
  }
}

/** Until nothing is left: one work leaves the next behind. */
async function catchUp(due: readonly { run(): Promise<number> }[]): Promise<void> {
  for (let done = 1; done > 0;) {
    done = 0;
    for (const work of due) done += await work.run();
  }
}

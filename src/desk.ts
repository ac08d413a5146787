import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { DiscoveryService, MetadataScanner, NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { type Config, publicUrlOf } from './platform/config';
import { type EmbeddedDatabase, startEmbedded } from './platform/database/embedded';
import { migrate } from './platform/database/data-source';
import { serveDocs } from './platform/http/docs';
import { PUBLIC_ORIGIN, type PublicOrigin } from './platform/http/public-origin';
import { type Route, checkedRoutes } from './platform/http/route-check';
import { furnish, httpAdapter } from './platform/http/server';
import { JobRunner } from './platform/jobs/job-runner';
import { QueueBackend } from './platform/jobs/queues';
import { Wakeups } from './platform/jobs/wakeups';
import { nestLogger } from './platform/log';
import { Metrics } from './platform/metrics';
import { loadSecret } from './platform/secrets';
import { StartUp } from './start-up';
import { Workers } from './workers.module';

/** Everything has this long to end in peace; a Redis that is away would hold it for ever. */
const DRAIN_MS = 8000;
const CLOSE_IDLE_MS = 100;

export interface Desk {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** null = this process receives no mail. */
  readonly smtpPort: number | null;
  readonly setupLink: string | null;
  readonly jobs: JobRunner;
  readonly routes: readonly Route[];
  readonly notes: readonly string[];
  /** Takes nothing new, finishes what is under way, lets go of everything; at most 10 s. */
  stop(): Promise<void>;
}

/** Puts the desk together and starts it: database, tables, routes, workers, mail. */
export async function startDesk(config: Config, log: Logger, jobs: { sweep?: boolean; queues?: boolean } = {}): Promise<Desk> {
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({
        dataDir: config.dataDir,
        log: (line) => {
          log.info(line);
        },
      });
  try {
    return await assemble(config, log, embedded, jobs);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function assemble(
  config: Config,
  log: Logger,
  embedded: EmbeddedDatabase | null,
  jobs: { sweep?: boolean; queues?: boolean },
): Promise<Desk> {
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
  await migrate(databaseUrl);
  const secret = await loadSecret(config);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of({ config, databaseUrl, secret, log }),
    httpAdapter(config, log),
    { logger: nestLogger(log), abortOnError: false, bodyParser: false },
  );
  try {
    return await open(app, config, log, embedded, jobs);
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function open(
  app: NestFastifyApplication,
  config: Config,
  log: Logger,
  embedded: EmbeddedDatabase | null,
  jobs: { sweep?: boolean; queues?: boolean },
): Promise<Desk> {
  const routes = checkedRoutes(app.get(DiscoveryService), new MetadataScanner(), app.get(Reflector));
  await furnish(app, app.get(Metrics), config);
  if (config.mode === 'worker') onlyMonitoring(app);
  const startUp = app.get(StartUp);
  serveDocs(app);
  await app.listen(config.port, config.host);
  const port = (app.getHttpServer().address() as AddressInfo).port;
  const url = publicUrlOf(config, port);
  app.get<PublicOrigin>(PUBLIC_ORIGIN).set(url);
  const setupLink = await startUp.prepare();
  const wakeups = app.get(Wakeups);
  wakeups.open();
  const workers = app.get(Workers);
  const runner = new JobRunner(app.get(QueueBackend), workers.works, workers.timed, log, app.get(Metrics));
  if (config.mode !== 'api') runner.start(jobs);
  const smtpPort = await startUp.receiveMail();
  return { app, url, smtpPort, setupLink, jobs: runner, routes, notes: [...config.notes, ...(embedded?.notes ?? [])], stop: () => stop() };

  async function stop(): Promise<void> {
    // The server closes idle connections once. One that was busy at that moment would afterwards be kept open for its next request, for 72 s.
    const sweep = setInterval(() => {
      app.getHttpServer().closeIdleConnections();
    }, CLOSE_IDLE_MS);
    const inPeace = (async () => {
      await Promise.all([startUp.stopMail(), runner.rest()]);
      await Promise.all([app.close(), runner.stop(), wakeups.close()]);
    })();
    const timer = new AbortController();
    const deadline = new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        log.warn('not everything ended in time; what was under way is taken up again at the next start');
        resolve();
      }, DRAIN_MS);
      timer.signal.addEventListener('abort', () => {
        clearTimeout(late);
      });
    });
    await Promise.race([inPeace, deadline]);
    timer.abort();
    clearInterval(sweep);
    await embedded?.stop();
  }
}

/** A worker answers monitors and nobody else. */
function onlyMonitoring(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      if (/^\/(health\/|metrics)/.test(request.url)) done();
      else void reply.status(404).send({ detail: 'This process does work in the background; ask an api process.' });
    });
}

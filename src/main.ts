import { ConfigError, loadConfig } from './platform/config';
import { DatabaseStartError } from './platform/database/start-error';
import { makeLog } from './platform/log';
import { Invalid, PlainError } from './platform/errors';
import { startDesk } from './desk';
import { readRestoredAt } from './messages/recovery.rules';
import { recover } from './recover';
import { startScreen } from './start-screen';

/** Starts the desk: all, api or worker. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = makeLog(config.logLevel);
  const starting = startDesk(config, log);
  const life = { isStopping: false };
  const stop = (signal: string): void => {
    if (life.isStopping) return;
    life.isStopping = true;
    log.info({ signal }, 'stopping');
    // the last word: whatever hangs (a queue whose Redis is away) must not keep the process
    setTimeout(() => process.exit(1), 9500).unref();
    starting
      .then((desk) => desk.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  // From the first moment: a Ctrl-C while the database is starting would leave it running without us.
  process.on('SIGINT', () => {
    stop('SIGINT');
  });
  process.on('SIGTERM', () => {
    stop('SIGTERM');
  });
  const desk = await starting;
  if (!life.isStopping) process.stdout.write(startScreen(config, desk));
}

/** The small command after a restore; it needs the desk's settings and stops by itself. */
async function recoverOnce(args: readonly string[]): Promise<void> {
  const restoredAt = readRestoredAt(args);
  if (typeof restoredAt === 'string') throw new Invalid(restoredAt);
  const config = loadConfig(undefined, []);
  const lines = await recover(config, makeLog('warn'), restoredAt);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exit(0);
}

const [command, ...args] = process.argv.slice(2);

(command === 'recover' ? recoverOnce(args) : main()).catch((error: unknown) => {
  if (error instanceof PlainError) {
    process.stderr.write(`${error.message}\n`);
  } else if (error instanceof ConfigError) {
    process.stderr.write(`The desk does not start:\n${error.lines.map((line) => `  - ${line}\n`).join('')}`);
  } else if (error instanceof DatabaseStartError) {
    process.stderr.write(`The desk does not start: ${error.message}\n`);
  } else {
    process.stderr.write(`The desk does not start: ${startSentence(error)}\n`);
  }
  process.exit(1);
});

function startSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}. Another program uses this port: set PORT or SMTP_INTAKE_PORT.`;
  if ('code' in error && error.code === 'ECONNREFUSED') return `${error.message}. Is the database of DATABASE_URL running?`;
  return error.stack ?? error.message;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { isCode } from '../system-error';
import type { Account } from './account';
import { SERVER_ENV } from './binaries';
import { isServerOf } from './processes';
import { DatabaseStartError } from './start-error';

const FAST_STOP_MS = 8_000;
const HARD_STOP_MS = 10_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** A running PostgreSQL server, ours by birth or adopted. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  isGone(): Promise<boolean>;
}

interface Launch {
  readonly postgres: string;
  readonly databaseDir: string;
  readonly account: Account | null;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly logPath: string;
  /** Called when the server ends, whoever ended it; `how` is "code 1" or "signal SIGKILL". */
  readonly onEnd: (how: string) => void;
}

/** The server that an earlier run of the program left behind on this data folder, or `null`. */
export async function findRunning(databaseDir: string): Promise<Postmaster | null> {
  const path = join(databaseDir, 'postmaster.pid');
  const lines = await pidFile(path);
  if (lines === null) return null;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) {
    await rm(path); // cut short while being written; PostgreSQL refuses to start over it
  } else if (await isServerOf(pid, databaseDir)) {
    return { pid, port, isGone: async () => !(await isServerOf(pid, databaseDir)) };
  } else {
    // The server is dead, and a stranger may have its process id by now, over which PostgreSQL would refuse to start. It never refuses over
    // its own parent's id, and keeping the other lines lets it find out whether some process of the dead server still uses its memory.
    await writeFile(path, [process.pid, ...lines.slice(1)].join('\n'), { flag: 'r+' });
  }
  return null;
}

async function pidFile(path: string): Promise<string[] | null> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Starts the server in a process group of its own: a Ctrl-C in the terminal goes to the whole group of the program, and must not end the
 * database before the program has finished its work. It writes to a file, not to us, so that it outlives a crash of ours undisturbed.
 */
export async function launch(wish: Launch): Promise<Postmaster> {
  const { databaseDir, port } = wish;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_checkpoints: 'off',
    ...wish.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await openLog(wish.logPath, wish.account);
  try {
    const child = spawn(wish.postgres, ['-D', databaseDir, '-p', String(port), ...flags], {
      ...wish.account,
      cwd: databaseDir,
      env: SERVER_ENV,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    child.once('exit', (code, signal) => wish.onEnd(code === null ? `signal ${signal}` : `code ${code}`));
    child.unref();
    return { pid: pidOf(child), port, isGone: () => Promise.resolve(child.exitCode !== null || child.signalCode !== null) };
  } finally {
    await log.close();
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new DatabaseStartError('The operating system gave the database no process.');
  return child.pid;
}

async function openLog(path: string, account: Account | null) {
  let log = await open(path, 'a', 0o600);
  if ((await log.stat()).size > LOG_LIMIT_BYTES) {
    await log.close();
    await rename(path, `${path}.old`);
    log = await open(path, 'a', 0o600);
  }
  // Its owner may start the program without `sudo` next time.
  if (account !== null) await log.chown(account.uid, account.gid);
  return log;
}

/** The size of the log, to be handed to `linesSince` later. */
export async function logSize(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    return size <= LOG_LIMIT_BYTES ? size : 0;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** The last lines (up to eight) that the server wrote after the log had this size. */
export async function linesSince(path: string, size: number): Promise<string[]> {
  const bytes = await readFile(path);
  return bytes.subarray(size).toString('utf8').split('\n').filter(Boolean).slice(-8);
}

/** A port of the loopback address that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new DatabaseStartError('The operating system gave the database no port.');
  return address.port;
}

/**
 * Ends the server and returns when its process is gone: a fast shutdown (open transactions are rolled back, everything is written), and if
 * that takes longer than 8 s an immediate one (the next start replays the log). Throws `DatabaseStartError` if it outlives both.
 */
export async function end(server: Postmaster): Promise<void> {
  if (await goneAfter(server, 'SIGINT', FAST_STOP_MS)) return;
  if (await goneAfter(server, 'SIGQUIT', HARD_STOP_MS)) return;
  throw new DatabaseStartError(`The database (process ${server.pid}) does not stop.`);
}

async function goneAfter(server: Postmaster, signal: NodeJS.Signals, limitMs: number): Promise<boolean> {
  if (await server.isGone()) return true;
  try {
    process.kill(server.pid, signal);
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error;
  }
  const deadline = performance.now() + limitMs;
  while (!(await server.isGone())) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

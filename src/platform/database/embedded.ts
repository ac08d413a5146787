import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeDataDir } from '../data-dir';
import { type Account, accountFor, letPass } from './account';
import { type Binaries, findBinaries } from './binaries';
import { type Credentials, prepareCluster } from './cluster';
import { takeOwnership } from './owner-lock';
import { end, findRunning, freePort, launch, linesSince, logSize, type Postmaster } from './postmaster';
import { untilReady } from './readiness';
import { DatabaseStartError } from './start-error';

interface EmbeddedWish {
  readonly dataDir: string;
  /** Takes one sentence for the program's log. */
  readonly log: (sentence: string) => void;
  /** Further settings of the server, such as `{ fsync: 'off' }`; they beat ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: any free port. An adopted server keeps the port it has. */
  readonly port?: number;
}

export interface EmbeddedDatabase {
  /** With user and password. */
  readonly url: string;
  /** The real path of the data folder. */
  readonly dataDir: string;
  /** Sentences for the start screen. */
  readonly notes: string[];
  /** Fast shutdown, after 8 s an immediate one; resolves when the process is gone. May be called again. */
  stop(): Promise<void>;
}

interface Place {
  readonly databaseDir: string;
  readonly logPath: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly credentials: Credentials;
}

interface Running {
  readonly server: Postmaster;
  readonly url: string;
}

const ATTEMPTS = 20;
const BETWEEN_ATTEMPTS_MS = 250;

/**
 * Starts the embedded PostgreSQL on `dataDir/postgres`, made at the first start, or adopts the one that a crashed run left behind; returns
 * when it accepts connections and has our database. Loopback only, by password. Throws `DatabaseStartError` with a sentence for people and
 * the last lines of the server's log.
 */
export async function startEmbedded(wish: EmbeddedWish): Promise<EmbeddedDatabase> {
  const dataDir = await makeDataDir(wish.dataDir);
  const release = await takeOwnership(dataDir);
  try {
    const place = await prepare(dataDir, wish);
    const life = { isExpected: false };
    const { server, url } = await run(place, wish, (how) => {
      if (life.isExpected) wish.log(`The database ended by itself (${how}); the reason is in ${place.logPath}.`);
    });
    life.isExpected = true;
    let stopping: Promise<void> | undefined;
    const stop = () => {
      life.isExpected = false;
      return (stopping ??= end(server).finally(release));
    };
    return { url, dataDir, notes: place.binaries.note === null ? [] : [place.binaries.note], stop };
  } catch (error) {
    await release();
    throw error;
  }
}

async function prepare(dataDir: string, { settings }: EmbeddedWish): Promise<Place> {
  const databaseDir = join(dataDir, 'postgres');
  const account = await accountFor(databaseDir);
  if (account !== null) await letPass(dataDir, account);
  const binaries = await findBinaries(account);
  const credentials = await prepareCluster(databaseDir, binaries, account, settings?.fsync === 'off');
  return { databaseDir, logPath: join(dataDir, 'postgres.log'), account, binaries, credentials };
}

async function run(place: Place, wish: EmbeddedWish, onEnd: (how: string) => void): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    const logged = await logSize(place.logPath);
    const adopted = await findRunning(place.databaseDir);
    if (adopted !== null) wish.log(`Taking over the database that an earlier run left behind (process ${adopted.pid}).`);
    const server = adopted ?? (await start(place, wish, onEnd));
    const url = await readyUrl(server, place, wish);
    if (url !== null) return { server, url };
    const lines = await linesSince(place.logPath, logged);
    const mayHelp = adopted !== null || mayHelpToRepeat(lines, wish.port);
    if (attempt === ATTEMPTS || !mayHelp) throw new DatabaseStartError(`The database on ${place.databaseDir} did not start.`, lines);
    await pause(BETWEEN_ATTEMPTS_MS);
  }
}

async function start(place: Place, wish: EmbeddedWish, onEnd: (how: string) => void): Promise<Postmaster> {
  const { databaseDir, logPath, account, binaries } = place;
  const port = wish.port ?? (await freePort());
  return launch({ postgres: binaries.postgres, databaseDir, account, port, settings: wish.settings ?? {}, logPath, onEnd });
}

/** As `untilReady`; a server that we cannot use is not left running. */
async function readyUrl(server: Postmaster, place: Place, wish: EmbeddedWish): Promise<string | null> {
  try {
    return await untilReady(server, place.credentials, wish.log);
  } catch (error) {
    await end(server);
    throw error;
  }
}

/**
 * Two reasons go away by themselves: somebody took the free port before the server did, and processes of a killed server that are still on
 * their way out.
 */
function mayHelpToRepeat(lines: readonly string[], port: number | undefined): boolean {
  const log = lines.join('\n');
  return log.includes('shared memory block') || (port === undefined && /could not bind|could not create any TCP/.test(log));
}

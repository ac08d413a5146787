import { randomUUID } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce } from '../once-file';
import { isCode } from '../system-error';
import { startOf } from './processes';
import { DatabaseStartError } from './start-error';

/**
 * Makes this program the one owner of the data folder and returns how to give it up. The file `owner.lock` names the program's process id and
 * when that process started, because ids are given out again (in a container, nearly always the same ones). Throws `DatabaseStartError` when
 * another living program is the owner. Programs in two containers do not see each other's processes: give each its own folder.
 */
export async function takeOwnership(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'owner.lock');
  const ours = `${process.pid} ${(await startOf(process.pid)) ?? ''}`;
  while (!(await createOnce(path, ours))) {
    const theirs = await contentOf(path);
    if (theirs === null) continue;
    await refuseIfAlive(theirs, dataDir);
    await removeDead(path, theirs, dataDir);
  }
  return async () => {
    if ((await contentOf(path)) === ours) await rm(path, { force: true });
  };
}

async function refuseIfAlive(lock: string, dataDir: string): Promise<void> {
  const [pid = '', ...start] = lock.split(' ');
  if (!/^\d+$/.test(pid) || (await startOf(Number(pid))) !== start.join(' ')) return;
  throw new DatabaseStartError(
    `The data folder ${dataDir} is in use by another Amends (process ${pid}): stop that one, choose another DATA_DIR, or set DATABASE_URL to run several together.`,
  );
}

/**
 * Two programs may find the same dead lock: the slower one must not take away the lock that the quicker one has just made. So it is moved
 * aside first, looked at, and put back if it is not the one that was found dead.
 */
async function removeDead(path: string, dead: string, dataDir: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = (await contentOf(aside)) ?? dead;
  await rm(aside, { force: true });
  if (taken === dead) return;
  await createOnce(path, taken);
  await refuseIfAlive(taken, dataDir);
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { isCode } from './system-error';

/**
 * Writes a file that only its owner may read, whole or not at all, and never over one that is there: of several processes that try at once
 * exactly one gets `true`, and the others then find the whole content of that one. (A file opened with the flag `wx` would be seen empty for
 * a moment.) Throws what the file system throws.
 */
export async function createOnce(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

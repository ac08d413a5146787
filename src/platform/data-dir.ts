import { access, constants, mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config';
import { isCode } from './system-error';

/**
 * Makes the data folder where it is missing and returns its real path. The folder itself is closed to other accounts; folders above it that
 * are made on the way are ordinary ones. Throws `ConfigError` where we may not write.
 */
export async function makeDataDir(dir: string): Promise<string> {
  try {
    await mkdir(dirname(dir), { recursive: true });
    await makeIfMissing(dir);
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dir);
  } catch (error) {
    const isRefused = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].some((code) => isCode(error, code));
    if (!isRefused) throw error;
    throw new ConfigError([
      `The data folder ${dir} cannot be written: start Amends as the user it belongs to, or set DATA_DIR to another folder.`,
    ]);
  }
}

async function makeIfMissing(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

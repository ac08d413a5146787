import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError } from './config';
import { makeDataDir } from './data-dir';
import { createOnce } from './once-file';

/**
 * The key that signs tokens, at least 32 bytes: `SECRET_KEY`, or one that is generated once (48 random bytes, base64url) into
 * `secret.key` of the data folder, readable by its owner only. Processes that start at the same time get the same key.
 * Throws `ConfigError` when the file holds less than a key: a new one would make all links in sent messages worthless without anybody noticing.
 */
export async function loadSecret(config: Pick<Config, 'secretKey' | 'dataDir'>): Promise<string> {
  if (config.secretKey !== null) return config.secretKey;
  const path = join(await makeDataDir(config.dataDir), 'secret.key');
  await createOnce(path, `${randomBytes(48).toString('base64url')}\n`);
  const key = (await readFile(path, 'utf8')).trim();
  if (Buffer.byteLength(key) < 32)
    throw new ConfigError([`The file ${path} holds no whole key: restore it from a backup, or set SECRET_KEY.`]);
  return key;
}

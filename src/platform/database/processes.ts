import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { isCode } from '../system-error';

const run = promisify(execFile);
const IS_LINUX = process.platform === 'linux';

/**
 * What tells this life of a process id from a later one: the moment it started, in the operating system's own words. `null` when no such
 * process lives (a dead one that nobody has fetched yet counts as dead).
 */
export async function startOf(pid: number): Promise<string | null> {
  if (!IS_LINUX) return ps(pid, 'lstart=');
  const line = await proc(pid, 'stat');
  // The name in brackets may itself hold blanks and brackets; after it come the state and, as the 20th field, the start (proc(5)).
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** Whether this process is the PostgreSQL server of this data folder (and not, say, a stranger that got a dead server's id). */
export async function isServerOf(pid: number, databaseDir: string): Promise<boolean> {
  if (!IS_LINUX) return ((await ps(pid, 'command=')) ?? '').includes(`/postgres -D ${databaseDir} `);
  const words = (await proc(pid, 'cmdline'))?.split('\0') ?? [];
  return basename(words[0] ?? '') === 'postgres' && words[words.indexOf('-D') + 1] === databaseDir;
}

async function proc(pid: number, file: string): Promise<string | null> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return null;
    throw error;
  }
}

async function ps(pid: number, column: string): Promise<string | null> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', column, '-p', String(pid)], { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } });
    return stdout.trim() || null;
  } catch (error) {
    // ps ends with 1 when there is no such process.
    if (isCode(error, 1)) return null;
    throw error;
  }
}

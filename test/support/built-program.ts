import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

/** Where this run keeps what it built; the global teardown removes it. */
export function builtDir(): string {
  return join(tmpdir(), `amends-built-${process.env['AMENDS_TEST_TEMPLATE'] ?? ''}`);
}

/** Compiles the program as it stands, once a run, and answers with its main file. It is only compiled here; `npm run types` checks it. */
export async function builtProgram(): Promise<string> {
  const main = join(builtDir(), 'src/main.js');
  if (existsSync(main)) return main;
  const draft = await mkdtemp(join(tmpdir(), 'amends-building-'));
  const swc = join(dirname(require.resolve('@swc/cli/package.json')), 'bin/swc.js');
  await promisify(execFile)(process.execPath, [swc, 'src', 'migrations', '-d', draft, '--config-file', '.swcrc', '--quiet'], { cwd: ROOT });
  for (const beside of ['node_modules', 'package.json', 'web']) await symlink(join(ROOT, beside), join(draft, beside));
  // of two files of tests that build at once the first one wins
  await rename(draft, builtDir()).catch(() => rm(draft, { recursive: true }));
  return main;
}

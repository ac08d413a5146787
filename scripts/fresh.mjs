// Builds the program and its screens, each only when what was made is older than what it is made from.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const page = join(root, 'web', 'dist', 'index.html');
const shared = ['package-lock.json'];
const server = ['src', 'migrations', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'tsconfig.build.json', ...shared];
const screens = ['web/src', 'web/index.html', 'web/pages', 'web/vite.config.mts', 'web/used-styles.mts', ...shared];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isFresh(made, sources) {
  return (
    existsSync(made) &&
    statSync(made).mtimeMs >= Math.max(...sources.filter((name) => existsSync(join(root, name))).map((name) => newest(join(root, name))))
  );
}

function run(program, folder, bin, ...args) {
  const file = join(dirname(createRequire(import.meta.url).resolve(`${program}/package.json`)), folder, bin);
  // CI: without the spinner, which never ends on a terminal that does not tell its width (some containers, `expect`)
  execFileSync(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

// A program that was only installed (a container image) has no sources and nothing to build.
export function buildProgram() {
  if (!existsSync(join(root, 'src')) || isFresh(stamp, server)) return;
  console.log('Building Amends (once after each change) …');
  run('@nestjs/cli', 'bin', 'nest.js', 'build');
  writeFileSync(stamp, '');
}

export function buildScreens() {
  if (!existsSync(join(root, 'web', 'src')) || isFresh(page, screens)) return;
  console.log('Building its screens (once after each change) …');
  run('vite', 'bin', 'vite.js', 'build', '--config', 'web/vite.config.mts', '--logLevel', 'warn');
}

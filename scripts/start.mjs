// Builds when the build is older than what it was made from, then starts the program in this same process, so that signals reach it directly.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const page = join(root, 'web', 'dist', 'index.html');
const shared = ['package-lock.json'];
const server = ['src', 'migrations', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'tsconfig.build.json', ...shared];
const screens = ['web/src', 'web/index.html', 'web/vite.config.mts', ...shared];

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
  execFileSync(process.execPath, [file, ...args], { cwd: root, env: { ...process.env, CI: 'true' }, stdio: ['ignore', 'inherit', 'inherit'] });
}

// A program that was only installed (a container image) has no sources and nothing to build.
if (existsSync(join(root, 'src')) && !isFresh(stamp, server)) {
  console.log('Building Amends (once after each change) …');
  run('@nestjs/cli', 'bin', 'nest.js', 'build');
  writeFileSync(stamp, '');
}
if (existsSync(join(root, 'web', 'src')) && !isFresh(page, screens)) {
  console.log('Building its screens (once after each change) …');
  run('vite', 'bin', 'vite.js', 'build', '--config', 'web/vite.config.mts', '--logLevel', 'warn');
}

const programs = { demo: 'dist/src/demo/main.js', bench: 'dist/test/bench/main.js' };
const [first, ...rest] = process.argv.slice(2);
const program = programs[first] ?? 'dist/src/main.js';
if (programs[first]) process.argv.splice(2, Infinity, ...rest);
if (first === 'bench') await compileBench();
await import(pathToFileURL(join(root, program)).href);

/** The benchmarks are no part of the program, so they are put beside it only when they are wanted; `npm run types` checks them. */
async function compileBench() {
  const { transformFile } = await import('@swc/core');
  for (const folder of ['bench', 'bench/programs', 'support']) {
    const [from, to] = [join(root, 'test', folder), join(root, 'dist/test', folder)];
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from).filter((each) => /(?<!\.spec)\.ts$/.test(each))) {
      const { code } = await transformFile(join(from, name), { cwd: root, sourceMaps: 'inline' });
      writeFileSync(join(to, name.replace(/\.ts$/, '.js')), code);
    }
  }
}

// Builds when the build is older than what it was made from, then starts the program in this same process, so that signals reach it directly.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildProgram, buildScreens } from './fresh.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
buildProgram();
buildScreens();

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

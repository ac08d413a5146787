// The console in a real browser, with its screens built first where they are older than their sources. Arguments go to jest (names of specs).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildScreens } from './fresh.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
if (!existsSync('/usr/bin/chromium')) {
  console.log('The tests in the browser need Chromium at /usr/bin/chromium: apt-get install chromium\n\n0 passed, 1 failed');
  process.exit(1);
}
buildScreens();
const out = mkdtempSync(join(tmpdir(), 'amends-browser-'));
const file = join(out, 'result.json');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const args = ['--config', 'jest.browser.config.cjs', '--forceExit', '--json', '--outputFile', file, ...process.argv.slice(2)];
const done = spawnSync(process.execPath, [jest, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
// where jest did not get as far as a result, its own words stand above, and the run counts as failed
const result = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0 };
rmSync(out, { recursive: true, force: true });
console.log(`\n${result.numPassedTests} passed, ${result.numFailedTests + result.numRuntimeErrorTestSuites} failed`);
process.exitCode = done.status === 0 ? 0 : 1;

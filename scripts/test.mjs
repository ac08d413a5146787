// All tests: everything on BullMQ's PostgreSQL backend, then the features once more on Redis, where there is one.
// The last line of each run is jest's; a machine without redis-server says so in one line, and with CI=true the run fails there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const out = mkdtempSync(join(tmpdir(), 'amends-jest-'));
const only = process.argv.slice(2);

function run(name, args, env) {
  console.log(`\n# ${name}`);
  const file = join(out, `${name.replaceAll(' ', '-')}.json`);
  const done = spawnSync(process.execPath, [jest, '--forceExit', '--json', '--outputFile', file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const result = read(file);
  return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites, ok: done.status === 0 };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // jest did not get as far as a result: its own words stand above, and the run counts as failed
    return { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0 };
  }
}

// Nothing in these waits for a queue, or they start both backends themselves: a second time they would prove nothing new.
const NO_QUEUE = [
  'hostile-input',
  'routes',
  'query-plans',
  'backup',
  'authority',
  'budgets-race',
  'budgets-laws',
  'start-refusals',
  'sms-client',
  'email-client',
  'faults/either-way',
  'faults/postgres',
];
const features = [join(root, 'test', '/'), '--testPathIgnorePatterns', '/node_modules/', ...NO_QUEUE.map((name) => `/test/${name}\\.spec`)];

const hasRedis = process.env.REDIS_URL || spawnSync('redis-server', ['--version']).status === 0;
const runs = [run('PostgreSQL backend', only, {})];
if (hasRedis) runs.push(run('Redis backend', only.length > 0 ? only : features, { AMENDS_QUEUES: 'redis' }));
else console.log('\nSkipped: the second run of the features on Redis, because redis-server is not installed and REDIS_URL is not set.');
rmSync(out, { recursive: true, force: true });

const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = runs.every((one) => one.ok) ? 0 : 1;

// All tests: everything on BullMQ's PostgreSQL backend, then what goes through a queue once more on Redis, where there is one.
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

// What a queue carries is a wake-up; the work behind it is PostgreSQL's on both backends. So on Redis runs at least one spec for each queue and for
// each kind of work that is woken through one, and the desk as a whole: its start, its end, and a program that is killed in the middle of a send.
// What Redis itself can do wrong (faults/redis, faults/either-way) is in the first run, with servers of their own.
const ON_REDIS = [
  'boot',
  // mail-in
  'splitting',
  // suggest
  'gestures-suggesting',
  // notify
  'clocks',
  // send-email
  'message-delivery',
  'faults/sending',
  // send-other
  'channels',
  'chat',
];
const onRedis = ON_REDIS.map((name) => join(root, 'test', `${name}.spec.ts`));

const hasRedis = process.env.REDIS_URL || spawnSync('redis-server', ['--version']).status === 0;
const runs = [run('PostgreSQL backend', only, {})];
if (hasRedis) runs.push(run('Redis backend', only.length > 0 ? only : ['--runTestsByPath', ...onRedis], { AMENDS_QUEUES: 'redis' }));
else
  console.log(
    '\nSkipped: the second run on Redis, of what goes through a queue, because redis-server is not installed and REDIS_URL is not set.',
  );
rmSync(out, { recursive: true, force: true });

const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = runs.every((one) => one.ok) ? 0 : 1;

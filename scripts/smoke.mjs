// Starts the built program as a stranger would, asks it a few things, and stops it as Ctrl-C does. It must be gone within 10 seconds.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dataDir = mkdtempSync(join(tmpdir(), 'amends-smoke-'));
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const port = await freePort();
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  SMTP_INTAKE_PORT: String(await freePort()),
  ADMIN_EMAIL: 'admin@example.com',
  ADMIN_PASSWORD: 'a good long password 7',
};

function started(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`not started within 60 s:\n${text}`)), 60_000);
    child.stdout.on('data', (part) => {
      text += part;
      if (text.includes('Stop with Ctrl-C.')) {
        clearTimeout(timer);
        resolve(text);
      }
    });
    child.stderr.on('data', (part) => (text += part));
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${text}`)));
  });
}

function stop(child, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not stop within 10 s after ${signal}`));
    }, 10_000);
    child.removeAllListeners('exit');
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`ended with ${code} after ${signal}`));
    });
    child.kill(signal);
  });
}

async function expectAnswer(path, status, part) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  const text = await answer.text();
  if (answer.status !== status || !text.includes(part)) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
}

async function signIn() {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://localhost:${port}` },
    body: JSON.stringify({ email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD }),
  });
  if (answer.status !== 201) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers.get('set-cookie').split(';')[0];
}

let child;
const begin = () => spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
try {
  child = begin();
  const screen = await started(child);
  if (!screen.includes(`http://localhost:${port}`)) throw new Error(`the start screen does not say where the desk is:\n${screen}`);
  await expectAnswer('/health/ready', 200, 'ready');
  await expectAnswer('/openapi.json', 200, '/api/v1/complaints');
  await expectAnswer('/api/v1/tickets', 401, 'Sign in');
  const cookie = await signIn();
  const logged = await fetch(`http://127.0.0.1:${port}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ channel: 'phone', text: 'It broke.', customer: { name: 'Ann' }, touchPoint: 'unsure' }),
  });
  if (logged.status !== 201) throw new Error(`logging a complaint answered ${logged.status}: ${await logged.text()}`);
  await stop(child, 'SIGINT');
  child = begin();
  await started(child);
  const found = await fetch(`http://127.0.0.1:${port}/api/v1/tickets/1001`, { headers: { cookie: await signIn() } });
  if (found.status !== 200) throw new Error(`after a restart the ticket answered ${found.status}`);
  await stop(child, 'SIGTERM');
  console.log('started, answered, stopped, and found its data again');
} catch (error) {
  console.error(error);
  child?.kill('SIGKILL');
  process.exitCode = 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

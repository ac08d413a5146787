// The built program as a stranger starts it: a folder of its own, a free port, stopped as Ctrl-C does.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Prepares a desk that nobody has started yet. */
export async function builtDesk() {
  const dataDir = mkdtempSync(join(tmpdir(), 'amends-smoke-'));
  const port = await freePort();
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_INTAKE_PORT: String(await freePort()),
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'a good long password 7',
  };
  let child;
  return {
    url: `http://127.0.0.1:${port}`,
    named: `http://localhost:${port}`,
    /** Resolves with what the start screen says. */
    async start() {
      child = spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      return started(child);
    },
    stop: (signal) => stop(child, signal),
    async signIn() {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: `http://localhost:${port}` },
        body: JSON.stringify({ email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD }),
      });
      if (answer.status !== 201) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
      return answer.headers.get('set-cookie').split(';')[0];
    },
    kill: () => child?.kill('SIGKILL'),
    clear: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

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

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DeskClient } from './desk.client';
import { NotSeen, until } from './findings';
import { plainEnvironment } from './settings';

const EMAIL = 'boss@demo.test';
const PASSWORD = 'four quiet words here';
const RUNNING = 'Amends is running';
const START_MS = 90_000;
/** The desk gives itself 10 s. */
const STOP_MS = 15_000;
const LINES_KEPT = 40;

/** A whole desk for the length of the demo, with a database of its own in a folder of its own. */
export class OwnDesk {
  readonly email = EMAIL;
  readonly password = PASSWORD;
  readonly intakeAddress = 'help@localhost';
  url = '';
  smtp = '';
  private folder: string | null = null;
  private child: ChildProcess | null = null;
  private said = '';

  /** Starts the desk and returns when somebody can sign in. */
  async start(relay: string): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'amends-demo-'));
    const [port, smtpPort] = await freePorts();
    this.url = `http://127.0.0.1:${String(port)}`;
    this.smtp = `smtp://127.0.0.1:${String(smtpPort)}`;
    // In the folder, not here: a settings file that lies here belongs to somebody's real desk. In a process group of its own: a Ctrl-C must
    // reach it through us, and only when it is able to stop its database.
    const child = spawn(process.execPath, [join(__dirname, '..', 'main.js'), 'all'], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...plainEnvironment(),
        DATA_DIR: this.folder,
        PORT: String(port),
        SMTP_INTAKE_PORT: String(smtpPort),
        PUBLIC_URL: this.url,
        SMTP_URL: relay,
        // all of the customers here are one machine
        STATUS_PER_MINUTE: '1000',
        INTAKE_ADDRESS: this.intakeAddress,
        DESK_ZONE: whereItIsDay(),
        ADMIN_EMAIL: EMAIL,
        ADMIN_PASSWORD: PASSWORD,
        LOG_LEVEL: 'warn',
      },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
    const anybody = new DeskClient(this.url);
    await until(
      'the desk to start',
      async () => {
        if (hasEnded(child)) throw new NotSeen('the desk did not start');
        return this.said.includes(RUNNING) && (await anybody.isReady()) ? true : null;
      },
      START_MS,
    );
  }

  /** The last lines that the desk wrote, for whoever looks for a fault. */
  get lastWords(): string {
    return this.said.trim().split('\n').slice(-LINES_KEPT).join('\n');
  }

  /** Ends the desk and takes its folder away. May be called at any moment, also while it starts. */
  async stop(): Promise<void> {
    if (this.child) await this.end(this.child);
    if (this.folder) await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private async end(child: ChildProcess): Promise<void> {
    if (hasEnded(child)) return;
    // Before it runs it would leave its database behind.
    await Promise.race([
      until('the desk', () => (this.said.includes(RUNNING) || hasEnded(child) ? true : null), START_MS),
      pause(STOP_MS, null, { ref: false }),
    ]);
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = pause(STOP_MS, 'late', { ref: false });
    if ((await Promise.race([ended, late])) !== 'late') return;
    child.kill('SIGKILL');
    await ended;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Two ports of this machine that nobody listens on. Both are held until both are known, else they could be the same. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()].map((server) => server.listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const [first = 0, second = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [first, second];
}

const ZONES = ['America/Los_Angeles', 'America/New_York', 'Europe/Zurich', 'Asia/Kolkata', 'Asia/Tokyo', 'Pacific/Auckland'];

/** A zone in which it is between nine and six: customers are not written to at night, and the demo does not wait until the morning. */
function whereItIsDay(): string {
  const hourIn = (timeZone: string): number =>
    Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format());
  return ZONES.find((zone) => hourIn(zone) >= 9 && hourIn(zone) < 18) ?? 'UTC';
}

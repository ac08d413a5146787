import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Programs that run beside the benchmark, each in a process of its own, so that nobody's work is counted as somebody else's. */

const ANSWER_MS = 180_000;
const LEAVE_MS = 15_000;

export type Program = 'desk' | 'intake-floor' | 'clock-floor' | 'board-floor' | 'takes-floor' | 'load' | 'mail-sink' | 'mailer';

interface Told {
  id: number;
  value?: unknown;
  error?: string;
}

const settings: { profileDir: string | null } = { profileDir: null };
const running = new Set<Child>();

/** From now on every program writes a CPU profile into this folder when it ends. */
export function profileInto(dir: string): void {
  settings.profileDir = dir;
}

/** Ends whatever is still running; each by its own id. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}

export class Child {
  private readonly open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private counter = 0;

  private constructor(
    readonly program: Program,
    private readonly process: ChildProcess,
  ) {
    process.on('message', (told: Told) => {
      const asked = this.open.get(told.id);
      this.open.delete(told.id);
      if (told.error === undefined) asked?.resolve(told.value);
      else asked?.reject(new Error(`${program}: ${told.error}`));
    });
    const end = (how: string): void => {
      running.delete(this);
      for (const asked of this.open.values()) asked.reject(new Error(`${program} ended: ${how}.`));
    };
    process.once('exit', (code, signal) => {
      end(String(code ?? signal));
    });
    process.on('error', (error) => {
      end(error.message);
    });
  }

  /** Starts a program and asks it to `start`. What it writes to its standard output is thrown away, errors are shown. */
  static async start(
    program: Program,
    argument: unknown,
    env: Record<string, string> = {},
  ): Promise<{ child: Child; started: { port: number } }> {
    const { profileDir } = settings;
    const child = new Child(
      program,
      fork(join(__dirname, 'programs', `${program}.js`), [], {
        env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
        execArgv: profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    running.add(child);
    return { child, started: await child.ask<{ port: number }>('start', argument) };
  }

  /** Rejects with the program's own error, or where it did not answer in three minutes. */
  async ask<Answer>(name: string, argument: unknown = null): Promise<Answer> {
    this.counter += 1;
    const id = this.counter;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.open.set(id, { resolve, reject });
    });
    const timer = setTimeout(() => {
      this.open.get(id)?.reject(new Error(`${this.program} did not answer "${name}".`));
    }, ANSWER_MS);
    this.process.send({ id, name, argument });
    try {
      return (await answer) as Answer;
    } finally {
      clearTimeout(timer);
      this.open.delete(id);
    }
  }

  cpuMs(): Promise<number> {
    return this.ask<number>('cpu');
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    if (this.process.connected) this.process.disconnect();
    const late = setTimeout(() => this.process.kill('SIGKILL'), LEAVE_MS);
    await gone;
    clearTimeout(late);
  }
}

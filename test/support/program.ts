import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { builtProgram } from './built-program';

const START_MS = 60_000;
const running = new Set<Program>();

/** Ends by SIGKILL whatever of ours is still running. */
export async function killAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.kill()));
}

/** The program as a process of its own, which a test may kill at any moment. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly smtpPort: number,
  ) {}

  /** Resolves when it has said where it is; rejects with all it said when it ends before. */
  static async start(env: Record<string, string>): Promise<Program> {
    const child = spawn(process.execPath, [await builtProgram()], {
      env: { PATH: process.env['PATH'], ...env },
      cwd: env['DATA_DIR'],
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const screen = await firstScreen(child);
    const url = /Desk +(http:\S+)\//.exec(screen)?.[1] ?? '';
    const program = new Program(child, url.replace('localhost', '127.0.0.1'), Number(/by SMTP at \S+:(\d+)/.exec(screen)?.[1]));
    running.add(program);
    child.once('exit', () => running.delete(program));
    return program;
  }

  /** The power fails. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As Ctrl-C or a container's stop; answers with the exit code and how long it took. */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<{ code: number | null; ms: number }> {
    const before = performance.now();
    const code = await this.end(signal);
    return { code, ms: performance.now() - before };
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
    return this.child.exitCode;
  }
}

function firstScreen(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
    }, START_MS);
    const take = (part: Buffer): void => {
      text += part.toString();
      if (!text.includes('Stop with Ctrl-C.')) return;
      clearTimeout(late);
      resolve(text);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      reject(new Error(`The program ended (${String(code ?? signal)}):\n${text}`));
    });
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './free-port';
import { until } from './until';

/** A redis-server of our own that a test may flush, stop and kill. */
export class RedisServer {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** `settings` as on the command line: `['--maxmemory', '1mb']`. */
  static async start(...settings: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), settings);
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  async startAgain(): Promise<void> {
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', [...where, ...this.settings], { stdio: 'ignore' });
    await until('redis-server answers', () => this.says('PONG', (redis) => redis.ping()));
  }

  /** Everything is gone, as after FLUSHALL by hand. */
  async flush(): Promise<void> {
    await this.says('OK', (redis) => redis.flushall());
  }

  /** It is there and answers nobody. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  private async says(answer: string, ask: (redis: Redis) => Promise<string>): Promise<boolean> {
    const redis = new Redis(this.url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return (await ask(redis)) === answer;
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }
}

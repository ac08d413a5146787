import { type ConnectionOptions, Queue, Worker, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config';

/** All queues there are. A job holds a row's id and says "look"; PostgreSQL knows what is to be done. */
export const QUEUES = ['mail-in', 'suggest', 'notify', 'send-email', 'send-other'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Redis Cluster needs all keys of a queue in one slot; a hash tag from the first day costs nothing. */
const REDIS_PREFIX = '{amends}';

/** Where BullMQ lives: Redis if there is one, else the desk's own PostgreSQL in schema `bullmq`. */
export class QueueBackend {
  private readonly options: { connection: ConnectionOptions; prefix?: string };
  readonly kind: 'redis' | 'postgres';

  constructor(config: Pick<Config, 'redisUrl'>, databaseUrl: string) {
    this.kind = config.redisUrl ? 'redis' : 'postgres';
    if (config.redisUrl) {
      setDefaultBackendFactory();
      this.options = { connection: { url: config.redisUrl, maxRetriesPerRequest: null, enableOfflineQueue: true }, prefix: REDIS_PREFIX };
    } else {
      setDefaultBackendFactory(createPostgresBackend);
      // Options, never a Pool: a Pool would ignore the schema. Two connections a queue are enough.
      this.options = { connection: { connectionString: databaseUrl, schema: 'bullmq', max: 2 } };
    }
  }

  queue(name: QueueName): Queue {
    return new Queue(name, { ...this.options, defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true } });
  }

  worker(name: QueueName, look: () => Promise<void>): Worker {
    return new Worker(name, look, { ...this.options, concurrency: 1 });
  }

  /** A Redis that throws keys away to save memory would lose wake-ups; work would only be late, but say so. */
  async evictionWarning(url: string): Promise<string | null> {
    const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: 1000, retryStrategy: () => null });
    try {
      await redis.connect();
      const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
      return policy && policy !== 'noeviction' ? `Redis has maxmemory-policy ${policy}; set it to noeviction.` : null;
    } catch (error) {
      return `Redis cannot be reached (${error instanceof Error ? error.message : String(error)}). Work goes on, up to a second later.`;
    } finally {
      redis.disconnect();
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { QUEUES, type QueueBackend, type QueueName } from './queues';
import type { Waker } from './waker';

const PATIENCE_MS = 250;
/** A Redis that is away keeps every `add` in this process's memory until it is back; so many of them a queue are enough to wake it then. */
const MOST_HANGING = 10;

/**
 * The fast way in for due work: one BullMQ job after the commit. At most one `add` per queue is under way; wakes that come meanwhile
 * are one more `add` behind it, because the worker takes everything that is due anyway. An `add` may hang for ever while Redis is
 * away, so it is given 250 ms and then forgotten: the sweep finds the row.
 */
@Injectable()
export class Wakeups implements Waker {
  private readonly queues = new Map<QueueName, Queue>();
  private readonly adding = new Set<QueueName>();
  private readonly again = new Map<QueueName, string>();
  private readonly hanging = new Map<QueueName, number>();
  private counter = 0;
  private stopped = false;

  constructor(
    private readonly backend: QueueBackend,
    private readonly log: Logger,
  ) {}

  open(): void {
    for (const name of QUEUES) {
      const queue = this.backend.queue(name);
      queue.on('error', (error) => {
        this.log.debug({ queue: name, error: error.message }, 'queue connection');
      });
      this.queues.set(name, queue);
    }
  }

  wake(name: string, id: string): void {
    const queue = this.queues.get(name as QueueName);
    if (!queue || this.stopped || this.hangingOn(queue.name as QueueName) >= MOST_HANGING) return;
    if (this.adding.has(queue.name as QueueName)) {
      this.again.set(queue.name as QueueName, id);
      return;
    }
    void this.add(queue, id);
  }

  private async add(queue: Queue, id: string): Promise<void> {
    const name = queue.name as QueueName;
    this.adding.add(name);
    this.counter += 1;
    this.hanging.set(name, this.hangingOn(name) + 1);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    const adding = queue
      .add('look', { id }, { jobId: `w-${id}-${process.pid}-${this.counter}` })
      .catch((error: unknown) => {
        this.log.debug({ queue: name, error: String(error) }, 'wake-up not delivered; the sweep will find the work');
      })
      .finally(() => {
        this.hanging.set(name, this.hangingOn(name) - 1);
      });
    await Promise.race([adding, patience]);
    clearTimeout(timer);
    this.adding.delete(name);
    const next = this.again.get(name);
    this.again.delete(name);
    if (next !== undefined) this.wake(name, next);
  }

  /** How many calls of this queue have not come back yet. */
  private hangingOn(name: QueueName): number {
    return this.hanging.get(name) ?? 0;
  }

  /** BullMQ's close hangs while Redis is away; the caller's deadline ends the process then. */
  async close(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }
}

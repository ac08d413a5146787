import type { Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics';
import type { DueWork, TimedWork } from './due-work';
import { QUEUES, type QueueBackend } from './queues';

const SWEEP_MS = 1000;

/** Runs all due work of this process: BullMQ workers, the sweep, and the clocks' loop. */
export class JobRunner {
  private readonly workers: Worker[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private readonly askedAgain = new Set<string>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(
    private readonly backend: QueueBackend,
    private readonly works: readonly DueWork[],
    private readonly timed: readonly TimedWork[],
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {
    const deaf = QUEUES.filter((queue) => !works.some((work) => work.queue === queue));
    if (deaf.length > 0 && works.length > 0) throw new Error(`No work listens to the queues ${deaf.join(', ')}: see workers.module.ts`);
  }

  /** `sweep: false` leaves the BullMQ way alone (tests prove each way by itself); `queues: false` the sweep alone. */
  start({ sweep = true, queues = true }: { sweep?: boolean; queues?: boolean } = {}): void {
    if (queues) for (const name of QUEUES) this.listen(name);
    if (!sweep) return;
    this.sweep();
    for (const work of this.timed) this.tick(work);
  }

  private listen(name: (typeof QUEUES)[number]): void {
    const mine = this.works.filter((work) => work.queue === name);
    const worker = this.backend.worker(name, async () => {
      await Promise.all(mine.map((work) => this.drain(work)));
    });
    worker.on('error', (error) => {
      this.log.debug({ queue: name, error: error.message }, 'queue connection');
    });
    this.workers.push(worker);
  }

  private sweep(): void {
    for (const work of this.works) void this.drain(work);
    // ± 10 %, so that many processes do not all ask in the same instant
    this.later(SWEEP_MS * (0.9 + Math.random() * 0.2), () => {
      this.sweep();
    });
  }

  private tick(work: TimedWork): void {
    void this.drain(work)
      .then(() => (this.stopping ? null : work.untilNextMs()))
      .catch((error: unknown) => {
        this.log.warn({ work: work.name, error: String(error) }, 'the clocks could not be read; trying again in a second');
        return null;
      })
      .then((ms) => {
        this.later(Math.min(Math.max(ms ?? SWEEP_MS, 0), SWEEP_MS), () => {
          this.tick(work);
        });
      });
  }

  private later(ms: number, then: () => void): void {
    if (this.stopping) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopping) then();
    }, ms);
    this.timers.add(timer);
  }

  /** One run at a time per kind of work in this process; a call that comes meanwhile is one more look afterwards. */
  drain(work: DueWork | TimedWork): Promise<void> {
    const current = this.running.get(work.name);
    if (current) {
      this.askedAgain.add(work.name);
      return current;
    }
    const run = this.loop(work).finally(() => this.running.delete(work.name));
    this.running.set(work.name, run);
    return run;
  }

  private async loop(work: DueWork | TimedWork): Promise<void> {
    do {
      this.askedAgain.delete(work.name);
      try {
        let done = 1;
        while (done > 0 && !this.stopping) {
          const end = this.metrics.jobSeconds.startTimer({ work: work.name });
          done = await work.run();
          if (done > 0) end();
        }
      } catch (error) {
        this.metrics.jobFailures.inc({ work: work.name });
        this.log.warn({ work: work.name, err: error }, 'due work failed; the next sweep tries again');
        return;
      }
    } while (this.askedAgain.has(work.name) && !this.stopping);
  }

  /** Does all due work until nothing is left (tests, benchmarks). Returns how many rows were done. */
  async settle(): Promise<number> {
    let total = 0;
    for (;;) {
      let round = 0;
      for (const work of [...this.timed, ...this.works]) {
        // What a worker of the queue is doing at this moment may leave work for one that had its turn already: go round again.
        const underWay = this.running.get(work.name);
        if (underWay) round += 1;
        await underWay;
        for (let done = await work.run(); done > 0; done = await work.run()) {
          round += 1;
          total += done;
        }
      }
      if (round === 0 && this.running.size === 0) return total;
      await Promise.all(this.running.values());
    }
  }

  /** Takes no new work; resolves when what was under way is done. It needs the database, so that must stay open until then. */
  async rest(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.allSettled(this.running.values());
  }

  /** Rests, then closes the queues' workers. The caller has the deadline: closing hangs while Redis is away. */
  async stop(): Promise<void> {
    await this.rest();
    await Promise.allSettled(this.workers.map((worker) => worker.close()));
  }
}

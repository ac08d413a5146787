import type { QueueName } from './queues';

/**
 * One kind of work that is due: rows with a state and a due time in PostgreSQL. Two ways lead here, a BullMQ job (fast) and a sweep
 * every second (sure), and both mean the same: look and do what is there. Must be harmless when run twice, late or by many at once.
 */
export interface DueWork {
  readonly name: string;
  readonly queue: QueueName;
  /** Claims what is due, does it, settles it. Returns how many rows it took; 0 means nothing is left. */
  run(): Promise<number>;
}

/** The clocks' loop also says when it wants to be called next, so that a due time is not missed by up to a second. */
export interface TimedWork {
  readonly name: string;
  /** Fires everything due; returns how many. */
  run(): Promise<number>;
  /** Milliseconds until the next due time by the database's clock, or null when nothing is armed. */
  untilNextMs(): Promise<number | null>;
}

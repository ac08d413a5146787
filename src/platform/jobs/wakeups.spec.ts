import type { Queue } from 'bullmq';
import { pino } from 'pino';
import type { QueueBackend } from './queues';
import { Wakeups } from './wakeups';

/** A queue whose Redis is away until `back` is called: what was added waits. */
class AwayQueue {
  readonly waiting: (() => void)[] = [];
  added = 0;

  constructor(readonly name: string) {}

  on(): this {
    return this;
  }

  add(): Promise<void> {
    this.added += 1;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  back(): void {
    for (const answer of this.waiting.splice(0)) answer();
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function wakeups(): { wakeups: Wakeups; mail: AwayQueue } {
  const queues = new Map<string, AwayQueue>();
  const queue = (name: string): Queue => {
    const made = new AwayQueue(name);
    queues.set(name, made);
    return made as unknown as Queue;
  };
  const made = new Wakeups({ queue } as unknown as QueueBackend, pino({ level: 'silent' }));
  made.open();
  return { wakeups: made, mail: queues.get('send-email') ?? new AwayQueue('none') };
}

test('many wakes of one moment are one call, and one more for those that came meanwhile', async () => {
  const { wakeups: some, mail } = wakeups();
  for (let n = 0; n < 50; n += 1) some.wake('send-email', `m${String(n)}`);
  expect(mail.added).toBe(1);
  mail.back();
  await jest.advanceTimersByTimeAsync(1);
  expect(mail.added).toBe(2);
});

test('a Redis that is away for hours does not fill the memory, and is used again when it is back', async () => {
  const { wakeups: some, mail } = wakeups();
  for (let n = 0; n < 200; n += 1) {
    some.wake('send-email', `m${String(n)}`);
    await jest.advanceTimersByTimeAsync(251);
  }
  expect(mail.added).toBe(10);
  mail.back();
  await jest.advanceTimersByTimeAsync(1);
  some.wake('send-email', 'after');
  expect(mail.added).toBe(11);
});

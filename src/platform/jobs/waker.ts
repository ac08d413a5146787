/** Tells a queue that there is something to do. Never throws, never waits: PostgreSQL already knows. */
export interface Waker {
  wake(queue: string, id: string): void;
}

export const WAKER = Symbol('Waker');

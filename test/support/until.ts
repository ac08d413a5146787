import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Asks again and again until it is so; fails with `what` when it does not come to that. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not come to this: ${what}`);
    await pause(20);
  }
}

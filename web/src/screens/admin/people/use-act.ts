import { useState } from 'react';
import { say, sayFailed } from '../../../ui/say';

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
}

/** One call by a button: busy meanwhile, the desk's own sentence where it is refused, true when it was done. */
export function useAct(): {
  busy: boolean;
  run: <T>(call: () => Promise<Answer<T>>, done: string | null, then?: (data: T | undefined) => unknown) => Promise<boolean>;
} {
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async run(call, done, then) {
      if (busy) return false;
      setBusy(true);
      try {
        const { data, error } = await call();
        if (error !== undefined) {
          sayFailed(error);
          return false;
        }
        await then?.(data);
        if (done !== null) say(done);
        return true;
      } catch (error) {
        sayFailed(error);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

import { useState } from 'react';
import { sayFailed, unlessUndone } from '../../ui/say';

/** Rows that somebody has decided about leave the list at once and come back when it is undone, or when the desk refused. */
export function useGone(): {
  isHere: (row: { readonly id: string }) => boolean;
  /** `act` answers with what the desk refused, if it did. */
  decide: (id: string, sentence: string, act: () => Promise<unknown>) => void;
} {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const back = (id: string): void => setGone((now) => new Set([...now].filter((one) => one !== id)));
  return {
    isHere: ({ id }) => !gone.has(id),
    decide(id, sentence, act) {
      setGone((now) => new Set(now).add(id));
      unlessUndone(
        sentence,
        async () => {
          const refused = await act().catch((error: unknown) => error);
          if (refused === undefined) return;
          back(id);
          sayFailed(refused);
        },
        () => back(id),
      );
    },
  };
}

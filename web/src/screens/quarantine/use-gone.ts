import { useState } from 'react';
import { unlessUndone } from '../../ui/say';

/** Rows that somebody has decided about leave the list at once and come back when it is undone, or when the desk refused. */
export function useGone(): {
  isHere: (row: { readonly id: string }) => boolean;
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
          try {
            await act();
          } catch (error) {
            back(id);
            throw error;
          }
        },
        () => back(id),
      );
    },
  };
}

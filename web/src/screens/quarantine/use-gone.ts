import { useState } from 'react';
import { unlessTakenBack } from '../../drafts/promised';
import type { Step } from '../../drafts/steps';

/** Rows that somebody has decided about leave the list at once and come back when it is undone, or when the desk refused. */
export function useGone(): {
  isHere: (row: { readonly id: string }) => boolean;
  decide: (id: string, sentence: string, step: Step) => void;
} {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const back = (id: string): void => setGone((now) => new Set([...now].filter((one) => one !== id)));
  return {
    isHere: ({ id }) => !gone.has(id),
    decide(id, sentence, step) {
      setGone((now) => new Set(now).add(id));
      unlessTakenBack(sentence, [step], {
        done: (refused) => {
          if (refused) back(id);
        },
        undone: () => back(id),
      });
    },
  };
}

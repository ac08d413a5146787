/** For how long a write whose answer was lost is taken for the same one when it comes again. */
const SAME_FOR_MS = 5 * 60_000;

/** Which key a write goes out with: what is sent again does nothing twice, and what was changed meanwhile is not refused for ever. */
export interface CommandKeys {
  /** For a write that brings no key: that of the same write (method, address and body) whose answer was lost, else a new one. */
  readonly forWrite: (write: string, now: number) => string;
  /** What to send in place of this key: another one where the desk took it with other words. */
  readonly inPlaceOf: (key: string) => string;
  /** The answer was lost: perhaps it was done, perhaps not. */
  readonly lost: (write: string, key: string, now: number) => void;
  /** There was an answer: the next one like it is another one. */
  readonly answered: (write: string) => void;
  /** The desk refused it because it took other words under this key before (422). */
  readonly taken: (key: string) => void;
}

/** `now` in milliseconds; `fresh` makes a key. */
export function commandKeys(fresh: () => string): CommandKeys {
  const open = new Map<string, { readonly key: string; readonly at: number }>();
  const next = new Map<string, string>();
  const inPlaceOf = (key: string): string => {
    const other = next.get(key);
    return other === undefined ? key : inPlaceOf(other);
  };
  return {
    forWrite(write, now) {
      const before = open.get(write);
      return before !== undefined && now - before.at < SAME_FOR_MS ? before.key : fresh();
    },
    inPlaceOf,
    lost(write, key, now) {
      for (const [one, { at }] of open) if (now - at >= SAME_FOR_MS) open.delete(one);
      open.set(write, { key, at: now });
    },
    answered: (write) => void open.delete(write),
    taken: (key) => void next.set(key, fresh()),
  };
}

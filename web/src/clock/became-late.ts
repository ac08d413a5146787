type Listener = () => void;
const listeners = new Set<Listener>();

/** A clock on the page became late while it was looked at. */
export function becameLate(): void {
  for (const listener of listeners) listener();
}

/** Calls back each time; answers how to stop that. */
export function onLate(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

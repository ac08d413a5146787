import { useSyncExternalStore } from 'react';

/** The desk's time minus this computer's. A PC clock may be ten minutes wrong; what people read never is. */
let offsetMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The desk's time now, in milliseconds: the only clock of the console. */
export function deskNow(): number {
  return Date.now() + offsetMs;
}

/** Takes the time from an answer. Answers of the last moments differ by their way here, so small differences change nothing. */
export function learnServerTime(iso: string): void {
  const offset = Date.parse(iso) - Date.now();
  if (Math.abs(offset - offsetMs) < 1_500) return;
  offsetMs = offset;
  tick();
}

function tick(): void {
  for (const listener of listeners) listener();
}

function watch(): void {
  clearInterval(timer);
  timer = undefined;
  if (document.hidden || listeners.size === 0) return;
  tick();
  timer = setInterval(tick, 1000);
}
document.addEventListener('visibilitychange', watch);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) watch();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) watch();
  };
}

/**
 * Something made from the time, looked at once a second by one ticker for the whole page. `of` must answer a plain value: the page
 * paints again only when that value changes, so 500 clocks that show minutes cost next to nothing.
 */
export function useClock<T extends string | number | boolean | null>(of: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => of(deskNow()));
}

import { store } from '../ui/store';

/** Whether calls get through. The browser's own `navigator.onLine` only knows the cable. */
export const line = store<{ lost: boolean; since: number | null }>({ lost: !navigator.onLine, since: null });

export function lineLost(): void {
  if (!line.get().lost) line.set({ lost: true, since: performance.now() });
}
export function lineFound(): void {
  if (line.get().lost) line.set({ lost: false, since: null });
}
window.addEventListener('offline', lineLost);
window.addEventListener('online', lineFound);

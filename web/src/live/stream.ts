import { queries } from '../api/queries';
import { store } from '../ui/store';
import { lineFound } from './line';

export type LiveState = 'live' | 'trying' | 'off';
/** What the pill says, and since when the stream is away (the computer's own milliseconds since start). */
export const live = store<{ state: LiveState; since: number }>({ state: 'trying', since: performance.now() });

const PULSE_MS = 1_000;
const FALLBACK_MS = 30_000;
const CHANNEL = 'amends-live';

type Told = { readonly type: 'ticket'; readonly ticketId: string; readonly version: number } | { readonly type: 'resync' };
type Word = { readonly told: Told } | { readonly state: LiveState };

let waiting = new Set<string>();
let everything = false;
let pulse: ReturnType<typeof setTimeout> | undefined;

/** Several changes within a second are one reading anew of what is on screen. */
function readAnew(): void {
  pulse = undefined;
  const [tickets, all] = [waiting, everything];
  waiting = new Set();
  everything = false;
  void queries.invalidateQueries({
    predicate: ({ meta }) => meta?.live === true && (all || typeof meta.ticket !== 'string' || tickets.has(meta.ticket)),
  });
}

function take(told: Told): void {
  if (told.type === 'resync') everything = true;
  else waiting.add(told.ticketId);
  pulse ??= setTimeout(readAnew, PULSE_MS);
}

function show(state: LiveState): void {
  if (live.get().state !== state) live.set({ state, since: performance.now() });
  if (state === 'live') lineFound();
}

/**
 * One stream for all tabs of this browser: the tab that holds the lock listens and tells the others. It carries ids and versions only;
 * what they mean is read through the API with the reader's own rights. Returns what ends it.
 */
export function startStream(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let source: EventSource | undefined;
  const tell = (word: Word): void => channel.postMessage(word);

  channel.onmessage = ({ data }: MessageEvent<Word | 'hello'>) => {
    if (data === 'hello') {
      if (source) tell({ state: live.get().state });
    } else if ('told' in data) take(data.told);
    else show(data.state);
  };

  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      source = new EventSource('/api/v1/stream');
      source.onopen = () => {
        show('live');
        tell({ state: 'live' });
      };
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const told = JSON.parse(data) as Told;
        take(told);
        tell({ told });
      };
      source.onerror = () => {
        show('trying');
        tell({ state: 'trying' });
        // refused for good (signed out): the browser does not come back by itself
        if (source?.readyState === EventSource.CLOSED) setTimeout(() => void listenAgain(), FALLBACK_MS);
      };
      stop.signal.addEventListener('abort', () => {
        source?.close();
        resolve();
      });
    });
  const listenAgain = async (): Promise<void> => {
    source?.close();
    if (!stop.signal.aborted) await listen();
  };

  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) {
    void locks.request(CHANNEL, { signal: stop.signal }, listen).catch(() => undefined);
    channel.postMessage('hello');
  } else void listen();

  const fallback = setInterval(() => {
    if (live.get().state !== 'live') take({ type: 'resync' });
  }, FALLBACK_MS);
  return () => {
    stop.abort();
    source?.close();
    clearInterval(fallback);
    clearTimeout(pulse);
    pulse = undefined;
    channel.close();
  };
}

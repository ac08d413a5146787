import { useClock } from '../../clock/desk-clock';
import { line } from '../../live/line';
import { live } from '../../live/stream';

const AWAY_MS = 30_000;

/** Whether news have not come for more than 30 seconds: the stream is away, or nothing gets through at all. */
export function useAway(): boolean {
  return useClock(() => {
    const { state, since } = live.get();
    const lost = line.get();
    const now = performance.now();
    return (state !== 'live' && now - since > AWAY_MS) || (lost.lost && lost.since !== null && now - lost.since > AWAY_MS);
  });
}

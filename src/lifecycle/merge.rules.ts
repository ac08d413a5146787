import type { Severity } from '../clocks/clock.rules';
import type { HoldKind } from './holds.rules';
import type { Mood } from './severity.rules';
import { worse, worseMood } from './severity.rules';

/** What a merge makes of two tickets (domain.md 3.5). */

export interface MergeFacts {
  receivedAt: Date;
  severity: Severity;
  mood: Mood;
  restricted: boolean;
  holds: readonly HoldKind[];
  /** The first is the primary one; none for "not sure". */
  touchPoints: readonly string[];
}

/** The target's fields after the merge: earliest receipt, highest severity, worst mood, all holds and touch points, its own first. */
export function mergeFields(target: MergeFacts, source: MergeFacts): MergeFacts {
  return {
    receivedAt: source.receivedAt.getTime() < target.receivedAt.getTime() ? source.receivedAt : target.receivedAt,
    severity: worse(target.severity, source.severity),
    mood: worseMood(target.mood, source.mood),
    restricted: target.restricted || source.restricted,
    holds: [...new Set([...target.holds, ...source.holds])],
    touchPoints: [...new Set([...target.touchPoints, ...source.touchPoints])],
  };
}

/** The ticket a merge goes into unless somebody picks: the older one; of two from the same instant the one with the smaller number. */
export function defaultTarget<T extends { receivedAt: Date; number: number }>(a: T, b: T): T {
  const byTime = a.receivedAt.getTime() - b.receivedAt.getTime();
  return byTime < 0 || (byTime === 0 && a.number <= b.number) ? a : b;
}

/**
 * Follows earlier merges from `targetId` to the ticket that lives (edge 73). `mergedInto` gives for a merged ticket the one it went into, null
 * for all others. `loops` is true where the way leads back to `sourceId`: such a merge is refused.
 */
export function followMerges(
  sourceId: string,
  targetId: string,
  mergedInto: (ticketId: string) => string | null,
): { targetId: string; loops: boolean } {
  const seen = new Set([sourceId]);
  let at = targetId;
  for (;;) {
    if (seen.has(at)) return { targetId: at, loops: true };
    seen.add(at);
    const next = mergedInto(at);
    if (next === null) return { targetId: at, loops: false };
    at = next;
  }
}

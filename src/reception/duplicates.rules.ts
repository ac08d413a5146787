/** The same matter a second time (domain.md 9.4), as pure arithmetic. Nothing is ever put together by itself: these are words for a person. */

/** What is known of an earlier ticket beside the complaint that is just being typed. */
export interface Likeness {
  /** The number of the order stands in the earlier complaint. */
  sameOrder: boolean;
  /** Trigram similarity of the two texts, 0 to 1. */
  similarity: number;
  sameTouchPoint: boolean;
  /** Since the earlier one was received, in milliseconds. */
  ageMs: number;
}

export type Verdict = 'probably' | 'maybe';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** An earlier ticket counts for as long as this after it was closed. */
export const DUPLICATE_DAYS = 30;

/** 0 to 1, two decimals: .35 same order, .25 text, .20 same touch point, .20 how recent (1 today, 0 after 30 days). */
export function duplicateScore({ sameOrder, similarity, sameTouchPoint, ageMs }: Likeness): number {
  const recency = Math.min(1, Math.max(0, 1 - ageMs / (DUPLICATE_DAYS * DAY_MS)));
  const score = (sameOrder ? 0.35 : 0) + 0.25 * similarity + (sameTouchPoint ? 0.2 : 0) + 0.2 * recency;
  return Math.round(score * 100) / 100;
}

/** From .60 probably the same, from .35 maybe; the same words within a quarter of an hour came by two ways. Null: not worth a word. */
export function duplicateVerdict(likeness: Likeness): Verdict | null {
  const score = duplicateScore(likeness);
  const twice = likeness.ageMs <= 15 * MINUTE_MS && likeness.similarity >= 0.8;
  if (score >= 0.6 || twice) return 'probably';
  return score >= 0.35 ? 'maybe' : null;
}

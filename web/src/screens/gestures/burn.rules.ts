/** What a period of a budget has, in the smallest unit, and when it runs. */
export interface BurnFacts {
  readonly limitMinor: number;
  readonly overrideMinor: number;
  readonly reservedMinor: number;
  readonly spentMinor: number;
  readonly startsAt: string;
  readonly endsAt: string;
}

export type Pace = 'gone' | 'nearly' | 'fast' | 'fine';

export interface Burn {
  /** Share of the money that is given or reserved, from 0; above 1 where more was promised than there is. */
  readonly share: number;
  /** Share of the period that is over, 0 to 1. */
  readonly time: number;
  readonly pace: Pace;
}

const NEARLY = 0.9;
/** So much ahead of the calendar is faster than planned; less is the ups and downs of a month. */
const AHEAD = 0.15;

/** How fast a budget is used: gone when nothing is left, nearly gone from 90 %, fast when it is 15 points ahead of the calendar. */
export function burnOf(facts: BurnFacts, now: number): Burn {
  const all = facts.limitMinor + facts.overrideMinor;
  const used = facts.reservedMinor + facts.spentMinor;
  const share = all === 0 ? 1 : used / all;
  const [start, end] = [Date.parse(facts.startsAt), Date.parse(facts.endsAt)];
  const time = Math.min(1, Math.max(0, (now - start) / (end - start)));
  return { share, time, pace: share >= 1 ? 'gone' : share >= NEARLY ? 'nearly' : share > time + AHEAD ? 'fast' : 'fine' };
}

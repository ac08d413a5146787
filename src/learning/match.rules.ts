import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { GestureClass } from '../catalogue/gesture-type-facts.rules';
import { isMoney } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';

/** Which kind of gift fits which kind of failure (domain.md 5.5): what the desk believes before it has seen anything. */

export type MatchTable = Readonly<Record<FailureClass, Readonly<Record<GestureClass, number>>>>;

/** What a fitting gift adds to the chance of winning the customer back. Directions from F7, F8 and F17; the numbers are defaults. */
export const MATCH: MatchTable = {
  money_lost: { money_now: 0.08, money_later: 0.04, goods: 0, service: 0, attention: -0.03, time: 0 },
  flawed_goods: { money_now: 0.04, money_later: 0.01, goods: 0.08, service: 0.02, attention: 0, time: 0 },
  failed_service: { money_now: 0.03, money_later: 0, goods: 0, service: 0.08, attention: 0.02, time: 0.03 },
  lack_of_attention: { money_now: 0, money_later: -0.02, goods: 0.02, service: 0.03, attention: 0.08, time: 0 },
  time_lost: { money_now: 0.02, money_later: 0, goods: 0, service: 0.04, attention: 0.02, time: 0.08 },
};

/** One correction of the match table that applies here. */
export interface Modifier {
  code: 'angry' | 'failedAttention' | 'failedMoney' | 'notOurs';
  why: string;
  bonus: number;
}

/** The corrections for mood, a failed fix and fault. They change the kind of gift, never what it may be worth (domain.md 5.7). */
export function modifiersOf(gestureClass: GestureClass, facts: Pick<OneUpFacts, 'mood' | 'cycle' | 'fault'>): Modifier[] {
  const found: Modifier[] = [];
  if (gestureClass === 'attention' && facts.mood === 'angry')
    found.push({ code: 'angry', why: 'The customer is angry: attention counts more', bonus: 0.03 });
  if (gestureClass === 'attention' && facts.cycle >= 2)
    found.push({ code: 'failedAttention', why: 'The first fix failed: attention counts more', bonus: 0.06 });
  if (isMoney(gestureClass) && facts.cycle >= 2)
    found.push({ code: 'failedMoney', why: 'The first fix failed: money counts less', bonus: -0.04 });
  if (isMoney(gestureClass) && facts.fault === 'not_ours')
    found.push({ code: 'notOurs', why: 'It was not our fault: money counts less', bonus: -0.04 });
  return found;
}

import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { GestureClass, GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../gestures/gesture-facts.rules';
import { isMoney } from '../catalogue/gesture-type-facts.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';

/** Which kind of gift fits which kind of failure (domain.md 5.5), and the score of 5.8 while nothing has been learned yet (settled.md 33). */

/** What a fitting gift adds to the chance of winning the customer back. Directions from F7, F8 and F17; the numbers are defaults. */
const MATCH: Readonly<Record<FailureClass, Readonly<Record<GestureClass, number>>>> = {
  money_lost: { money_now: 0.08, money_later: 0.04, goods: 0, service: 0, attention: -0.03, time: 0 },
  flawed_goods: { money_now: 0.04, money_later: 0.01, goods: 0.08, service: 0.02, attention: 0, time: 0 },
  failed_service: { money_now: 0.03, money_later: 0, goods: 0, service: 0.08, attention: 0.02, time: 0.03 },
  lack_of_attention: { money_now: 0, money_later: -0.02, goods: 0.02, service: 0.03, attention: 0.08, time: 0 },
  time_lost: { money_now: 0.02, money_later: 0, goods: 0, service: 0.04, attention: 0.02, time: 0.08 },
};

const BASE_CHANCE = 0.6;
const LEAST_CHANCE = 0.02;
const MOST_CHANCE = 0.98;

/** What a customer won back is worth, in units, until the owner names a figure. */
const RECOVERED_UNITS = 120;
const UNITS_PER_DAY = 0.5;
const MINUTES_PER_DAY = 24 * 60;

/** The bonus of a kind of gift after a kind of failure. */
export function matchOf(failure: FailureClass, gestureClass: GestureClass): number {
  return MATCH[failure][gestureClass];
}

/** One correction of the match table that applies here. */
export interface Modifier {
  why: string;
  bonus: number;
}

/** The corrections for mood, a failed fix and fault. They change the kind of gift, never what it may be worth (domain.md 5.7). */
export function modifiersOf(gestureClass: GestureClass, facts: Pick<OneUpFacts, 'mood' | 'cycle' | 'fault'>): Modifier[] {
  const found: Modifier[] = [];
  if (gestureClass === 'attention' && facts.mood === 'angry')
    found.push({ why: 'The customer is angry: attention counts more', bonus: 0.03 });
  if (gestureClass === 'attention' && facts.cycle >= 2) found.push({ why: 'The first fix failed: attention counts more', bonus: 0.06 });
  if (isMoney(gestureClass) && facts.cycle >= 2) found.push({ why: 'The first fix failed: money counts less', bonus: -0.04 });
  if (isMoney(gestureClass) && facts.fault === 'not_ours') found.push({ why: 'It was not our fault: money counts less', bonus: -0.04 });
  return found;
}

/** The chance of winning the customer back with this gift: clip(0.60 + match + modifiers, .02, .98). */
export function chanceOf(gestureClass: GestureClass, facts: Pick<OneUpFacts, 'failureClass' | 'mood' | 'cycle' | 'fault'>): number {
  const bonus = modifiersOf(gestureClass, facts).reduce((sum, { bonus: one }) => sum + one, matchOf(facts.failureClass, gestureClass));
  return Math.min(MOST_CHANCE, Math.max(LEAST_CHANCE, BASE_CHANCE + bonus));
}

/** What the gift is expected to cost in units: a voucher costs only where it is used. */
export function expectedCostUnits(gesture: Pick<GestureTypeFacts, 'costMinor' | 'fulfilment' | 'redemptionRate'>): number {
  const share = gesture.fulfilment === 'code' ? (gesture.redemptionRate ?? 1) : 1;
  return (gesture.costMinor * share) / MINOR_PER_UNIT;
}

/** chance · 120 − expected cost − 0.5 per day of waiting, in units of currency. */
export function scoreOf(gesture: GestureTypeFacts, facts: OneUpFacts): number {
  const days = gesture.leadMinutes / MINUTES_PER_DAY;
  return chanceOf(gesture.class, facts) * RECOVERED_UNITS - expectedCostUnits(gesture) - UNITS_PER_DAY * days;
}

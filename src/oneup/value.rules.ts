import type { Severity } from '../clocks/clock.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { MINOR_PER_UNIT, severityWords } from '../lifecycle/severity.rules';
import { moneyFloorMinor } from '../catalogue/gesture-type.rules';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { amountWords, isMoney } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from './gesture-facts.rules';

/** R6: what a gesture may cost and be worth (domain.md 5.2; directions from F10 to F12, numbers are defaults). */

/** By how bad it was. On a dangerous matter a manager decides each time. */
const COST_CAP_UNITS: Readonly<Record<Severity, number | null>> = { S1: null, S2: 75, S3: 25, S4: 10 };

/** Refund and gift together; beyond that customers feel bought. */
const WORTH_SHARE = 1.5;

/** The most all gestures of one cycle may cost; null: a manager decides. */
export function costCapMinor(severity: Severity): number | null {
  const units = COST_CAP_UNITS[severity];
  return units === null ? null : units * MINOR_PER_UNIT;
}

/** The most that refund and gifts may be worth together: one and a half times price or loss, the larger; null where neither is known. */
export function worthCapMinor(priceMinor: number | null, lossMinor: number | null): number | null {
  const base = Math.max(priceMinor ?? 0, lossMinor ?? 0);
  return base > 0 ? Math.floor(base * WORTH_SHARE) : null;
}

/** R6 for this gesture together with those already given in the cycle. */
export function valueProblem(gesture: GestureTypeFacts, facts: OneUpFacts): string | { why: string; needs: Role } | null {
  const cost = facts.activeGestures.reduce((sum, one) => sum + one.costMinor, gesture.costMinor);
  const cap = costCapMinor(facts.severity);
  if (cap !== null && cost > cap)
    return `It costs us about ${amountWords(cost)} in all; where it is "${severityWords(facts.severity)}" the most is ${amountWords(cap)}.`;

  const worthCap = worthCapMinor(facts.priceMinor, facts.lossMinor);
  const worth = facts.activeGestures.reduce((sum, one) => sum + one.faceMinor, facts.redressMinor + gesture.faceMinor);
  if (gesture.faceMinor > 0 && worthCap !== null && worth > worthCap)
    return `With what was paid back it would be worth ${amountWords(worth)}; at most ${amountWords(worthCap)} is fitting here.`;

  const floor = moneyFloorMinor(facts.priceMinor);
  if (isMoney(gesture.class) && gesture.faceMinor < floor)
    return `Less than ${amountWords(floor)} can please less than a plain thank-you; offer a call or a card.`;

  return cap === null && !roleAtLeast(facts.actor.roles, 'manager')
    ? { why: 'On a dangerous matter a manager decides about gifts.', needs: 'manager' }
    : null;
}

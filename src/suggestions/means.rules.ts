import { dayWords } from '../calendar/local-time.rules';
import { amountWords, isMoney, type GestureClass, type GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { capProblem } from '../oneup/caps.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import type { Learned } from '../learning/score.rules';

/** What keeps a gift out of the suggestions that the rules R1 to R12 would let pass: no money, no stock, enough given, no good. */

/** These may fall any day, so a ticket that only they keep without a gift is not settled as "nothing is possible". */
export const MEANS = ['stock', 'budget', 'caps', 'taken_out'] as const;
export type Means = (typeof MEANS)[number];

export interface MeansProblem {
  rule: Means;
  why: string;
}

/** Whose budget it is; the two kinds of money are one to people. */
function budgetWords(gestureClass: GestureClass): string {
  return isMoney(gestureClass) ? 'money' : gestureClass;
}

/** `zone` is the location's; the day is the one on which there is money again. */
function budgetProblem(type: GestureTypeFacts, { budgetLeft }: OneUpFacts, zone: string, now: Date): string | null {
  const budget = budgetLeft[type.class];
  if (budget === undefined || type.costMinor === 0 || type.costMinor <= budget.leftMinor) return null;
  const until = `until ${dayWords(budget.until, zone, { now })}; a manager may release more.`;
  const words = budgetWords(type.class);
  if (budget.leftMinor <= 0) return `${words.charAt(0).toUpperCase()}${words.slice(1)} budget used up ${until}`;
  return `It costs ${amountWords(type.costMinor)}, and the ${words} budget has ${amountWords(budget.leftMinor)} left ${until}`;
}

function takenOutProblem(type: GestureTypeFacts, { takenOut, types }: Learned): string | null {
  if (!takenOut.includes(type.code)) return null;
  const known = types.find(({ code }) => code === type.code);
  const numbers = known ? `: it worked for ${String(known.rawS)} of ${String(known.rawN)} similar cases` : '';
  return `Did not help here${numbers}; a manager can put it back.`;
}

/** The first of them that applies; null where the gift can be had. `zone`: IANA name, for the date. */
export function meansProblem(type: GestureTypeFacts, facts: OneUpFacts, learned: Learned, zone: string, now: Date): MeansProblem | null {
  if ((facts.stockLeft[type.code] ?? 1) <= 0) return { rule: 'stock', why: 'The last one is just gone.' };
  const budget = budgetProblem(type, facts, zone, now);
  if (budget !== null) return { rule: 'budget', why: budget };
  const cap = facts.caps.staffContact ? null : capProblem(type, type.costMinor, facts.caps, now);
  if (cap) return { rule: 'caps', why: cap.why };
  const takenOut = takenOutProblem(type, learned);
  return takenOut === null ? null : { rule: 'taken_out', why: takenOut };
}

import { amountWords } from '../catalogue/gesture-type-facts.rules';
import { dayWords } from '../calendar/local-time.rules';

/** What a budget says to people. Amounts in the smallest unit of its currency. */

/** Why a gift cannot be paid, and what to do. `leftMinor`: of the budget that has least; `endsAt`: when its period ends. */
export function usedUpSentence(leftMinor: number, endsAt: Date, now: Date, zone: string): string {
  const until = dayWords(endsAt, zone, { now });
  return leftMinor > 0
    ? `The budget for gifts has only ${amountWords(leftMinor)} left until ${until}; choose something that costs less, or ask a manager to release more.`
    : `The budget for gifts is used up until ${until}; choose something that costs nothing, or ask a manager to release more.`;
}

/** Why a limit cannot be made so low. `usedMinor`: promised and spent out of the limit. */
export function belowUsedSentence(usedMinor: number): string {
  return `${amountWords(Math.max(0, usedMinor))} of this period is promised or spent already; the limit cannot be lower than that.`;
}

/** How full a period is, in steps that people are told of: 0, 80 or 100 percent. A budget of nothing is not told to be full. */
export function fullness(usedMinor: number, wholeMinor: number): 0 | 80 | 100 {
  if (wholeMinor <= 0 || usedMinor * 5 < wholeMinor * 4) return 0;
  return usedMinor >= wholeMinor ? 100 : 80;
}

/** News for managers at 80 and 100 percent. */
export function fullSentence(name: string, leftMinor: number, endsAt: Date, now: Date, zone: string): string {
  const until = dayWords(endsAt, zone, { now });
  return leftMinor > 0
    ? `The budget "${name}" is four fifths used: ${amountWords(leftMinor)} are left until ${until}.`
    : `The budget "${name}" is used up until ${until}. Only gifts that cost nothing can be given, unless you release more.`;
}

/** News for managers when nobody said yes to an overrun in time. */
export function overdueSentence(name: string, amountMinor: number): string {
  return `A gift cost ${amountWords(amountMinor)} more than the budget "${name}" had. It waits for your yes, which was due.`;
}

/** What a gift costs more than its reserve is looked at from this sum on: ten units. */
const DEAR_FROM_MINOR = 1000;

/** Whether a gift cost so much more than was set aside that managers should know: more than twice as much, and more than ten units above. */
export function isDear(reservedMinor: number, actualMinor: number): boolean {
  return actualMinor > 2 * reservedMinor && actualMinor - reservedMinor > DEAR_FROM_MINOR;
}

/** News for managers of such a gift. */
export function dearSentence(reservedMinor: number, actualMinor: number): string {
  return `A gift cost ${amountWords(actualMinor)}; only ${amountWords(reservedMinor)} was set aside for it. Have a look whether that is right.`;
}

/** News for managers and administrators when the books do not agree. */
export function proofSentence(findings: number): string {
  return findings === 1
    ? 'The nightly check of gifts and budgets found 1 thing that does not agree. Have it looked at.'
    : `The nightly check of gifts and budgets found ${String(findings)} things that do not agree. Have them looked at.`;
}

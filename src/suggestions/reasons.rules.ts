import { limitMinor } from '../authority/limits.rules';
import { amountWords, type GestureClass, type GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { dayWords } from '../calendar/local-time.rules';
import { DAY_MS } from '../clocks/clock.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { FAILURE_WORDS } from '../oneup/type-fit.rules';
import { LOCAL_CASES } from '../learning/learning.rules';
import { modifiersOf } from '../learning/match.rules';
import type { Learned, LearnedType, ScoreModel } from '../learning/score.rules';
import type { Role } from '../staff/role.rules';
import { roleWords } from '../staff/role.rules';

/** Why a gift is suggested, in at most four sentences that each carry the number behind them (domain.md 5.8). */

export const REASON_KINDS = ['fit', 'worked', 'cost', 'modifier', 'time', 'history'] as const;

/** A reason with the number it rests on: points of chance, an amount in the smallest unit, minutes, or a count. */
export interface Reason {
  kind: (typeof REASON_KINDS)[number];
  text: string;
  value: number;
}

/** Everything that the sentences speak of. */
export interface ReasonFacts {
  facts: OneUpFacts;
  learned: Learned;
  model: ScoreModel;
  /** IANA name of the location's zone. */
  zone: string;
  now: Date;
}

const MOST_REASONS = 4;
/** Below that, "worked for 2 of 3" says more than is known. */
const LEAST_TOLD = 10;
const CLASS_WORDS: Readonly<Record<GestureClass, string>> = {
  money_now: 'money',
  money_later: 'money off the next purchase',
  goods: 'goods',
  service: 'a service',
  attention: 'attention',
  time: 'saved time',
};

function points(bonus: number): string {
  const whole = Math.round(bonus * 100);
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${Math.abs(whole)} points`;
}

function fitReason(type: GestureTypeFacts, { facts, model }: ReasonFacts): Reason {
  const match = model.match[facts.failureClass][type.class];
  const [failure, gift] = [FAILURE_WORDS[facts.failureClass], CLASS_WORDS[type.class]];
  const reason = (text: string): Reason => ({ kind: 'fit', text: `${text} (${points(match)}).`, value: match });
  if (match >= 0.08) return reason(`Fits: ${failure} is best repaid with ${gift}`);
  return reason(`${match > 0 ? 'Helps' : match < 0 ? 'Fits less' : 'Neutral'}: ${gift} after ${failure}`);
}

function inTen(won: number, of: number): string {
  return String(Math.round((10 * won) / of));
}

/** In a location that speaks for itself its own cases are told, elsewhere those of all. */
function workedReason(type: GestureTypeFacts, { learned }: ReasonFacts): Reason | null {
  const of = (types: readonly LearnedType[]) => types.find(({ code }) => code === type.code);
  const here = of(learned.here);
  const isLocal = here !== undefined && here.n >= LOCAL_CASES;
  const [own, all] = isLocal ? [here, learned.here] : [of(learned.types), learned.types];
  if (!own || own.rawN < LEAST_TOLD) return null;
  const [won, known] = all.reduce(([s, n], one) => [s + one.rawS, n + one.rawN], [0, 0]);
  const text = `Worked for ${String(own.rawS)} of ${String(own.rawN)} similar cases here (about ${inTen(own.rawS, own.rawN)} in 10; all gestures: ${inTen(won, known)} in 10).`;
  return { kind: 'worked', text, value: own.rawS / own.rawN };
}

function budgetWords(type: GestureTypeFacts, { facts, zone, now }: ReasonFacts): string {
  const budget = facts.budgetLeft[type.class];
  if (budget === undefined) return '';
  const isThisMonth = budget.until.getTime() - now.getTime() <= 31 * DAY_MS;
  return `, budget left ${isThisMonth ? 'this month' : `until ${dayWords(budget.until, zone, { now })}`} ${amountWords(budget.leftMinor)}`;
}

/** The only sentence that differs by who reads it. */
export function costReason(type: GestureTypeFacts, seen: ReasonFacts, needs: Role | null): Reason {
  const { facts } = seen;
  const limit = facts.actor.roles.includes('system') ? null : limitMinor(facts.actor.roles, facts.limits);
  const own = limit === null ? '' : `, your limit is ${amountWords(limit)}`;
  const asks = needs === null ? '' : `; it needs ${roleWords(needs)}`;
  return {
    kind: 'cost',
    text: `Costs us about ${amountWords(type.costMinor)}${own}${budgetWords(type, seen)}${asks}.`,
    value: type.costMinor,
  };
}

function timeWords({ leadMinutes }: GestureTypeFacts): string {
  const days = Math.ceil(leadMinutes / 1440);
  if (leadMinutes === 0) return 'Can be done today.';
  if (leadMinutes < 1440) return `Can be done in about ${String(leadMinutes)} minutes.`;
  return `Takes about ${String(days)} ${days === 1 ? 'day' : 'days'}.`;
}

function timeReason(type: GestureTypeFacts, { facts }: ReasonFacts): Reason {
  const left = facts.stockLeft[type.code];
  const stock = left === undefined ? '' : `In stock: ${String(left)}. `;
  return { kind: 'time', text: `${stock}${timeWords(type)}`, value: left ?? type.leadMinutes };
}

function historyReason(type: GestureTypeFacts, { facts }: ReasonFacts): Reason {
  const times = facts.previousTypes.filter(({ code }) => code === type.code).length;
  const had = times === 1 ? 'This customer had it once before.' : `This customer had it ${String(times)} times before.`;
  return { kind: 'history', text: times === 0 ? 'This customer has not had it before.' : had, value: times };
}

/** The four that say most, in this order: fit, what it did before, cost, what counts here, time and stock, what the customer had. */
export function reasonsFor(type: GestureTypeFacts, seen: ReasonFacts, needs: Role | null): Reason[] {
  const modifiers = modifiersOf(type.class, seen.facts).map(({ why, bonus }): Reason => ({
    kind: 'modifier',
    text: `${why} (${points(bonus)}).`,
    value: bonus,
  }));
  return [
    fitReason(type, seen),
    workedReason(type, seen),
    costReason(type, seen, needs),
    ...modifiers.slice(0, 1),
    timeReason(type, seen),
    historyReason(type, seen),
  ]
    .filter((reason) => reason !== null)
    .slice(0, MOST_REASONS);
}

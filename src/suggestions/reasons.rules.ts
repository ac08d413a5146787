import { limitMinor } from '../authority/limits.rules';
import { type GestureClass, type GestureTypeFacts, moneyWords } from '../catalogue/gesture-type-facts.rules';
import { dayWords } from '../calendar/local-time.rules';
import { DAY_MS } from '../clocks/clock.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { FAILURE_WORDS } from '../oneup/type-fit.rules';
import { LOCAL_CASES } from '../learning/learning.rules';
import { modifiersOf } from '../learning/match.rules';
import type { Learned, LearnedType, ScoreModel } from '../learning/score.rules';
import { type Said, type SaidValues, type Sentence, sentence, spelled } from '../platform/said.rules';

/** Why a gift is suggested, in at most four sentences that each carry the number behind them (domain.md 5.8). */

export const REASON_KINDS = ['fit', 'worked', 'cost', 'modifier', 'time', 'history'] as const;

/** A reason with the number it rests on: points of chance, an amount in the smallest unit, minutes, or a count. */
export interface Reason {
  kind: (typeof REASON_KINDS)[number];
  text: string;
  value: number;
  /** The same for other languages; what was kept before there were codes has none. */
  said?: readonly Said[];
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

function reasonOf(kind: Reason['kind'], value: number, ...sentences: readonly Sentence[]): Reason {
  return { kind, value, ...spelled(...sentences) };
}

/** A sentence that ends with what it is worth: "(+8 points)". */
function worth(code: string, text: string, bonus: number, values: SaidValues = {}): Sentence {
  const points = Math.round(bonus * 100);
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  const words = `${sign}${String(Math.abs(points))} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
  return sentence(`suggest.${code}`, `${text} (${words}).`, { ...values, points });
}

function fitReason(type: GestureTypeFacts, { facts, model }: ReasonFacts): Reason {
  const match = model.match[facts.failureClass][type.class];
  const [failure, gift] = [FAILURE_WORDS[facts.failureClass], CLASS_WORDS[type.class]];
  const reason = (code: string, text: string): Reason =>
    reasonOf('fit', match, worth(code, text, match, { failure: facts.failureClass, gift: type.class }));
  if (match >= 0.08) return reason('fits', `Fits: ${failure} is best repaid with ${gift}`);
  if (match > 0) return reason('helps', `Helps: ${gift} after ${failure}`);
  return match < 0 ? reason('fitsLess', `Fits less: ${gift} after ${failure}`) : reason('neutral', `Neutral: ${gift} after ${failure}`);
}

function inTen(won: number, of: number): number {
  return Math.round((10 * won) / of);
}

/** In a location that speaks for itself its own cases are told, elsewhere those of all. */
function workedReason(type: GestureTypeFacts, { learned }: ReasonFacts): Reason | null {
  const of = (types: readonly LearnedType[]) => types.find(({ code }) => code === type.code);
  const here = of(learned.here);
  const isLocal = here !== undefined && here.n >= LOCAL_CASES;
  const [own, all] = isLocal ? [here, learned.here] : [of(learned.types), learned.types];
  if (!own || own.rawN < LEAST_TOLD) return null;
  const [allWon, allKnown] = all.reduce(([s, n], one) => [s + one.rawS, n + one.rawN], [0, 0]);
  const [won, known, tenth, allTenth] = [own.rawS, own.rawN, inTen(own.rawS, own.rawN), inTen(allWon, allKnown)];
  const text = `Worked for ${String(won)} of ${String(known)} similar cases here (about ${String(tenth)} in 10; all one-ups: ${String(allTenth)} in 10).`;
  return reasonOf('worked', won / known, sentence('suggest.worked', text, { won, known, tenth, allTenth }));
}

function budgetSentence(type: GestureTypeFacts, { facts, zone, now }: ReasonFacts): Sentence | null {
  const budget = facts.budgetLeft[type.class];
  if (budget === undefined) return null;
  const { leftMinor, until } = budget;
  const { currency } = type;
  const left = moneyWords(leftMinor, currency);
  if (until.getTime() - now.getTime() <= 31 * DAY_MS)
    return sentence('suggest.leftThisMonth', `Budget left this month: ${left}.`, { leftMinor, currency });
  const values = { leftMinor, currency, untilDay: until.toISOString(), zone };
  return sentence('suggest.leftUntil', `Budget left until ${dayWords(until, zone, { now })}: ${left}.`, values);
}

/** The only reason that differs by who reads it. */
export function costReason(type: GestureTypeFacts, seen: ReasonFacts): Reason {
  const { facts } = seen;
  const { costMinor, currency } = type;
  const cost = `Costs us about ${moneyWords(costMinor, currency)}`;
  const most = facts.actor.roles.includes('system') ? null : limitMinor(facts.actor.roles, facts.limits);
  const costs =
    most === null
      ? sentence('suggest.cost', `${cost}.`, { costMinor, currency })
      : sentence('suggest.costLimit', `${cost}, your limit is ${moneyWords(most, currency)}.`, { costMinor, limitMinor: most, currency });
  const budget = budgetSentence(type, seen);
  return reasonOf('cost', costMinor, ...(budget ? [costs, budget] : [costs]));
}

function timeSentence({ leadMinutes }: GestureTypeFacts): Sentence {
  if (leadMinutes === 0) return sentence('suggest.today', 'Can be done today.');
  if (leadMinutes < 1440)
    return sentence('suggest.minutes', `Can be done in about ${String(leadMinutes)} minutes.`, { count: leadMinutes });
  const days = Math.ceil(leadMinutes / 1440);
  return sentence('suggest.days', `Takes about ${String(days)} ${days === 1 ? 'day' : 'days'}.`, { count: days });
}

function timeReason(type: GestureTypeFacts, { facts }: ReasonFacts): Reason {
  const left = facts.stockLeft[type.code];
  const time = timeSentence(type);
  if (left === undefined) return reasonOf('time', type.leadMinutes, time);
  return reasonOf('time', left, sentence('suggest.stock', `In stock: ${String(left)}.`, { left }), time);
}

function historyReason(type: GestureTypeFacts, { facts }: ReasonFacts): Reason {
  const times = facts.previousTypes.filter(({ code }) => code === type.code).length;
  if (times === 0) return reasonOf('history', 0, sentence('suggest.firstTime', 'This customer has not had it before.'));
  const had = times === 1 ? 'This customer had it once before.' : `This customer had it ${String(times)} times before.`;
  return reasonOf('history', times, sentence('suggest.had', had, { count: times }));
}

/** The four that say most, in this order: fit, what it did before, cost, what counts here, time and stock, what the customer had. */
export function reasonsFor(type: GestureTypeFacts, seen: ReasonFacts): Reason[] {
  const modifiers = modifiersOf(type.class, seen.facts).map(({ code, why, bonus }) => reasonOf('modifier', bonus, worth(code, why, bonus)));
  return [
    fitReason(type, seen),
    workedReason(type, seen),
    costReason(type, seen),
    ...modifiers.slice(0, 1),
    timeReason(type, seen),
    historyReason(type, seen),
  ]
    .filter((reason) => reason !== null)
    .slice(0, MOST_REASONS);
}

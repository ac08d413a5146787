import type { GestureClass, GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import { chanceAfter, chanceHere, type Evidence, poolOf, PRIOR_CASES, priorOf } from './learning.rules';
import { MATCH, type MatchTable, modifiersOf } from './match.rules';

/** The score of domain.md 5.8: score(g) = p̂ · V − ĉ(g) − 0.5 · days of waiting, in units of currency. */

/** What a customer won back is worth, in units, where neither the owner named a figure nor enough margins are known (domain.md 5.8). */
export const RECOVERED_UNITS = 120;
const UNITS_PER_DAY = 0.5;
const MINUTES_PER_DAY = 24 * 60;

/** One gift after one kind of failure; the raw numbers are what people are told, the weighted ones what is reckoned with. */
export interface LearnedType extends Evidence {
  code: string;
  class: GestureClass;
  rawS: number;
  rawN: number;
}

/** What was learned about one kind of failure, as it stood when a ticket was judged. Kept with every set of suggestions. */
export interface Learned {
  /** The run that the numbers are of; null: nothing was learned yet. */
  run: number | null;
  /** What a customer won back is worth, in units: the owner's figure, else the median margin of twelve months; null where neither is known. */
  recoveredUnits: number | null;
  /** Everywhere. */
  types: readonly LearnedType[];
  /** At the ticket's location, where it has enough of its own. */
  here: readonly LearnedType[];
  /** Gifts that do not help after this kind of failure. */
  takenOut: readonly string[];
}

export const NOTHING_LEARNED: Learned = { run: null, recoveredUnits: null, types: [], here: [], takenOut: [] };

/** The numbers that somebody may want to try otherwise; see the replay. */
export interface ScoreModel {
  match: MatchTable;
  priorCases: number;
}

export const MODEL: ScoreModel = { match: MATCH, priorCases: PRIOR_CASES };

/** What the gift is expected to cost in units: a voucher costs only where it is used. */
export function expectedCostUnits(gesture: Pick<GestureTypeFacts, 'costMinor' | 'fulfilment' | 'redemptionRate'>): number {
  const share = gesture.fulfilment === 'code' ? (gesture.redemptionRate ?? 1) : 1;
  return (gesture.costMinor * share) / MINOR_PER_UNIT;
}

/** chance · V − expected cost − 0.5 per day of waiting. */
export function scoreFrom(
  chance: number,
  recoveredUnits: number,
  type: Pick<GestureTypeFacts, 'costMinor' | 'fulfilment' | 'redemptionRate' | 'leadMinutes'>,
): number {
  return chance * recoveredUnits - expectedCostUnits(type) - UNITS_PER_DAY * (type.leadMinutes / MINUTES_PER_DAY);
}

export interface Scorer {
  chanceOf(type: Pick<GestureTypeFacts, 'code' | 'class'>): number;
  scoreOf(type: GestureTypeFacts): number;
}

type ScoredFacts = Pick<OneUpFacts, 'failureClass' | 'mood' | 'cycle' | 'fault'>;

/**
 * Scores gifts for one ticket. The corrections for mood, a failed fix and fault join the match inside the prior, pool + match + corrections: they are
 * beliefs about this ticket, so that a gift's own cases outweigh them as they outweigh the match table. The pool itself knows the match alone.
 */
export function scorerFor(facts: ScoredFacts, learned: Learned = NOTHING_LEARNED, { match, priorCases }: ScoreModel = MODEL): Scorer {
  const row = match[facts.failureClass];
  const everywhere = new Map(learned.types.map((type) => [type.code, type]));
  const here = new Map(learned.here.map((type) => [type.code, type]));
  const pool = poolOf(learned.types.map(({ s, n, class: kind }) => ({ s, n, match: row[kind] })));
  const recoveredUnits = learned.recoveredUnits ?? RECOVERED_UNITS;
  const chanceOf: Scorer['chanceOf'] = ({ code, class: kind }) => {
    const bonus = modifiersOf(kind, facts).reduce((sum, one) => sum + one.bonus, row[kind]);
    const chance = chanceAfter(priorOf(pool, bonus), everywhere.get(code) ?? { s: 0, n: 0 }, priorCases);
    return chanceHere(chance, here.get(code));
  };
  return { chanceOf, scoreOf: (type) => scoreFrom(chanceOf(type), recoveredUnits, type) };
}

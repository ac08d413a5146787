import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import { isClearlyWorse, PRIOR_CASES } from './learning.rules';
import { type Learned, type LearnedType, NOTHING_LEARNED, scorerFor } from './score.rules';

/** Which gifts do not help (domain.md 5.8): they are taken out of the suggestions until a manager puts them back. */

/** A manager's word holds until so many more cases are known. */
const CASES_AFTER_PUT_BACK = 30;

export interface Chance {
  code: string;
  chance: number;
  n: number;
}

/** The chance of each gift after a kind of failure, on a ticket about which nothing else is known. */
export function plainChances(
  failureClass: FailureClass,
  types: readonly Pick<GestureTypeFacts, 'code' | 'class'>[],
  learned: readonly LearnedType[],
): Chance[] {
  const numbers: Learned = { ...NOTHING_LEARNED, types: learned };
  const scorer = scorerFor({ failureClass, mood: 'calm', cycle: 1, fault: null }, numbers);
  const cases = new Map(learned.map(({ code, n }) => [code, n]));
  return types.map((type) => ({ code: type.code, chance: scorer.chanceOf(type), n: cases.get(type.code) ?? 0 }));
}

export interface ToTakeOut extends Chance {
  best: Chance;
}

/**
 * The gifts that are clearly worse than the best of those that are suggested. `out`: codes that are out already; `putBack`: known cases when a manager
 * put a gift back.
 */
export function toTakeOut(
  chances: readonly Chance[],
  learned: readonly LearnedType[],
  out: readonly string[],
  putBack: ReadonlyMap<string, number>,
): ToTakeOut[] {
  const shown = chances.filter(({ code }) => !out.includes(code));
  const best = shown.reduce<Chance | null>((top, one) => (top === null || one.chance > top.chance ? one : top), null);
  if (best === null) return [];
  const known = new Map(learned.map(({ code, rawN }) => [code, rawN]));
  return shown
    .filter(({ code }) => (known.get(code) ?? 0) >= (putBack.get(code) ?? -CASES_AFTER_PUT_BACK) + CASES_AFTER_PUT_BACK)
    .filter((one) => isClearlyWorse(one, best, PRIOR_CASES))
    .map((one) => ({ ...one, best }));
}

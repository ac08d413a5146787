import { type Excluded, judge, type Judged } from '../gestures/judging.rules';
import type { Role } from '../staff/role.rules';
import { roleWords } from '../staff/role.rules';
import type { GestureClass, GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../gestures/gesture-facts.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';
import { FAILURE_WORDS } from '../gestures/type-fit.rules';
import { limitMinor } from '../budgets/limits.rules';
import { chanceOf, matchOf, modifiersOf, scoreOf } from './match.rules';

/** Which gifts are suggested, in which order and why, and why the others are not (domain.md 5.5 and 5.8). */

/** A reason with the number it rests on: points of chance, an amount in the smallest unit, or minutes. */
export interface Reason {
  text: string;
  value: number;
}

export interface Ranked {
  rank: number;
  code: string;
  name: string;
  score: number;
  chance: number;
  costMinor: number;
  faceMinor: number;
  reasons: Reason[];
  /** The role somebody must have to give it; null where the person asking has it. */
  needs: Role | null;
}

const MOST_REASONS = 4;
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

function fitReason(type: GestureTypeFacts, facts: OneUpFacts): Reason {
  const match = matchOf(facts.failureClass, type.class);
  const [failure, gift] = [FAILURE_WORDS[facts.failureClass], CLASS_WORDS[type.class]];
  if (match >= 0.08) return { text: `Fits: ${failure} is best repaid with ${gift} (${points(match)}).`, value: match };
  if (match > 0) return { text: `Helps: ${gift} after ${failure} (${points(match)}).`, value: match };
  return { text: `${match < 0 ? 'Fits less' : 'Neutral'}: ${gift} after ${failure} (${points(match)}).`, value: match };
}

function costReason(type: GestureTypeFacts, facts: OneUpFacts, needs: Role | null): Reason {
  const limit = facts.actor.roles.includes('system') ? null : limitMinor(facts.actor.roles);
  const own = limit === null ? '' : `, your limit is ${amountWords(limit)}`;
  const asks = needs === null ? '' : `; it needs ${roleWords(needs)}`;
  return { text: `Costs us about ${amountWords(type.costMinor)}${own}${asks}.`, value: type.costMinor };
}

function timeReason(type: GestureTypeFacts): Reason {
  const days = Math.ceil(type.leadMinutes / 1440);
  if (type.leadMinutes === 0) return { text: 'Can be done at once.', value: 0 };
  if (type.leadMinutes < 1440) return { text: `Can be done in about ${type.leadMinutes} minutes.`, value: type.leadMinutes };
  return { text: `Takes about ${days} ${days === 1 ? 'day' : 'days'}.`, value: type.leadMinutes };
}

function historyReason(type: GestureTypeFacts, facts: OneUpFacts): Reason {
  const times = facts.previousTypes.filter(({ code }) => code === type.code).length;
  const had = times === 1 ? 'This customer had it once before.' : `This customer had it ${times} times before.`;
  return { text: times === 0 ? 'This customer has not had it before.' : had, value: times };
}

function reasonsFor(type: GestureTypeFacts, facts: OneUpFacts, needs: Role | null): Reason[] {
  const modifiers = modifiersOf(type.class, facts).map(({ why, bonus }) => ({ text: `${why} (${points(bonus)}).`, value: bonus }));
  return [
    fitReason(type, facts),
    costReason(type, facts, needs),
    ...modifiers.slice(0, 1),
    timeReason(type),
    historyReason(type, facts),
  ].slice(0, MOST_REASONS);
}

/** What goes before the score: after a failed fix a call, where it was not our fault attention and time, and what needs nobody else. */
function precedence({ type, needs }: Judged, facts: OneUpFacts): number {
  const call = facts.cycle > 1 && type.kind === 'call' ? 0 : 4;
  const gentle = facts.fault === 'not_ours' && type.class !== 'attention' && type.class !== 'time' ? 2 : 0;
  return call + gentle + (needs === null ? 0 : 1);
}

function compare(a: Judged, b: Judged, facts: OneUpFacts): number {
  const byScore = scoreOf(b.type, facts) - scoreOf(a.type, facts);
  return (
    precedence(a, facts) - precedence(b, facts) ||
    // Scores that differ only by the rounding of a computer are a tie: then the cheaper one, then the code.
    (Math.abs(byScore) > 1e-9 ? byScore : 0) ||
    a.type.costMinor - b.type.costMinor ||
    (a.type.code < b.type.code ? -1 : 1)
  );
}

/**
 * Ranks a catalogue for a ticket. A gift somebody else may give is ranked with `needs`; one that nobody may give is excluded with one sentence.
 * Where everything else is excluded, what the customer had within a year comes back (R7). A colleague's own idea is never ranked.
 */
export function rank(catalogue: readonly GestureTypeFacts[], facts: OneUpFacts, now: Date): { ranked: Ranked[]; excluded: Excluded[] } {
  const judged = catalogue.filter(({ kind }) => kind !== 'custom').map((type) => judge(type, facts, now));
  const passing = judged.filter(({ excluded }) => excluded === null);
  const chosen = passing.length > 0 ? passing : judged.filter(({ onlySeenBefore }) => onlySeenBefore);
  const ranked = [...chosen]
    .sort((a, b) => compare(a, b, facts))
    .map(({ type, needs }, index) => ({
      rank: index + 1,
      code: type.code,
      name: type.name,
      score: Math.round(scoreOf(type, facts) * 100) / 100,
      chance: chanceOf(type.class, facts),
      costMinor: type.costMinor,
      faceMinor: type.faceMinor,
      reasons: reasonsFor(type, facts, needs),
      needs,
    }));
  const excluded = judged.flatMap((one) => (one.excluded && !chosen.includes(one) ? [one.excluded] : []));
  return { ranked, excluded: excluded.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

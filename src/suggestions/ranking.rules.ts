import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { highest } from '../oneup/approval.rules';
import { capProblem } from '../oneup/caps.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { type Excluded as Judgement, judge } from '../oneup/judging.rules';
import { type Learned, MODEL, NOTHING_LEARNED, type Scorer, scorerFor, type ScoreModel } from '../learning/score.rules';
import { type Role, roleAtLeast } from '../staff/role.rules';
import { type Means, meansProblem } from './means.rules';
import { type Reason, type ReasonFacts, reasonsFor } from './reasons.rules';

/** Which gifts are suggested, in which order and why, and why the others are not (domain.md 5.5 and 5.8). */

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

export interface Excluded {
  code: string;
  name: string;
  rule: Judgement['rule'] | Means;
  why: string;
}

/** What a ranking rests on besides the catalogue and the ticket. */
export interface RankingBase {
  learned?: Learned;
  model?: ScoreModel;
  /** IANA name of the location's zone, for the dates in the sentences. */
  zone?: string;
}

interface Candidate {
  type: GestureTypeFacts;
  excluded: Excluded | null;
  onlySeenBefore: boolean;
  needs: Role | null;
  score: number;
}

/** What goes before the score: after a failed fix a call, where it was not our fault attention and time, and what needs nobody else. */
function precedence({ type, needs }: Candidate, facts: OneUpFacts): number {
  const call = facts.cycle > 1 && type.kind === 'call' ? 0 : 4;
  const gentle = facts.fault === 'not_ours' && type.class !== 'attention' && type.class !== 'time' ? 2 : 0;
  return call + gentle + (needs === null ? 0 : 1);
}

function compare(a: Candidate, b: Candidate, facts: OneUpFacts): number {
  const byScore = b.score - a.score;
  return (
    precedence(a, facts) - precedence(b, facts) ||
    // Scores that differ only by the rounding of a computer are a tie: then the cheaper one, then the code.
    (Math.abs(byScore) > 1e-9 ? byScore : 0) ||
    a.type.costMinor - b.type.costMinor ||
    (a.type.code < b.type.code ? -1 : 1)
  );
}

function candidate(type: GestureTypeFacts, facts: OneUpFacts, scorer: Scorer, now: Date): Candidate {
  const { excluded, onlySeenBefore, needs } = judge(type, facts, now);
  const cap = facts.caps.staffContact && !roleAtLeast(facts.actor.roles, 'lead') ? capProblem(type, type.costMinor, facts.caps, now) : null;
  return { type, excluded, onlySeenBefore, needs: highest([needs, cap?.needs ?? null]), score: scorer.scoreOf(type) };
}

function rankedOf(one: Candidate, index: number, seen: ReasonFacts, scorer: Scorer): Ranked {
  const { type, needs, score } = one;
  return {
    rank: index + 1,
    code: type.code,
    name: type.name,
    score: Math.round(score * 100) / 100,
    chance: scorer.chanceOf(type),
    costMinor: type.costMinor,
    faceMinor: type.faceMinor,
    reasons: reasonsFor(type, seen),
    needs,
  };
}

/**
 * Ranks a catalogue for a ticket. A gift somebody else may give is ranked with `needs`; one that nobody may give, that cannot be had at the moment or
 * that did not help is excluded with one sentence. Where the rules exclude everything, what the customer had within a year comes back (R7). A
 * colleague's own idea is never ranked.
 */
export function rank(
  catalogue: readonly GestureTypeFacts[],
  facts: OneUpFacts,
  now: Date,
  { learned = NOTHING_LEARNED, model = MODEL, zone = 'UTC' }: RankingBase = {},
): { ranked: Ranked[]; excluded: Excluded[] } {
  const scorer = scorerFor(facts, learned, model);
  const judged = catalogue.filter(({ kind }) => kind !== 'custom').map((type) => candidate(type, facts, scorer, now));
  const passing = judged.filter(({ excluded }) => excluded === null);
  const lawful = passing.length > 0 ? passing : judged.filter(({ onlySeenBefore }) => onlySeenBefore);
  const excluded = judged.flatMap((one) => (one.excluded && !lawful.includes(one) ? [one.excluded] : []));
  const chosen: Candidate[] = [];
  for (const one of lawful) {
    const problem = meansProblem(one.type, facts, learned, zone, now);
    if (problem === null) chosen.push(one);
    else excluded.push({ code: one.type.code, name: one.type.name, ...problem });
  }
  const seen: ReasonFacts = { facts, learned, model, zone, now };
  return {
    ranked: chosen.sort((a, b) => compare(a, b, facts)).map((one, index) => rankedOf(one, index, seen, scorer)),
    excluded: excluded.sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

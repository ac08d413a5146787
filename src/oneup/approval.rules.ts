import { usedUpSentence } from '../budgets/budget.rules';
import { answererProblem, type ApprovalFacts, limitProblem } from '../authority/limits.rules';
import { amountWords, type GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import type { Actor, Role } from '../staff/role.rules';
import { needsSentence, roleAtLeast, roleWords } from '../staff/role.rules';
import { capProblem } from './caps.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { GestureAsked } from './gesture-asked.rules';
import { hardRefusals } from './hard-rules.rules';
import { businessNeeds } from './type-fit.rules';

/** Whom a gift needs beside the person who wants to give it (domain.md 5.4, 5.7), and what the money allows. */

export interface ApprovalNeed {
  /** The least role that may say yes. */
  needs: Role;
  /** Everything that is beyond the person's own right, in sentences. */
  why: string;
}

const RUNGS: readonly Role[] = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'];

/** The higher of these roles; null where there is none. */
export function highest(roles: readonly (Role | null)[]): Role | null {
  return roles.reduce((most, role) => (role !== null && (most === null || RUNGS.indexOf(role) > RUNGS.indexOf(most)) ? role : most), null);
}

/** The most a manager's own gift may cost without an area manager, in the smallest unit (domain.md 5.4); what others ask for they approve up to their limit. */
const MANAGERS_OWN_MINOR = 100 * MINOR_PER_UNIT;

/** Whoever answers what somebody with these roles asks (domain.md 10.2): a lead answers agents, a manager leads and seniors, an area manager managers. */
export function answererOf(roles: readonly Role[]): Role {
  if (roleAtLeast(roles, 'manager')) return 'area_manager';
  return roleAtLeast(roles, 'senior_agent') ? 'manager' : 'lead';
}

/** Why a manager needs an area manager for a gift of their own that is inside their limit; null where they do not, and for everybody else. */
export function ownGiftProblem(costMinor: number, roles: readonly Role[]): ApprovalNeed | null {
  const isFree = costMinor <= MANAGERS_OWN_MINOR || !roleAtLeast(roles, 'manager') || roleAtLeast(roles, 'area_manager');
  if (isFree) return null;
  const most = amountWords(MANAGERS_OWN_MINOR);
  return {
    needs: 'area_manager',
    why: `It costs about ${amountWords(costMinor)}; a manager’s own gift above ${most} needs an area manager.`,
  };
}

/** Why this person may say neither yes nor no to what waits; null where they may. Their limit is asked by `limitProblem`. */
export function answerProblem(
  asked: ApprovalFacts & { needs: Role },
  actor: Pick<Actor, 'staffId' | 'roles'>,
): { guard: 'not_requester' | 'who'; why: string } | null {
  const why = answererProblem(asked, actor);
  if (why !== null) return { guard: 'not_requester', why };
  return roleAtLeast(actor.roles, asked.needs) ? null : { guard: 'who', why: needsSentence([asked.needs]) };
}

/** A smaller amount than was asked for, in the smallest unit, and other words for the customer; what is left out stays as asked. */
export interface Less {
  costMinor?: number;
  faceMinor?: number;
  text?: string;
}

/** Why a yes cannot be to these terms in place of those that were asked for; null where it can. Only an own idea has its amount from whoever asks. */
export function lessProblem(
  kind: string,
  asked: { costMinor: number; faceMinor: number },
  { costMinor, faceMinor, text }: Less,
): string | null {
  if (costMinor === undefined)
    return faceMinor === undefined && text === undefined ? null : 'Say what it costs us (costMinor) where you say yes to less.';
  if (kind !== 'custom') return 'It has its price in the catalogue: say no, and up to what amount it would be a yes.';
  if (costMinor >= asked.costMinor) return `Less than was asked for is below ${amountWords(asked.costMinor)}.`;
  return (faceMinor ?? 0) > asked.faceMinor
    ? `To the customer it was to be worth ${amountWords(asked.faceMinor)}; less is not more than that.`
    : null;
}

/** What stands between this person and giving it alone; null where nothing does. What nobody may lift is not asked here. */
export function approvalNeeded({ gesture: { type, costMinor }, facts, input, now }: GestureAsked): ApprovalNeed | null {
  const { roles } = facts.actor;
  const above = (needs: Role | null) => (needs !== null && !roleAtLeast(roles, needs) ? { needs, why: needsSentence([needs]) } : null);
  const found = [
    ...hardRefusals(type, facts, now, 'take').flatMap(({ needs, why }) => (needs === null ? [] : [{ needs, why }])),
    above(type.authorityRoleMin),
    above(businessNeeds(type, facts)),
    limitProblem(costMinor, roles, facts.limits) ?? ownGiftProblem(costMinor, roles),
    capNeeds(type, costMinor, facts, now),
    input.dayProblem === undefined ? null : { needs: answererOf(roles), why: input.dayProblem },
  ].filter((one) => one !== null);
  const beyond = highest(found.map((one) => one.needs));
  if (beyond === null) return null;
  const needs = highest([beyond, answererOf(roles)]) ?? beyond;
  const further = needs === beyond ? [] : [`The question goes to ${roleWords(needs)}.`];
  return { needs, why: [...new Set(found.map(({ why }) => why)), ...further].join(' ') };
}

function capNeeds(type: GestureTypeFacts, costMinor: number, facts: OneUpFacts, now: Date): ApprovalNeed | null {
  const problem = capProblem(type, costMinor, facts.caps, now);
  return problem && !roleAtLeast(facts.actor.roles, problem.needs) ? problem : null;
}

/** Why the budget does not carry this much; null where it does, or where none is kept. */
export function budgetProblem(type: GestureTypeFacts, costMinor: number, facts: OneUpFacts, now: Date): string | null {
  const budget = facts.budgetLeft[type.class];
  if (budget === undefined || costMinor <= budget.leftMinor) return null;
  return usedUpSentence(budget.leftMinor, budget.until, now, facts.zone);
}

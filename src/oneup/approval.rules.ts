import { usedUpSentence } from '../budgets/budget.rules';
import { limitProblem } from '../authority/limits.rules';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { Role } from '../staff/role.rules';
import { needsSentence, roleAtLeast } from '../staff/role.rules';
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

/** What stands between this person and giving it alone; null where nothing does. What nobody may lift is not asked here. */
export function approvalNeeded({ gesture: { type, costMinor }, facts, input, now }: GestureAsked): ApprovalNeed | null {
  const { roles } = facts.actor;
  const above = (needs: Role | null) => (needs !== null && !roleAtLeast(roles, needs) ? { needs, why: needsSentence([needs]) } : null);
  const found = [
    ...hardRefusals(type, facts, now, 'take').flatMap(({ needs, why }) => (needs === null ? [] : [{ needs, why }])),
    above(type.authorityRoleMin),
    above(businessNeeds(type, facts)),
    limitProblem(costMinor, roles, facts.limits),
    capNeeds(type, costMinor, facts, now),
    input.dayProblem === undefined ? null : { needs: aboveOwn(roles), why: input.dayProblem },
  ].filter((one) => one !== null);
  const needs = highest(found.map((one) => one.needs));
  return needs === null ? null : { needs, why: [...new Set(found.map(({ why }) => why))].join(' ') };
}

function capNeeds(type: GestureTypeFacts, costMinor: number, facts: OneUpFacts, now: Date): ApprovalNeed | null {
  const problem = capProblem(type, costMinor, facts.caps, now);
  return problem && !roleAtLeast(facts.actor.roles, problem.needs) ? problem : null;
}

/** Whoever has given enough today asks the next rung that approves. */
function aboveOwn(roles: readonly Role[]): Role {
  if (roleAtLeast(roles, 'manager')) return 'area_manager';
  return roleAtLeast(roles, 'lead') ? 'manager' : 'lead';
}

/** Why the budget does not carry this much; null where it does, or where none is kept. */
export function budgetProblem(type: GestureTypeFacts, costMinor: number, facts: OneUpFacts, now: Date): string | null {
  const budget = facts.budgetLeft[type.class];
  if (budget === undefined || costMinor <= budget.leftMinor) return null;
  return usedUpSentence(budget.leftMinor, budget.until, now, facts.zone);
}

import type { Actor, Role } from '../staff/role.rules';
import { needsSentence, roleAtLeast, roleWords } from '../staff/role.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';

/** Who may give how much (domain.md 5.4, first column; by what it costs us, not by what it is worth). */

const LIMIT_UNITS: Readonly<Partial<Record<Role, number>>> = {
  vendor_agent: 10,
  vendor_lead: 10,
  agent: 25,
  senior_agent: 50,
  lead: 100,
  manager: 500,
  area_manager: 2000,
};

/** Those who approve what is above somebody's limit, from the smallest. */
const APPROVERS: readonly Role[] = ['lead', 'manager', 'area_manager'];

/** The most one gesture may cost when one of these roles gives it; null where none of them gives any. The desk itself has no limit of its own. */
export function limitMinor(roles: readonly Role[]): number | null {
  if (roles.includes('system')) return Number.MAX_SAFE_INTEGER;
  const limits = roles.flatMap((role) => LIMIT_UNITS[role] ?? []);
  return limits.length === 0 ? null : Math.max(...limits) * MINOR_PER_UNIT;
}

/** The least approver who may give this much; above all limits it stays with the area manager. */
export function approverFor(costMinor: number): Role {
  return APPROVERS.find((role) => costMinor <= (limitMinor([role]) ?? 0)) ?? 'area_manager';
}

/** Why this is above somebody's own limit, and whom it needs; null where it is inside. */
export function limitProblem(costMinor: number, roles: readonly Role[]): { why: string; needs: Role } | null {
  const limit = limitMinor(roles);
  if (limit === null) return { why: needsSentence(['agent', 'vendor_agent']), needs: 'agent' };
  if (costMinor <= limit) return null;
  const needs = approverFor(costMinor);
  return { why: `It costs about ${amountWords(costMinor)} and needs ${roleWords(needs)} (limit ${amountWords(limit)}).`, needs };
}

export interface ApprovalFacts {
  requestedBy: string | null;
  subjectStaffId: string | null;
  /** The approver works for the person who asks (edge 94). */
  reportsToRequester: boolean;
}

/** Why this person is not one to approve the gesture, whatever it costs; null where they are. Their limit is asked by `limitProblem`. */
export function approverProblem(facts: ApprovalFacts, actor: Actor): string | null {
  if (actor.staffId === null) return needsSentence(['lead']);
  if (actor.staffId === facts.requestedBy) return 'You asked for it yourself; somebody else must approve it.';
  if (actor.staffId === facts.subjectStaffId) return 'The person a complaint is about cannot approve anything on it.';
  if (facts.reportsToRequester) return 'You work for the person who asked; somebody above must approve it.';
  return roleAtLeast(actor.roles, 'lead') ? null : needsSentence(['lead']);
}

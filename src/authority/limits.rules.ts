import type { Actor, Role } from '../staff/role.rules';
import { needsSentence, roleAmong, roleAtLeast, roleWords } from '../staff/role.rules';
import type { ScopeKind } from '../staff/grant.rules';
import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';

/** Who may give how much (domain.md 5.4; by what it costs us, not by what it is worth). */

/** What a role may give by itself, in the smallest unit; `perDayMinor` null = no limit for a day. */
export interface Limit {
  perGestureMinor: number;
  perDayMinor: number | null;
}

/** A role that is not here gives nothing. */
export type Limits = Readonly<Partial<Record<Role, Limit>>>;

const units = (perGesture: number, perDay: number | null): Limit => ({
  perGestureMinor: perGesture * MINOR_PER_UNIT,
  perDayMinor: perDay === null ? null : perDay * MINOR_PER_UNIT,
});

/** What a new desk starts with. */
export const DEFAULT_LIMITS: Limits = {
  vendor_agent: units(10, 60),
  vendor_lead: units(10, 60),
  agent: units(25, 150),
  senior_agent: units(50, 300),
  lead: units(100, 800),
  manager: units(500, null),
  area_manager: units(2000, null),
};

/** Those who approve what is above somebody's limit, from the smallest. */
const APPROVERS: readonly Role[] = ['lead', 'manager', 'area_manager'];

/** The most one gesture may cost when one of these roles gives it; null where none of them gives any. The desk itself has no limit of its own. */
export function limitMinor(roles: readonly Role[], limits: Limits = DEFAULT_LIMITS): number | null {
  if (roles.includes('system')) return Number.MAX_SAFE_INTEGER;
  const own = roles.flatMap((role) => limits[role]?.perGestureMinor ?? []);
  return own.length === 0 ? null : Math.max(...own);
}

/** The most all gestures of one day may cost together; null where one of the roles has no such limit, 0 where none of them gives any. */
export function dayLimitMinor(roles: readonly Role[], limits: Limits = DEFAULT_LIMITS): number | null {
  if (roles.includes('system')) return null;
  const own = roles.flatMap((role) => limits[role] ?? []).map(({ perDayMinor }) => perDayMinor ?? Infinity);
  const most = Math.max(0, ...own);
  return most === Infinity ? null : most;
}

/** The least approver who may give this much; above all limits it stays with the area manager. */
export function approverFor(costMinor: number, limits: Limits = DEFAULT_LIMITS): Role {
  return APPROVERS.find((role) => costMinor <= (limitMinor([role], limits) ?? 0)) ?? 'area_manager';
}

/** Why this is above somebody's own limit, and whom it needs; null where it is inside. */
export function limitProblem(
  costMinor: number,
  roles: readonly Role[],
  limits: Limits = DEFAULT_LIMITS,
): { why: string; needs: Role } | null {
  const limit = limitMinor(roles, limits);
  if (limit === null) return { why: needsSentence(['agent', 'vendor_agent']), needs: 'agent' };
  if (costMinor <= limit) return null;
  const needs = approverFor(costMinor, limits);
  return { why: `It costs about ${amountWords(costMinor)} and needs ${roleWords(needs)} (limit ${amountWords(limit)}).`, needs };
}

/** Why this is more than somebody may still give today. `spentMinor`: what they gave today already. */
export function daySentence(costMinor: number, spentMinor: number, limit: number): string {
  const given = spentMinor > 0 ? `You have given ${amountWords(spentMinor)} today, and your` : 'Your';
  return `${given} limit for a day is ${amountWords(limit)}; this costs about ${amountWords(costMinor)}. Ask somebody with a higher limit to give it.`;
}

export interface ApprovalFacts {
  requestedBy: string | null;
  subjectStaffId: string | null;
  /** The approver works for the person who asks (edge 94). */
  reportsToRequester: boolean;
}

/** Why this person may answer the question neither way, whatever their role; null where they may. */
export function answererProblem(facts: ApprovalFacts, { staffId }: Pick<Actor, 'staffId'>): string | null {
  if (staffId === null) return needsSentence(['lead']);
  if (staffId === facts.requestedBy) return 'You asked for it yourself; somebody else must answer.';
  if (staffId === facts.subjectStaffId) return 'The person a complaint is about cannot approve anything on it.';
  return facts.reportsToRequester ? 'You work for the person who asked; somebody above must answer.' : null;
}

/** Why this person is not one to approve the gesture, whatever it costs; null where they are. Their limit is asked by `limitProblem`. */
export function approverProblem(facts: ApprovalFacts, actor: Actor): string | null {
  return answererProblem(facts, actor) ?? (roleAtLeast(actor.roles, 'lead') ? null : needsSentence(['lead']));
}

/** Why somebody may not change what this role may give; null where they may. Limits hold everywhere, so the right must too; nobody sets their own. */
export function settingProblem(
  role: string,
  grants: readonly { role: Role; scopeKind: ScopeKind }[],
): { guard: 'place' | 'own_limit'; why: string } | null {
  const everywhere = grants.filter(({ scopeKind }) => scopeKind === 'org').map((grant) => grant.role);
  if (!roleAmong(everywhere, ['area_manager', 'admin']))
    return { guard: 'place', why: 'Limits hold for the whole organisation, and your right to change them does not.' };
  if (everywhere.includes('admin') || !grants.some((grant) => grant.role === role)) return null;
  return { guard: 'own_limit', why: 'This is your own limit. An administrator has to change it.' };
}

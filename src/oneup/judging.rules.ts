import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import { limitProblem } from '../authority/limits.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { highest } from './approval.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { HardRuleId } from './hard-rules.rules';
import { hardRefusals } from './hard-rules.rules';
import { businessNeeds, typeProblem } from './type-fit.rules';

/** One type of the catalogue judged for one ticket: may it be given, and whom does it need? */

export interface Excluded {
  code: string;
  name: string;
  /** `type`: the catalogue's own conditions. */
  rule: HardRuleId | 'type';
  why: string;
}

export interface Judged {
  type: GestureTypeFacts;
  excluded: Excluded | null;
  /** Only R7 stands in the way: it may come back where nothing else is left. */
  onlySeenBefore: boolean;
  needs: Role | null;
}

/** All that stands in the way of suggesting it. */
export function judge(type: GestureTypeFacts, seen: OneUpFacts, now: Date): Judged {
  const facts = { ...seen, nothingElseLeft: false };
  const { code, name } = type;
  const problem = typeProblem(type, facts, now);
  const refusals = hardRefusals(type, facts, now, 'suggest');
  const [first, ...others] = refusals.filter(({ needs }) => needs === null);
  const excluded =
    problem !== null
      ? { code, name, rule: 'type' as const, why: problem }
      : first
        ? { code, name, rule: first.rule, why: first.why }
        : null;
  const least = type.authorityRoleMin !== null && !roleAtLeast(facts.actor.roles, type.authorityRoleMin) ? type.authorityRoleMin : null;
  const own = limitProblem(type.costMinor, facts.actor.roles, facts.limits)?.needs ?? null;
  return {
    type,
    excluded,
    onlySeenBefore: problem === null && first?.rule === 'R7' && others.length === 0,
    needs: highest([least, own, businessNeeds(type, facts), ...refusals.map(({ needs }) => needs)]),
  };
}

/** Is R7 lifted for this type, because nothing else is left for this ticket? */
export function nothingElseLeft(code: string, catalogue: readonly GestureTypeFacts[], facts: OneUpFacts, now: Date): boolean {
  const judged = catalogue.filter(({ kind }) => kind !== 'custom').map((type) => judge(type, facts, now));
  return judged.every(({ excluded }) => excluded !== null) && judged.some((one) => one.type.code === code && one.onlySeenBefore);
}

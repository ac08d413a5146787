import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { severityWords } from '../lifecycle/severity.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { GestureTypeFacts, OneUpFacts } from './gesture-facts.rules';
import { GESTURE_KINDS, isMoney } from './gesture-facts.rules';
import { OWED_KINDS } from './hard-rules.rules';
import { conditionProblem } from './template-words.rules';
import { moneyFloorMinor } from './value.rules';

/** The catalogue's own conditions: what may stand in it, and to whom a type is given. */

export const FAILURE_WORDS: Readonly<Record<FailureClass, string>> = {
  money_lost: 'lost money',
  flawed_goods: 'a flawed product',
  failed_service: 'a failed service',
  lack_of_attention: 'a lack of attention',
  time_lost: 'lost time',
};

/** Why the catalogue itself does not offer this type here; null where it does. Judged when a gift is chosen, never again after (edge 88). */
export function typeProblem(type: GestureTypeFacts, facts: OneUpFacts, now: Date): string | null {
  if (type.status !== 'active') return 'It is not in use at the moment.';
  if (type.validFrom && now.getTime() < type.validFrom.getTime()) return 'It is not on offer yet.';
  if (type.validTo && now.getTime() >= type.validTo.getTime()) return 'It is no longer on offer.';
  if (type.currency !== facts.currency) return `It is priced in ${type.currency}, and this ticket counts in ${facts.currency}.`;
  const { severities, failureClasses, channels, locations } = type.eligible;
  if (severities && !severities.includes(facts.severity)) return `It is not meant for a matter that is "${severityWords(facts.severity)}".`;
  if (failureClasses && !failureClasses.includes(facts.failureClass)) return `It is not meant for ${FAILURE_WORDS[facts.failureClass]}.`;
  if (channels && !channels.includes(facts.channel)) return 'It is not given on this channel.';
  if (locations && !locations.includes(facts.location)) return 'It is not given at this location.';
  const flag = type.excludedFlags.find((one) => facts.customerFlags.includes(one));
  return flag === undefined ? null : 'It is not suitable for this customer.';
}

/** A business buyer may have rules about gifts: attention and donations are free, all else is a lead's word (edge 108). */
export function businessNeeds(type: GestureTypeFacts, facts: OneUpFacts): Role | null {
  const harmless = type.class === 'attention' || type.kind === 'donation';
  return facts.businessCustomer && !harmless && !roleAtLeast(facts.actor.roles, 'lead') ? 'lead' : null;
}

/** Everything wrong with a type somebody puts into the catalogue, one sentence each; none where it may stand there (R3, R5, R6). */
export function catalogueProblems(type: GestureTypeFacts): string[] {
  const amounts = [type.costMinor, type.faceMinor, type.leadMinutes, type.offerDays];
  const rate = type.redemptionRate;
  const problems: (string | null)[] = [
    OWED_KINDS.includes(type.kind) ? 'What the customer is owed belongs to the fix; it is never a gift.' : null,
    !OWED_KINDS.includes(type.kind) && !GESTURE_KINDS.some((kind) => kind === type.kind)
      ? `There is no kind of gift called "${type.kind}".`
      : null,
    type.name.trim() === '' ? 'Give it a name.' : null,
    amounts.some((amount) => !Number.isSafeInteger(amount) || amount < 0)
      ? 'Cost, worth and times are whole numbers of zero or more.'
      : null,
    rate !== null && !(rate >= 0 && rate <= 1) ? 'The share that is used lies between 0 and 1.' : null,
    isMoney(type.class) && type.faceMinor < moneyFloorMinor(null) ? 'So little money can please less than a plain thank-you.' : null,
    type.validFrom && type.validTo && type.validTo.getTime() <= type.validFrom.getTime() ? 'Its last day lies before its first.' : null,
    conditionProblem(type.customerText),
  ];
  return problems.filter((problem) => problem !== null);
}

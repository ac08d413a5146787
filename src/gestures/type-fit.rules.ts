import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { severityWords } from '../lifecycle/severity.rules';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { OneUpFacts } from './gesture-facts.rules';

/** To whom the catalogue lets a type be given. */

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

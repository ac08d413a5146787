import type { GestureTypeFacts, Restriction } from '../catalogue/gesture-type-facts.rules';
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
  return placeProblem(type, facts) ?? customerProblem(type, facts);
}

/** The conditions on the matter and where it happened. */
function placeProblem({ eligible }: GestureTypeFacts, facts: OneUpFacts): string | null {
  const { severities, failureClasses, categories, channels, locations } = eligible;
  if (severities && !severities.includes(facts.severity)) return `It is not meant for a matter that is "${severityWords(facts.severity)}".`;
  if (failureClasses && !failureClasses.includes(facts.failureClass)) return `It is not meant for ${FAILURE_WORDS[facts.failureClass]}.`;
  if (categories && !(facts.category !== null && categories.includes(facts.category))) return 'It is not meant for what went wrong here.';
  if (channels && !channels.includes(facts.channel)) return 'It is not given on this channel.';
  return locations && !locations.includes(facts.location) ? 'It is not given at this location.' : null;
}

/** Who is known to be of age. */
const OF_AGE = 'adult';
const UNDER_AGE = 'minor';

interface Marks {
  /** Without this mark nobody gets it. */
  needs: string;
  /** With one of these nobody does, whatever else is noted. */
  bars: readonly string[];
  why: string;
}

/** Which marks of a customer let a restricted gift through (edge 107; docs/words.md). */
const RESTRICTION_MARKS: Readonly<Record<Restriction, Marks>> = {
  alcohol: {
    needs: 'alcohol_ok',
    bars: [UNDER_AGE, 'no_alcohol'],
    why: 'It contains alcohol: only for adults who are known to drink it (mark "alcohol_ok").',
  },
  allergy: {
    needs: 'allergy_ok',
    bars: ['allergy'],
    why: 'People can be allergic to it: only for customers who are known to stand it (mark "allergy_ok").',
  },
  faith: {
    needs: 'faith_ok',
    bars: ['faith'],
    why: 'Not every faith allows it: only for customers who are known to like it (mark "faith_ok").',
  },
};

/** The conditions on the customer. The sentences never tell what is noted about somebody. */
function customerProblem({ eligible, excludedFlags }: GestureTypeFacts, facts: OneUpFacts): string | null {
  const { customerFlags: flags, businessCustomer } = facts;
  if (eligible.languages && !speaks(eligible.languages, facts.language)) return 'It is not meant for customers who speak this language.';
  if (eligible.b2b === true && !businessCustomer) return 'It is for business customers only.';
  if (eligible.b2b === false && businessCustomer) return 'It is not given to business customers.';
  if (eligible.ageOk === true && !allowed(flags, OF_AGE, [UNDER_AGE]))
    return 'It is only for customers who are known to be of age (mark "adult").';
  const restriction = eligible.restricted?.find((one) => !allowed(flags, RESTRICTION_MARKS[one].needs, RESTRICTION_MARKS[one].bars));
  if (restriction) return RESTRICTION_MARKS[restriction].why;
  return excludedFlags.some((one) => flags.includes(one)) ? 'It is not suitable for this customer.' : null;
}

function allowed(flags: readonly string[], needs: string, bars: readonly string[]): boolean {
  return flags.includes(needs) && !bars.some((bar) => flags.includes(bar));
}

/** Who named no language is written to in English, so English it is. */
function speaks(languages: readonly string[], language: string | null): boolean {
  const own = (language ?? 'en').toLowerCase();
  return languages.some((one) => own === one.toLowerCase() || own.startsWith(`${one.toLowerCase()}-`));
}

/** A business buyer may have rules about gifts: attention and donations are free, all else is a lead's word (edge 108). */
export function businessNeeds(type: GestureTypeFacts, facts: OneUpFacts): Role | null {
  const harmless = type.class === 'attention' || type.kind === 'donation';
  return facts.businessCustomer && !harmless && !roleAtLeast(facts.actor.roles, 'lead') ? 'lead' : null;
}

import { DAY_MS } from '../clocks/clock.rules';
import type { Role } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { blockingHold, blocks, holdWords } from '../lifecycle/holds.rules';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import { isMoney, OWED_KINDS } from '../catalogue/gesture-type-facts.rules';
import { conditionProblem } from '../templates/template-words.rules';
import { valueProblem } from './value.rules';

/** The hard rules R1 to R12 (domain.md 5.2). Each gives null or a refusal in plain words. */

export const HARD_RULE_IDS = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12'] as const;
export type HardRuleId = (typeof HARD_RULE_IDS)[number];

/** Suggesting looks ahead; taking and offering are promises, and what an offer needs is asked only then. */
export type GestureStep = 'suggest' | 'take' | 'offer';

export interface HardRefusal {
  rule: HardRuleId;
  why: string;
  /** Whoever reaches this role may do it all the same; null where nobody may. */
  needs: Role | null;
}

/** Null, a sentence, or a sentence with the role that lifts it. */
type Check = (gesture: GestureTypeFacts, facts: OneUpFacts, now: Date) => string | { why: string; needs: Role } | null;

const SAME_TYPE_MS = 365 * DAY_MS;

const fixFirst: Check = (_gesture, facts) =>
  facts.fixDelivered && (facts.state === 'fixed' || facts.state === 'following_up')
    ? null
    : 'Deliver the fix first; only then can a gift be offered.';

const redressFirst: Check = (_gesture, facts) => {
  const owed = (facts.decision === 'upheld' || facts.decision === 'partly') && (facts.lossMinor ?? 0) > 0;
  return owed && facts.redressState === 'none' ? 'The customer lost money: record the refund first.' : null;
};

const nothingOwed: Check = (gesture) =>
  OWED_KINDS.includes(gesture.kind) ? 'What the customer is owed belongs to the fix; it is never a gift.' : null;

const apologyFirst: Check = (_gesture, facts) =>
  facts.apologyRecorded ? null : 'Say sorry and explain first, or record why no apology fits.';

const MOST_REMEMBERED = 2000;
const remembered = new Map<string, string | null>();

/** The lists of words are long and the texts of a catalogue always the same: asked anew, they were half of the work of a suggestion. */
const noBargain: Check = ({ customerText }) => {
  const known = remembered.get(customerText);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const problem = conditionProblem(customerText);
  remembered.set(customerText, problem);
  return problem;
};

const notTwiceAYear: Check = (gesture, facts, now) =>
  !facts.nothingElseLeft &&
  facts.previousTypes.some((previous) => previous.code === gesture.code && now.getTime() - previous.at.getTime() < SAME_TYPE_MS)
    ? 'This customer had the same less than a year ago.'
    : null;

const holdsAndFault: Check = (gesture, facts) => {
  const hold = blockingHold(facts.holds, 'gestures');
  if (hold) return `No gifts while the ticket is under ${holdWords(hold)}.`;
  const { staffId, roles } = facts.actor;
  if (staffId !== null && staffId === facts.subjectStaffId) return 'The person a complaint is about cannot give anything on it.';
  if (!isMoney(gesture.class) || roleAtLeast(roles, 'lead')) return null;
  // The customer must never read the reason for a review, and neither must whoever looks over a shoulder (domain.md 3.6).
  if (blocks(facts.holds, 'money_gestures')) return { why: 'This needs a lead.', needs: 'lead' };
  return facts.fault === 'not_ours' ? { why: 'It was not our fault: a gift of money needs a lead.', needs: 'lead' } : null;
};

const afterFailedFix: Check = (gesture, facts) =>
  facts.cycle > 1 && facts.previousTypes.some((previous) => previous.thisTicket && previous.code === gesture.code)
    ? 'It was offered before the fix failed; choose something else.'
    : null;

const whatChangedFirst: Check = (_gesture, facts) =>
  facts.cycle > 1 && !facts.whatChangedTold ? 'The first fix did not hold: tell the customer what is different this time.' : null;

const oneAtATime: Check = (gesture, facts) => {
  const [first, second] = facts.activeGestures;
  if (second) return 'Two gifts for one fix are enough.';
  if (first && !(first.combinable && gesture.combinable)) return 'There is a gift for this fix already.';
  if (facts.declinedOffers > 1) return 'The customer declined twice; leave it at that.';
  return facts.declinedOffers === 1 && !roleAtLeast(facts.actor.roles, 'lead')
    ? { why: 'The customer declined once: only a lead can make one more offer.', needs: 'lead' }
    : null;
};

function handedOver(gesture: GestureTypeFacts, facts: OneUpFacts): boolean {
  return facts.present && gesture.fulfilment === 'handover';
}

const reachable: Check = (gesture, facts) => {
  if (handedOver(gesture, facts)) return null;
  if (gesture.needsAddress && !facts.reachable.post) return 'It needs a postal address, and we have none.';
  if (gesture.needsContact && !facts.reachable.email && !facts.reachable.phone)
    return 'It needs a phone number or an e-mail address, and we have none.';
  return gesture.needsVisit && !facts.canVisit ? 'It needs a visit, and this customer cannot come by.' : null;
};

const knownCustomer: Check = (gesture, facts) =>
  facts.customerKnown || handedOver(gesture, facts)
    ? null
    : 'We do not know who the customer is; give something that can be handed over here.';

const RULES: readonly { rule: HardRuleId; at: readonly GestureStep[]; check: Check }[] = [
  { rule: 'R1', at: ['offer'], check: fixFirst },
  { rule: 'R2', at: ['suggest', 'take', 'offer'], check: redressFirst },
  { rule: 'R3', at: ['suggest', 'take', 'offer'], check: nothingOwed },
  { rule: 'R4', at: ['offer'], check: apologyFirst },
  { rule: 'R5', at: ['suggest', 'take', 'offer'], check: noBargain },
  { rule: 'R6', at: ['suggest', 'take', 'offer'], check: valueProblem },
  { rule: 'R7', at: ['suggest', 'take', 'offer'], check: notTwiceAYear },
  { rule: 'R8', at: ['suggest', 'take', 'offer'], check: holdsAndFault },
  { rule: 'R9', at: ['suggest', 'take', 'offer'], check: afterFailedFix },
  { rule: 'R9', at: ['offer'], check: whatChangedFirst },
  { rule: 'R10', at: ['suggest', 'take', 'offer'], check: oneAtATime },
  { rule: 'R11', at: ['suggest', 'take', 'offer'], check: reachable },
  { rule: 'R12', at: ['suggest', 'take', 'offer'], check: knownCustomer },
];

/** Every hard rule in the way of this step, in the order of the rules. */
export function hardRefusals(gesture: GestureTypeFacts, facts: OneUpFacts, now: Date, step: GestureStep): HardRefusal[] {
  return RULES.filter(({ at }) => at.includes(step)).flatMap(({ rule, check }): HardRefusal[] => {
    const found = check(gesture, facts, now);
    if (found === null) return [];
    return typeof found === 'string' ? [{ rule, why: found, needs: null }] : [{ rule, ...found }];
  });
}

/** What one rule says, asked alone; null where it lets the gesture pass. */
export function hardRule(rule: HardRuleId, gesture: GestureTypeFacts, facts: OneUpFacts, now: Date): string | null {
  return hardRefusals(gesture, facts, now, 'offer').find((refusal) => refusal.rule === rule)?.why ?? null;
}

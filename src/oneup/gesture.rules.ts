import { DAY_MS } from '../clocks/clock.rules';
import { needsSentence, roleAmong, roleAtLeast } from '../staff/role.rules';
import { blocks } from '../lifecycle/holds.rules';
import type { OneUp } from '../lifecycle/ticket-facts.rules';
import type { GestureAsked, GestureFacts, GestureInput } from './gesture-asked.rules';
import { GESTURE_GUARDS } from './gesture-guards.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { GestureEvent, GestureGuard, GestureState, GestureTransition } from './gesture-table.rules';
import { GESTURE_TRANSITIONS } from './gesture-table.rules';
import { businessNeeds, typeProblem } from './type-fit.rules';
import type { GestureStep, HardRuleId } from './hard-rules.rules';
import { hardRefusals } from './hard-rules.rules';

/** The gesture machine (domain.md 5.3): what may happen to a gift, and for everything else why not, in a sentence for people. */

/** `hold`, `role`, `type`, `note`, `retries` and the hard rules stand beside the guards of the table. */
export type GestureRefusedBy = GestureGuard | HardRuleId | 'state' | 'who' | 'hold' | 'role' | 'type' | 'note' | 'retries';

export interface GestureRefusal {
  event: GestureEvent;
  guard: GestureRefusedBy;
  why: string;
}

export type GestureVerdict = { ok: true; transition: GestureTransition } | ({ ok: false } & GestureRefusal);

const STATE_WORDS: Readonly<Record<GestureState, string>> = {
  suggested: 'only suggested',
  pending_approval: 'waiting for approval',
  approved: 'approved',
  offered: 'offered',
  accepted: 'accepted',
  fulfilled: 'given',
  redeemed: 'used',
  unredeemed: 'run out unused',
  dismissed: 'set aside',
  rejected: 'rejected',
  lapsed: 'lapsed',
  declined: 'declined',
  expired: 'run out',
  revoked: 'taken back',
  fulfil_failed: 'not delivered',
  substituted: 'replaced',
};

const EVENT_WORDS: Readonly<Record<GestureEvent, string>> = {
  suggest: 'Suggesting it',
  request: 'Asking for approval',
  take: 'Taking it',
  approve: 'Approving it',
  reject: 'Rejecting it',
  approval_timeout: 'Letting the approval lapse',
  offer: 'Offering it',
  accept: 'Accepting it',
  decline: 'Declining it',
  offer_expired: 'Letting the offer run out',
  fulfil: 'Handing it over',
  fulfil_failed: 'Logging that it did not arrive',
  retry: 'Trying again',
  substitute: 'Giving something else',
  revoke: 'Taking it back',
  revoke_accepted: 'Taking it back',
  redeem: 'Using it',
  voucher_expired: 'Letting it run out',
  dismiss: 'Setting it aside',
  ticket_moved_on: 'Releasing it',
};

/** "waiting for approval": the state in a sentence. */
export function gestureStateWords(state: GestureState): string {
  return STATE_WORDS[state];
}

const MOST_RETRIES = 3;
const PROMISES: readonly GestureEvent[] = ['request', 'take', 'approve'];
const STEPS: Readonly<Partial<Record<GestureEvent, GestureStep>>> = { request: 'take', take: 'take', approve: 'take', offer: 'offer' };

/** The move an event stands for in a state; none where the table has no such pair. */
export function gestureTransitionFor(event: GestureEvent, state: GestureState | null): GestureTransition | null {
  return GESTURE_TRANSITIONS.find((row) => row.event === event && row.from.includes(state)) ?? null;
}

type Beside = Omit<GestureRefusal, 'event'> | null;

/** The least roles that the type itself and a business buyer ask for. */
function roleProblem({ gesture: { type }, facts }: GestureAsked): Beside {
  const missing = [type.authorityRoleMin, businessNeeds(type, facts)].find(
    (least) => least !== null && !roleAtLeast(facts.actor.roles, least),
  );
  return missing ? { guard: 'role', why: needsSentence([missing]) } : null;
}

/** What choosing a gift needs beyond the table: the type's own conditions and the words that go with it. */
function choiceProblem(asked: GestureAsked): Beside {
  const { type } = asked.gesture;
  const { facts, input, now } = asked;
  const problem = typeProblem(type, facts, now);
  if (problem !== null) return { guard: 'type', why: problem };
  return type.requiresNote && (input.note ?? '').trim() === '' ? { guard: 'note', why: 'Write the words that go with it.' } : null;
}

/** Nothing new is promised on a ticket that is done; what takes the place of an older promise is not new. */
function liveProblem(event: GestureEvent, asked: GestureAsked): Beside {
  if (!PROMISES.includes(event) || asked.input.replaces) return null;
  const why = GESTURE_GUARDS.ticket_live(asked);
  return why === null ? null : { guard: 'ticket_live', why };
}

/** What the table does not say and the design does: holds after the offer, the number of tries, and the hard rules judged again. */
function besideTheTable(event: GestureEvent, asked: GestureAsked): Beside {
  const { gesture, facts, now } = asked;
  const chosen = event === 'take' || event === 'request' ? choiceProblem(asked) : null;
  const given = event === 'take' || event === 'approve' ? roleProblem(asked) : null;
  const refused = liveProblem(event, asked) ?? chosen ?? given;
  if (refused) return refused;
  if (event === 'retry' && gesture.retries >= MOST_RETRIES)
    return { guard: 'retries', why: 'It was tried three times; give something of at least equal worth instead.' };
  // Edge 98: an offer made before the hold stands, the desk does nothing more by itself, and a manager decides about handing it over.
  const { roles } = facts.actor;
  const onHold = blocks(facts.holds, 'gestures') && (event === 'fulfil' || (event === 'accept' && roles.includes('system')));
  if (onHold && !roleAtLeast(roles, 'manager'))
    return { guard: 'hold', why: 'The ticket is on hold; a manager decides whether it is given.' };
  const step = STEPS[event];
  const refusals = step ? hardRefusals(gesture.type, facts, now, step) : [];
  // What somebody above may lift is the very thing that is asked for, and what somebody above has said yes to.
  const liftable = event === 'request' || (event === 'offer' && gesture.approvedAbove);
  const broken = refusals.find(({ needs }) => needs === null || !liftable);
  return broken ? { guard: broken.rule, why: broken.why } : null;
}

/** Judges one event; `facts.actor` is who asks. No: the first guard that stands in the way and one plain sentence. */
export function moveGesture(gesture: GestureFacts, event: GestureEvent, facts: OneUpFacts, input: GestureInput, now: Date): GestureVerdict {
  const transition = gestureTransitionFor(event, gesture.state);
  if (!transition) {
    const stands = gesture.state === null ? 'there is no gift yet' : `the gift is ${gestureStateWords(gesture.state)}`;
    return { ok: false, event, guard: 'state', why: `${EVENT_WORDS[event]} is not possible now: ${stands}.` };
  }
  if (!roleAmong(facts.actor.roles, transition.who)) return { ok: false, event, guard: 'who', why: needsSentence(transition.who) };
  const asked = { gesture, facts, input, now };
  for (const guard of transition.guards) {
    const why = GESTURE_GUARDS[guard](asked);
    if (why !== null) return { ok: false, event, guard, why };
  }
  const beside = besideTheTable(event, asked);
  return beside ? { ok: false, event, ...beside } : { ok: true, transition };
}

const OPEN: readonly GestureState[] = ['approved', 'offered', 'accepted', 'fulfil_failed'];
const SETTLED: readonly GestureState[] = ['fulfilled', 'redeemed', 'unredeemed', 'declined', 'expired'];

/**
 * What the ticket's `one_up` says (settled.md 1), from all gestures of its current cycle and whether the cycle was waived or found not eligible.
 * Something promised and unsettled outweighs what is settled. A gesture taken back counts as settled only once it had been offered.
 */
export function oneUpOf(gestures: readonly { state: GestureState; offeredAt: Date | null }[], waivedOrNotEligible: boolean): OneUp {
  if (gestures.some(({ state }) => OPEN.includes(state))) return 'open';
  const settled = gestures.some(({ state, offeredAt }) => SETTLED.includes(state) || (state === 'revoked' && offeredAt !== null));
  return settled || waivedOrNotEligible ? 'settled' : 'none';
}

const LONGEST_EXTENSION_MS = 7 * DAY_MS;

/** Why an offer that ran out cannot be extended (edge 100); null where it can: once, by at most seven days. */
export function extensionProblem(offer: { expiresAt: Date; extendedBefore: boolean }, until: Date, now: Date): string | null {
  if (offer.extendedBefore) return 'The offer was extended once already.';
  if (until.getTime() <= now.getTime()) return 'The new end must lie ahead.';
  return until.getTime() - offer.expiresAt.getTime() > LONGEST_EXTENSION_MS ? 'An offer can be extended by seven days at most.' : null;
}

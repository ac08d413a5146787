import type { GestureAsked } from './gesture-asked.rules';
import { roleAtLeast } from '../staff/role.rules';
import { blockingHold, holdWords } from '../lifecycle/holds.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';
import type { GestureGuard } from './gesture-table.rules';
import { approvalNeeded, budgetProblem } from './approval.rules';
import { capProblem } from './caps.rules';
import { hardRefusals, hardRule } from './hard-rules.rules';
import { approverProblem, limitProblem } from '../authority/limits.rules';

/** The guards of the gesture machine. Each gives null or one plain sentence. */

type GestureGuardCheck = (asked: GestureAsked) => string | null;

// A question that is still open when its ticket ends in the usual way, or never was one, has nothing to wait for either.
const MOVED_ON: readonly TicketEvent[] = ['fix_failed', 'bad_answer', 'reopen', 'withdraw', 'merge', 'lapse', 'close', 'void'];

function said(text: string | undefined): boolean {
  return (text ?? '').trim() !== '';
}

function isFinal(state: TicketState): boolean {
  return FINAL_STATES.includes(state);
}

const TAKING = {
  ticket_live: ({ facts }) => (isFinal(facts.state) ? 'The ticket is done; nothing is given on it any more.' : null),
  rules_pass: ({ gesture, facts, now }) =>
    hardRefusals(gesture.type, facts, now, 'suggest').find(({ needs }) => needs === null)?.why ?? null,
  over_own_limit_or_flagged: (asked) => (approvalNeeded(asked) ? null : 'You can give this yourself; nobody needs to approve it.'),
  within_own_limit: ({ gesture, facts }) => limitProblem(gesture.costMinor, facts.actor.roles, facts.limits)?.why ?? null,
  budget_ok: ({ gesture, facts, now }) => budgetProblem(gesture.type, gesture.costMinor, facts, now),
  stock_ok: ({ gesture, facts }) => ((facts.stockLeft[gesture.type.code] ?? 1) > 0 ? null : 'The last one is just gone.'),
  caps_ok: ({ gesture, facts, now }) => {
    const problem = capProblem(gesture.type, gesture.costMinor, facts.caps, now);
    return problem && !roleAtLeast(facts.actor.roles, problem.needs) ? problem.why : null;
  },
  not_requester: ({ gesture, facts, input }) =>
    approverProblem(
      { requestedBy: gesture.requestedBy, subjectStaffId: facts.subjectStaffId, reportsToRequester: input.reportsToRequester ?? false },
      facts.actor,
    ),
  reason: ({ input }) => (said(input.reason) ? null : 'Say why.'),
  approval_clock_200_percent: ({ input }) =>
    (input.approvalUsed ?? 0) >= 2 ? null : 'The approver still has time; the question lapses at twice the target.',
} satisfies Partial<Record<GestureGuard, GestureGuardCheck>>;

const OFFERING = {
  fix_delivered_this_cycle: ({ gesture, facts, now }) => hardRule('R1', gesture.type, facts, now),
  apology_and_explanation_recorded: ({ gesture, facts, now }) => hardRule('R4', gesture.type, facts, now),
  no_gesture_hold: ({ facts }) => {
    const hold = blockingHold(facts.holds, 'gestures');
    return hold ? `No gifts while the ticket is under ${holdWords(hold)}.` : null;
  },
  reachable_or_present: ({ facts }) =>
    facts.present || facts.reachable.email || facts.reachable.phone || facts.reachable.post
      ? null
      : 'There is no way to tell the customer: no address, no number, and nobody here.',
  before_expiry: ({ gesture, now }) =>
    gesture.expiresAt && now.getTime() >= gesture.expiresAt.getTime() ? 'The offer has run out; staff can extend it once.' : null,
  not_revoked: ({ gesture }) => (gesture.state === 'revoked' ? 'The offer was taken back.' : null),
  past_offer_expiry: ({ gesture, now }) =>
    gesture.expiresAt && now.getTime() >= gesture.expiresAt.getTime() ? null : 'The offer still stands.',
} satisfies Partial<Record<GestureGuard, GestureGuardCheck>>;

const GIVING = {
  proof_of_fulfilment: ({ input }) =>
    said(input.proof) ? null : 'Say how it reached the customer: a code, a name, a tracking number or a note.',
  // Edge 92: the customer was promised it. What it cost beyond the reserve is topped up, or stands as an overrun that a manager must allow.
  actual_cost_within_reserve_or_override: () => null,
  new_gesture_of_at_least_equal_face_value: ({ gesture, input }) =>
    (input.substituteFaceMinor ?? -1) >= gesture.faceMinor
      ? null
      : `What takes its place must be worth at least ${amountWords(gesture.faceMinor)} to the customer.`,
  customer_told_if_offered: ({ gesture, input }) =>
    gesture.state !== 'offered' || input.customerTold ? null : 'Tell the customer first, then take the offer back.',
  customer_told: ({ input }) => (input.customerTold ? null : 'Tell the customer first what comes in its place.'),
  voucher: ({ gesture }) => (gesture.voucher ? null : 'This is not a voucher.'),
  single_use: ({ gesture }) => (gesture.voucherUsed ? 'The voucher was used already.' : null),
  past_validity: ({ gesture, now }) =>
    gesture.voucherEndsAt && now.getTime() >= gesture.voucherEndsAt.getTime() ? null : 'The voucher is still valid.',
  facts_changed_or_other_chosen: () => null,
  ticket_reopened_withdrawn_merged_or_lapsed_before_offer: ({ input }) =>
    input.ticketEvent !== undefined && MOVED_ON.includes(input.ticketEvent) ? null : 'The ticket has not moved on.',
} satisfies Partial<Record<GestureGuard, GestureGuardCheck>>;

export const GESTURE_GUARDS: Readonly<Record<GestureGuard, GestureGuardCheck>> = { ...TAKING, ...OFFERING, ...GIVING };

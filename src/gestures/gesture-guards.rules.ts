import type { Actor } from '../staff/role.rules';
import { roleAtLeast } from '../staff/role.rules';
import { blockingHold, holdWords } from '../lifecycle/holds.rules';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import type { TicketEvent } from '../lifecycle/ticket-table.rules';
import type { GestureTypeFacts } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import { amountWords } from '../catalogue/gesture-type-facts.rules';
import type { GestureGuard, GestureState } from './gesture-table.rules';
import { hardRefusals, hardRule } from './hard-rules.rules';
import { approverProblem, limitProblem } from '../budgets/limits.rules';

/** The guards of the gesture machine. Each gives null or one plain sentence. Budget, stock and caps of a customer pass where none is kept. */

/** The gesture as stored, with the price and the terms of its own version (edge 89). */
export interface GestureFacts {
  /** Null: not suggested yet. */
  state: GestureState | null;
  type: GestureTypeFacts;
  /** What was reserved when it was taken. */
  costMinor: number;
  faceMinor: number;
  requestedBy: string | null;
  /** End of the offer; null before it was offered. */
  expiresAt: Date | null;
  voucher: boolean;
  voucherUsed: boolean;
  voucherEndsAt: Date | null;
  /** How often the fulfilment was tried again. */
  retries: number;
}

/** What comes with an event, and what the service looked up for it. Every event reads only its own. */
export interface GestureInput {
  reason?: string;
  note?: string;
  proof?: string;
  actualCostMinor?: number;
  /** A manager lets the real cost go above what was reserved. */
  overrideBy?: Actor;
  customerTold?: boolean;
  /** The gesture that takes this one's place. */
  substituteFaceMinor?: number;
  ticketEvent?: TicketEvent;
  /** Looked up; null where no budget or stock is kept for it. */
  budgetLeftMinor?: number | null;
  stockLeft?: number | null;
  /** Looked up: why this customer's yearly caps stand in the way, in a sentence. */
  capProblem?: string | null;
  reportsToRequester?: boolean;
  /** Share of the approval clock's target used up. */
  approvalUsed?: number;
}

export interface GestureAsked {
  gesture: GestureFacts;
  facts: OneUpFacts;
  input: GestureInput;
  now: Date;
}

type GestureGuardCheck = (asked: GestureAsked) => string | null;

const MOVED_ON: readonly TicketEvent[] = ['fix_failed', 'bad_answer', 'reopen', 'withdraw', 'merge', 'lapse'];

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
  over_own_limit_or_flagged: ({ gesture, facts, now }) => {
    const flagged = hardRefusals(gesture.type, facts, now, 'take').some(({ needs }) => needs !== null);
    const over = limitProblem(gesture.costMinor, facts.actor.roles) !== null;
    return flagged || over ? null : 'You can give this yourself; nobody needs to approve it.';
  },
  within_own_limit: ({ gesture, facts }) => limitProblem(gesture.costMinor, facts.actor.roles)?.why ?? null,
  budget_ok: ({ gesture, input }) =>
    input.budgetLeftMinor === undefined || input.budgetLeftMinor === null || gesture.costMinor <= input.budgetLeftMinor
      ? null
      : `The budget has ${amountWords(input.budgetLeftMinor)} left; choose something that costs nothing, or ask a lead.`,
  stock_ok: ({ input }) =>
    input.stockLeft === undefined || input.stockLeft === null || input.stockLeft > 0 ? null : 'The last one is just gone.',
  caps_ok: ({ input }) => input.capProblem ?? null,
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
  actual_cost_within_reserve_or_override: ({ gesture, input }) => {
    const over = (input.actualCostMinor ?? gesture.costMinor) > gesture.costMinor;
    const allowed = input.overrideBy !== undefined && roleAtLeast(input.overrideBy.roles, 'manager');
    return over && !allowed ? `It cost more than the ${amountWords(gesture.costMinor)} set aside; a manager must allow the rest.` : null;
  },
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

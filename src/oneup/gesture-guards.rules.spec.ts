import { gestureFacts, gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { noHistory } from './caps.rules';
import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import type { OneUpFacts } from './gesture-facts.rules';
import type { GestureFacts, GestureInput } from './gesture-asked.rules';
import { GESTURE_GUARDS } from './gesture-guards.rules';
import type { GestureGuard } from './gesture-table.rules';
import { GESTURE_TRANSITIONS } from './gesture-table.rules';

function ask(
  guard: GestureGuard,
  gesture: Partial<GestureFacts> = {},
  facts: Partial<OneUpFacts> = {},
  input: GestureInput = {},
): string | null {
  return GESTURE_GUARDS[guard]({ gesture: gestureFacts(gesture), facts: oneUpFacts(facts), input, now: NOW });
}

test('every guard of the table is written, and no other', () => {
  const named = [...new Set(GESTURE_TRANSITIONS.flatMap((row) => row.guards))];
  expect(Object.keys(GESTURE_GUARDS).sort()).toEqual(named.sort());
});

describe('choosing', () => {
  test('ticket_live: nothing is suggested on a ticket that is done', () => {
    for (const state of ['closed', 'merged', 'void'] as const) expect(ask('ticket_live', {}, { state })).not.toBeNull();
    expect(ask('ticket_live', {}, { state: 'fixed' })).toBeNull();
  });

  test('rules_pass: a suggestion passes the hard rules; what a lead may lift does not stop it', () => {
    expect(ask('rules_pass', {}, { lossMinor: 500 })).toContain('refund');
    expect(ask('rules_pass', {}, { severity: 'S1' })).toBeNull();
  });

  test('within_own_limit and over_own_limit_or_flagged: one of the two holds for every gift', () => {
    const dear = { costMinor: 2600, type: gestureType({ costMinor: 2600 }) };
    expect(ask('within_own_limit', dear)).toContain('needs a lead (limit 25)');
    expect(ask('over_own_limit_or_flagged', dear)).toBeNull();
    expect(ask('within_own_limit')).toBeNull();
    expect(ask('over_own_limit_or_flagged')).toContain('You can give this yourself');
    expect(ask('over_own_limit_or_flagged', {}, { severity: 'S1' })).toBeNull();
  });

  test('edge 90: budget_ok: a budget used up between suggestion and taking refuses', () => {
    const left = (leftMinor: number) => ({ budgetLeft: { service: { leftMinor, until: daysAgo(-9) } } });
    expect(ask('budget_ok', {}, left(599))).toContain('only 5.99 left until');
    expect(ask('budget_ok', {}, left(600))).toBeNull();
    expect(ask('budget_ok', {}, { budgetLeft: { goods: { leftMinor: 0, until: daysAgo(-9) } } })).toBeNull();
    expect(ask('budget_ok', { costMinor: 0 }, left(0))).toBeNull();
  });

  test('edge 86: stock_ok: the last one is gone', () => {
    expect(ask('stock_ok', {}, { stockLeft: { car_wash: 0 } })).toBe('The last one is just gone.');
    expect(ask('stock_ok', {}, { stockLeft: { car_wash: 1 } })).toBeNull();
    expect(ask('stock_ok', {}, { stockLeft: { card: 0 } })).toBeNull();
  });

  test('caps_ok: what a customer had within a year needs a lead, who may go on', () => {
    const had = { at: daysAgo(20), class: 'service' as const, code: 'card', costMinor: 100, currency: 'USD', countsForCoolDown: true };
    const caps = { ...noHistory('USD'), gifts: [had, had, had, had] };
    expect(ask('caps_ok', {}, { caps })).toContain('a lead can allow it');
    expect(ask('caps_ok', {}, { caps, actor: actor('lead') })).toBeNull();
    expect(ask('over_own_limit_or_flagged', {}, { caps })).toBeNull();
    expect(ask('caps_ok')).toBeNull();
  });

  test('whoever has given enough today needs the next rung', () => {
    const dayProblem = 'You have given 150 of 150 today.';
    expect(ask('over_own_limit_or_flagged', {}, {}, { dayProblem })).toBeNull();
    expect(ask('over_own_limit_or_flagged')).not.toBeNull();
  });

  test('edge 94: not_requester: neither the requester, nor the subject, nor somebody who works for them approves', () => {
    const lead = { actor: actor('lead') };
    expect(ask('not_requester', { requestedBy: 'mia' }, lead)).not.toBeNull();
    expect(ask('not_requester', { requestedBy: 'tom' }, { ...lead, subjectStaffId: 'mia' })).not.toBeNull();
    expect(ask('not_requester', { requestedBy: 'tom' }, lead, { reportsToRequester: true })).not.toBeNull();
    expect(ask('not_requester', { requestedBy: 'tom' }, lead)).toBeNull();
  });

  test('reason: rejecting and taking back say why', () => {
    expect(ask('reason', {}, {}, { reason: ' ' })).toBe('Say why.');
    expect(ask('reason', {}, {}, { reason: 'Too dear' })).toBeNull();
  });

  test('edge 93: approval_clock_200_percent: the approval lapses at twice its target', () => {
    expect(ask('approval_clock_200_percent', {}, {}, { approvalUsed: 1.99 })).not.toBeNull();
    expect(ask('approval_clock_200_percent', {}, {}, { approvalUsed: 2 })).toBeNull();
  });
});

describe('offering', () => {
  test('edge 96: fix_delivered_this_cycle', () => {
    expect(ask('fix_delivered_this_cycle', {}, { fixDelivered: false })).not.toBeNull();
    expect(ask('fix_delivered_this_cycle')).toBeNull();
  });

  test('apology_and_explanation_recorded', () => {
    expect(ask('apology_and_explanation_recorded', {}, { apologyRecorded: false })).not.toBeNull();
    expect(ask('apology_and_explanation_recorded')).toBeNull();
  });

  test('no_gesture_hold', () => {
    expect(ask('no_gesture_hold', {}, { holds: [{ kind: 'legal' }] })).toContain('a legal hold');
    expect(ask('no_gesture_hold', {}, { holds: [{ kind: 'abuse_review' }] })).toBeNull();
  });

  test('reachable_or_present', () => {
    const nowhere = { reachable: { email: false, phone: false, post: false } };
    expect(ask('reachable_or_present', {}, nowhere)).not.toBeNull();
    expect(ask('reachable_or_present', {}, { ...nowhere, present: true })).toBeNull();
    for (const way of ['email', 'phone', 'post'])
      expect(ask('reachable_or_present', {}, { reachable: { ...nowhere.reachable, [way]: true } })).toBeNull();
  });

  test('before_expiry and past_offer_expiry: at the last instant exactly one of them holds', () => {
    for (const expiresAt of [daysAgo(0.1), NOW, daysAgo(-0.1)]) {
      const before = ask('before_expiry', { expiresAt }) === null;
      expect(ask('past_offer_expiry', { expiresAt }) === null).toBe(!before);
    }
    expect(ask('before_expiry', { expiresAt: daysAgo(-0.1) })).toBeNull();
    expect(ask('past_offer_expiry', { expiresAt: null })).not.toBeNull();
  });

  test('not_revoked', () => {
    expect(ask('not_revoked', { state: 'revoked' })).not.toBeNull();
    expect(ask('not_revoked', { state: 'offered' })).toBeNull();
  });

  test('customer_told_if_offered and customer_told', () => {
    expect(ask('customer_told_if_offered', { state: 'offered' })).not.toBeNull();
    expect(ask('customer_told_if_offered', { state: 'offered' }, {}, { customerTold: true })).toBeNull();
    expect(ask('customer_told_if_offered', { state: 'approved' })).toBeNull();
    expect(ask('customer_told')).not.toBeNull();
    expect(ask('customer_told', {}, {}, { customerTold: true })).toBeNull();
  });
});

describe('giving', () => {
  test('proof_of_fulfilment', () => {
    expect(ask('proof_of_fulfilment', {}, {}, { proof: '' })).not.toBeNull();
    expect(ask('proof_of_fulfilment', {}, {}, { proof: 'Handed to Ann' })).toBeNull();
  });

  test('edge 92: actual_cost_within_reserve_or_override: the customer gets it, whatever it costs; the ledger answers for the rest', () => {
    expect(ask('actual_cost_within_reserve_or_override')).toBeNull();
  });

  test('edge 89: the terms of the day it was taken hold, whatever the type costs now', () => {
    const type = gestureType({ costMinor: 900, faceMinor: 9000 });
    expect(ask('within_own_limit', { type: gestureType({ costMinor: 9000 }) })).toBeNull();
    expect(ask('new_gesture_of_at_least_equal_face_value', { type }, {}, { substituteFaceMinor: 1500 })).toBeNull();
  });

  test('edge 87: new_gesture_of_at_least_equal_face_value: what was promised is replaced by no less', () => {
    expect(ask('new_gesture_of_at_least_equal_face_value', {}, {}, { substituteFaceMinor: 1499 })).toContain('at least 15');
    expect(ask('new_gesture_of_at_least_equal_face_value', {}, {}, { substituteFaceMinor: 1500 })).toBeNull();
    expect(ask('new_gesture_of_at_least_equal_face_value', { faceMinor: 0 })).not.toBeNull();
  });

  test('voucher, single_use and past_validity', () => {
    expect(ask('voucher')).not.toBeNull();
    expect(ask('voucher', { voucher: true })).toBeNull();
    expect(ask('single_use', { voucherUsed: true })).not.toBeNull();
    expect(ask('single_use')).toBeNull();
    expect(ask('past_validity', { voucherEndsAt: daysAgo(-1) })).not.toBeNull();
    expect(ask('past_validity', { voucherEndsAt: NOW })).toBeNull();
  });

  test('facts_changed_or_other_chosen: a suggestion may always be set aside', () => {
    expect(ask('facts_changed_or_other_chosen')).toBeNull();
  });

  test('ticket_reopened_withdrawn_merged_or_lapsed_before_offer', () => {
    for (const ticketEvent of ['fix_failed', 'bad_answer', 'reopen', 'withdraw', 'merge', 'lapse'] as const)
      expect(ask('ticket_reopened_withdrawn_merged_or_lapsed_before_offer', {}, {}, { ticketEvent })).toBeNull();
    expect(ask('ticket_reopened_withdrawn_merged_or_lapsed_before_offer', {}, {}, { ticketEvent: 'ask_customer' })).not.toBeNull();
    expect(ask('ticket_reopened_withdrawn_merged_or_lapsed_before_offer')).not.toBeNull();
  });
});

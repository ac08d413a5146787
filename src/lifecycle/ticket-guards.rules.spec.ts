import { actor, daysAgo, fixBody, mergeTarget, NOW, ticketFacts } from '../../test/support/ticket-facts';
import type { Role } from '../staff/role.rules';
import type { MoveInput, TicketFacts } from './ticket-facts.rules';
import { GUARDS } from './ticket-guards.rules';
import type { TicketGuard } from './ticket-table.rules';
import { TRANSITIONS } from './ticket-table.rules';

function ask(guard: TicketGuard, input: MoveInput | null, facts: Partial<TicketFacts> = {}, role: Role = 'agent'): string | null {
  return GUARDS[guard]({ ticket: ticketFacts(facts), actor: actor(role), input, now: NOW });
}

/** Refused with a sentence. */
const refused = expect.stringMatching(/^[A-Z].*\.$/s) as unknown as string;

test('every guard of the table is written, and no other', () => {
  const named = [...new Set(TRANSITIONS.flatMap((row) => row.guards))];
  expect(Object.keys(GUARDS).sort()).toEqual(named.sort());
});

describe('logging', () => {
  test('source_key_unique: the same mail, call or form opens one ticket (edges 40 and 55)', () => {
    expect(ask('source_key_unique', { sourceKeyTaken: true })).toEqual(refused);
    expect(ask('source_key_unique', { sourceKeyTaken: false })).toBeNull();
  });

  test('what_and_touch_point: what happened and where, or "not sure"', () => {
    expect(ask('what_and_touch_point', { text: '  ', touchPoint: 'website' })).toEqual(refused);
    expect(ask('what_and_touch_point', { text: 'It leaks', touchPoint: null })).toEqual(refused);
    expect(ask('what_and_touch_point', { text: 'It leaks', touchPoint: 'unsure' })).toBeNull();
  });
});

describe('talking with the customer', () => {
  test('human_contact_logged: a call needs a word about it, an answer does not, and no machine counts', () => {
    expect(ask('human_contact_logged', {})).toEqual(refused);
    expect(ask('human_contact_logged', { contact: { how: 'call', note: ' ' } })).toEqual(refused);
    expect(ask('human_contact_logged', { contact: { how: 'reply', automatic: true } })).toEqual(refused);
    expect(ask('human_contact_logged', { contact: { how: 'call', note: 'Spoke to Ann' } })).toBeNull();
    expect(ask('human_contact_logged', { contact: { how: 'chat' } })).toBeNull();
    expect(ask('human_contact_logged', null)).toBeNull();
  });

  test('edge 24: question_sent: no pause three minutes before the breach without a question', () => {
    expect(ask('question_sent', { channel: 'email' })).toEqual(refused);
    expect(ask('question_sent', { channel: 'phone', question: 'Which size?' })).toEqual(refused);
    expect(ask('question_sent', { channel: 'phone', question: 'Which size?', askedAt: NOW })).toBeNull();
  });

  test('reachable: the channel must carry the question, or it was asked by phone', () => {
    const channelProblem = 'No mail relay is set: ask by phone and log it.';
    expect(ask('reachable', { channel: 'email', channelProblem })).toBe(channelProblem);
    expect(ask('reachable', { channel: 'phone', askedAt: NOW, channelProblem })).toBeNull();
    expect(ask('reachable', { channel: 'phone', channelProblem })).toBe(channelProblem);
    expect(ask('reachable', { channel: 'email', askedAt: NOW, channelProblem })).toBe(channelProblem);
    expect(ask('reachable', { channel: 'email', channelProblem: null })).toBeNull();
  });

  test('edge 25: inbound_not_auto_reply: an automatic answer leaves the ticket waiting', () => {
    expect(ask('inbound_not_auto_reply', { automatic: true })).toEqual(refused);
    expect(ask('inbound_not_auto_reply', { automatic: false })).toBeNull();
  });

  test('reason_or_pause_cap: going on needs a reason, or the end of the pause', () => {
    expect(ask('reason_or_pause_cap', {})).toEqual(refused);
    expect(ask('reason_or_pause_cap', { reason: 'Found it' })).toBeNull();
    expect(ask('reason_or_pause_cap', {}, { pauseCapReached: true })).toBeNull();
  });
});

describe('letting it lapse', () => {
  test('two_chases: both reminders are out', () => {
    expect(ask('two_chases', {}, { chasesSent: 1 })).toEqual(refused);
    expect(ask('two_chases', {}, { chasesSent: 2 })).toBeNull();
  });

  test('ten_business_days: the customer had ten working days', () => {
    expect(ask('ten_business_days', {}, { waitingOpenDays: 9 })).toEqual(refused);
    expect(ask('ten_business_days', {}, { waitingOpenDays: 10 })).toBeNull();
  });

  test('severity_3_or_4_or_lead: a serious matter lapses only by a lead', () => {
    for (const severity of ['S1', 'S2'] as const) {
      expect(ask('severity_3_or_4_or_lead', {}, { severity }, 'system')).toEqual(refused);
      expect(ask('severity_3_or_4_or_lead', {}, { severity }, 'lead')).toBeNull();
    }
    for (const severity of ['S3', 'S4'] as const) expect(ask('severity_3_or_4_or_lead', {}, { severity }, 'system')).toBeNull();
  });
});

describe('the fix and what follows', () => {
  test('fix_complete: the first thing that is missing is named', () => {
    expect(ask('fix_complete', {})).toBe('Say what was done.');
    expect(ask('fix_complete', { fix: fixBody({ summary: 'Done' }) })).toContain('20 characters');
    expect(ask('fix_complete', { fix: fixBody() }, { cycle: 2 })).toContain('different this time');
    expect(ask('fix_complete', { fix: fixBody() })).toBeNull();
  });

  test('not_upheld_needs_lead: only a lead turns a complaint down', () => {
    const fix = fixBody({ decision: 'not_upheld' });
    expect(ask('not_upheld_needs_lead', { fix }, {}, 'senior_agent')).toEqual(refused);
    expect(ask('not_upheld_needs_lead', { fix }, {}, 'vendor_lead')).toEqual(refused);
    expect(ask('not_upheld_needs_lead', { fix }, {}, 'lead')).toBeNull();
    expect(ask('not_upheld_needs_lead', { fix: fixBody() })).toBeNull();
  });

  test('reason: a failed fix says what is not right', () => {
    expect(ask('reason', { reason: '' })).toEqual(refused);
    expect(ask('reason', { reason: 'Leaks' })).toBeNull();
  });

  test('gesture_offered_or_settled: the follow-up starts with the offer, the settlement or the waiver', () => {
    expect(ask('gesture_offered_or_settled', {}, { oneUp: 'open' })).toEqual(refused);
    expect(ask('gesture_offered_or_settled', { gestureOffered: true }, { oneUp: 'open' })).toBeNull();
    expect(ask('gesture_offered_or_settled', { waived: true })).toBeNull();
    expect(ask('gesture_offered_or_settled', {}, { oneUp: 'settled' })).toBeNull();
  });

  test('no_gesture_hold_or_waived: under a hold the one-up waits, a waiver does not', () => {
    const holds = [{ kind: 'safety' as const }];
    expect(ask('no_gesture_hold_or_waived', {}, { holds })).toContain('a safety hold');
    expect(ask('no_gesture_hold_or_waived', { waived: true }, { holds })).toBeNull();
    expect(ask('no_gesture_hold_or_waived', {}, { holds: [{ kind: 'vulnerable' }] })).toBeNull();
  });

  test('csat_le_2_or_not_fixed: two of five or "not fixed" is a bad answer, three is not', () => {
    expect(ask('csat_le_2_or_not_fixed', { answer: { score: 3, fixed: true } })).toEqual(refused);
    expect(ask('csat_le_2_or_not_fixed', {})).toEqual(refused);
    expect(ask('csat_le_2_or_not_fixed', { answer: { score: 2 } })).toBeNull();
    expect(ask('csat_le_2_or_not_fixed', { answer: { score: 5, fixed: false } })).toBeNull();
  });
});

describe('coming back', () => {
  test('edge 30: within_reopen_window_or_manager: day 29 reopens, day 31 only by a manager', () => {
    expect(ask('within_reopen_window_or_manager', {}, { closedAt: daysAgo(29) })).toBeNull();
    expect(ask('within_reopen_window_or_manager', {}, { closedAt: daysAgo(30) })).toBeNull();
    expect(ask('within_reopen_window_or_manager', {}, { closedAt: daysAgo(31) }, 'lead')).toEqual(refused);
    expect(ask('within_reopen_window_or_manager', {}, { closedAt: daysAgo(31) }, 'manager')).toBeNull();
  });

  test('within_7_days: a merge can be undone for a week (edge 74)', () => {
    expect(ask('within_7_days', {}, { mergedAt: daysAgo(7) })).toBeNull();
    expect(ask('within_7_days', {}, { mergedAt: daysAgo(7.01) }, 'manager')).toEqual(refused);
    expect(ask('within_7_days', {}, { mergedAt: null })).toEqual(refused);
  });

  test('within_30_days: a voided ticket comes back for a month', () => {
    expect(ask('within_30_days', {}, { voidedAt: daysAgo(30) })).toBeNull();
    expect(ask('within_30_days', {}, { voidedAt: daysAgo(31) })).toEqual(refused);
  });
});

describe('leaving', () => {
  test('customer_request_logged: what the customer said, and how', () => {
    expect(ask('customer_request_logged', { channel: 'phone' })).toEqual(refused);
    expect(ask('customer_request_logged', { reason: 'Not needed' })).toEqual(refused);
    expect(ask('customer_request_logged', { reason: 'Not needed', channel: 'phone' })).toBeNull();
  });

  test('edge 72: same_customer_or_lead: tickets of two customers are merged by a lead only', () => {
    const target = mergeTarget({ customerId: 'customer-2' });
    expect(ask('same_customer_or_lead', { target })).toEqual(refused);
    expect(ask('same_customer_or_lead', { target }, {}, 'system')).toEqual(refused);
    expect(ask('same_customer_or_lead', { target }, {}, 'lead')).toBeNull();
    expect(ask('same_customer_or_lead', { target: mergeTarget({ customerId: null }) }, { customerId: null })).toEqual(refused);
    expect(ask('same_customer_or_lead', { target: mergeTarget() })).toBeNull();
  });

  test('edge 73: target_live: not into itself, not round a loop, not into a ticket that is done', () => {
    expect(ask('target_live', { target: null })).toEqual(refused);
    expect(ask('target_live', { target: mergeTarget({ id: 'ticket-1' }) })).toEqual(refused);
    expect(ask('target_live', { target: mergeTarget({ loops: true }) })).toEqual(refused);
    expect(ask('target_live', { target: mergeTarget({ state: 'closed' }) })).toContain('R-1002 is closed');
    expect(ask('target_live', { target: mergeTarget({ state: 'void' }) })).toEqual(refused);
    expect(ask('target_live', { target: mergeTarget() })).toBeNull();
  });

  test('edge 71: max_one_active_gesture_or_lead: two one-ups under way wait for the choice of a lead', () => {
    const target = mergeTarget({ oneUp: 'open' });
    expect(ask('max_one_active_gesture_or_lead', { target, keepGesture: 'both' }, { oneUp: 'open' })).toEqual(refused);
    expect(ask('max_one_active_gesture_or_lead', { target }, { oneUp: 'open' }, 'lead')).toEqual(refused);
    expect(ask('max_one_active_gesture_or_lead', { target, keepGesture: 'both' }, { oneUp: 'open' }, 'lead')).toBeNull();
    expect(ask('max_one_active_gesture_or_lead', { target }, { oneUp: 'settled' })).toBeNull();
  });

  test('void_reason: one of the five reasons', () => {
    expect(ask('void_reason', { reason: 'because' })).toEqual(refused);
    expect(ask('void_reason', { reason: 'spam' })).toBeNull();
  });

  test('no_gesture_beyond_suggested: nothing was promised yet', () => {
    expect(ask('no_gesture_beyond_suggested', {}, { oneUp: 'open' })).toEqual(refused);
    expect(ask('no_gesture_beyond_suggested', {}, { oneUp: 'none', gestureStands: true, cycle: 2 })).toEqual(refused);
    expect(ask('no_gesture_beyond_suggested', {}, { oneUp: 'settled' })).toEqual(refused);
    expect(ask('no_gesture_beyond_suggested', {}, { oneUp: 'none' })).toBeNull();
  });

  test('own_within_60_min_or_lead: an agent voids only what was just logged by the same hand', () => {
    const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
    expect(ask('own_within_60_min_or_lead', {}, { loggedAt: minutesAgo(60) })).toBeNull();
    expect(ask('own_within_60_min_or_lead', {}, { loggedAt: minutesAgo(61) })).toEqual(refused);
    expect(ask('own_within_60_min_or_lead', {}, { loggedById: 'tom', loggedAt: minutesAgo(1) })).toEqual(refused);
    expect(ask('own_within_60_min_or_lead', {}, { loggedById: 'tom', loggedAt: minutesAgo(600) }, 'lead')).toBeNull();
    expect(ask('own_within_60_min_or_lead', {}, { loggedById: null, loggedAt: minutesAgo(600) }, 'system')).toBeNull();
  });
});

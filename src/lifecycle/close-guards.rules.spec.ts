import { actor, NOW, ticketFacts } from '../../test/support/ticket-facts';
import { CLOSE_GUARDS } from './close-guards.rules';
import type { MoveInput, TicketFacts } from './ticket-facts.rules';

function ask(guard: keyof typeof CLOSE_GUARDS, facts: Partial<TicketFacts>, input: MoveInput | null = {}): string | null {
  return CLOSE_GUARDS[guard]({ ticket: ticketFacts(facts), actor: actor('agent'), input, now: NOW });
}

test('fix_done: a fix of this cycle was delivered', () => {
  expect(ask('fix_done', { fixDelivered: false })).toBe('No fix has been delivered yet.');
  expect(ask('fix_done', { fixDelivered: true })).toBeNull();
});

test('gesture_settled: an open offer blocks, and so does having given none', () => {
  expect(ask('gesture_settled', { oneUp: 'open' })).toContain('not settled');
  expect(ask('gesture_settled', { oneUp: 'none' })).toContain('why there is none');
  expect(ask('gesture_settled', { oneUp: 'settled' })).toBeNull();
});

test('follow_up_done_or_waived: asked, waived, or seven days of silence', () => {
  for (const followUp of ['none', 'due', 'sent'] as const) expect(ask('follow_up_done_or_waived', { followUp })).toContain('how it went');
  for (const followUp of ['done', 'waived'] as const) expect(ask('follow_up_done_or_waived', { followUp })).toBeNull();
  expect(ask('follow_up_done_or_waived', { followUp: 'sent', surveyWindowOver: true })).toBeNull();
  expect(ask('follow_up_done_or_waived', { followUp: 'due', surveyWindowOver: true })).not.toBeNull();
});

test('follow_up_done_or_waived: the body may bring the call or the reason, but not a call that went badly', () => {
  expect(ask('follow_up_done_or_waived', {}, { followUp: { waived: 'no_contact_data' } })).toBeNull();
  expect(ask('follow_up_done_or_waived', {}, { followUp: { how: 'call', score: 4, fixed: true } })).toBeNull();
  expect(ask('follow_up_done_or_waived', { followUp: 'done' }, { followUp: { how: 'call', score: 1 } })).toContain('log a bad answer');
  expect(ask('follow_up_done_or_waived', {}, null)).toBeNull();
});

test('cause_recorded: only small matters close without a cause', () => {
  expect(ask('cause_recorded', { causeRecorded: false })).toContain('what caused it');
  expect(ask('cause_recorded', { causeRecorded: false }, { cause: 'unknown_yet' })).toContain('what caused it');
  expect(ask('cause_recorded', { causeRecorded: false }, { cause: 'process' })).toBeNull();
  expect(ask('cause_recorded', { causeRecorded: false, severity: 'S4' })).toBeNull();
  expect(ask('cause_recorded', { causeRecorded: true })).toBeNull();
});

test('no_close_hold: each hold that blocks closing is named', () => {
  for (const kind of ['safety', 'legal', 'discrimination_harassment', 'data_breach', 'press_social'] as const)
    expect(ask('no_close_hold', { holds: [{ kind }] })).toMatch(/^It cannot close under a .*hold\.$/);
  for (const kind of ['abuse_review', 'staff_subject', 'vulnerable'] as const)
    expect(ask('no_close_hold', { holds: [{ kind }] })).toBeNull();
});

test('redress_paid: money that was promised is paid first', () => {
  expect(ask('redress_paid', { redressUnpaid: true })).toContain('not paid yet');
  expect(ask('redress_paid', { redressUnpaid: false })).toBeNull();
});

test('outcome_set: withdrawn and lapsed have their own way', () => {
  expect(ask('outcome_set', {}, { closeReason: 'withdrawn' })).not.toBeNull();
  expect(ask('outcome_set', {}, { closeReason: 'lapsed' })).not.toBeNull();
  expect(ask('outcome_set', {}, { closeReason: 'unknown' })).toBeNull();
  expect(ask('outcome_set', {}, {})).toBeNull();
});

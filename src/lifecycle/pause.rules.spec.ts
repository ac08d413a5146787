import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import type { PauseAsked } from './pause.rules';
import { PAUSE_REASONS, pauseProblem } from './pause.rules';

function asked(over: Partial<PauseAsked> = {}): PauseAsked {
  return { state: 'open', reason: 'customer_date', until: daysAgo(-3), capAt: daysAgo(-14), paused: false, subjectStaffId: null, ...over };
}

test('edge 20: the clock is paused when the customer wants a later day', () => {
  expect(pauseProblem(asked(), actor('agent'), NOW)).toBeNull();
  expect(pauseProblem(asked({ state: 'new' }), actor('agent'), NOW)).toBeNull();
  expect(pauseProblem(asked(), actor('vendor_agent'), NOW)).toBe('This needs an agent.');
});

test('waiting for a supplier, a part or a colleague is not among the reasons', () => {
  expect(PAUSE_REASONS).toEqual(['customer_date', 'legal_hold', 'site_closed']);
});

test('a legal matter or a closed site is paused by a manager', () => {
  for (const reason of ['legal_hold', 'site_closed'] as const) {
    expect(pauseProblem(asked({ reason }), actor('lead'), NOW)).toBe('This needs a manager.');
    expect(pauseProblem(asked({ reason }), actor('manager'), NOW)).toBeNull();
  }
});

test('only while the fix is in work, only once at a time, and not by the person it is about', () => {
  for (const state of ['waiting_customer', 'fixed', 'following_up', 'closed', 'merged', 'void'] as const)
    expect(pauseProblem(asked({ state }), actor('agent'), NOW)).not.toBeNull();
  expect(pauseProblem(asked({ paused: true }), actor('agent'), NOW)).toBe('The clock is paused already.');
  expect(pauseProblem(asked({ subjectStaffId: 'mia' }), actor('manager'), NOW)).not.toBeNull();
});

test('a pause has an end ahead, at most ten working days away, and twenty in all', () => {
  expect(pauseProblem(asked({ until: NOW }), actor('agent'), NOW)).toContain('must lie ahead');
  expect(pauseProblem(asked({ until: daysAgo(-15) }), actor('agent'), NOW)).toContain('at most 10 working days');
  expect(pauseProblem(asked({ until: daysAgo(-14) }), actor('agent'), NOW)).toBeNull();
  expect(pauseProblem(asked({ capAt: null }), actor('agent'), NOW)).toContain('20 working days in all');
});

import { stepsOf } from './steps.rules';

const now = (facts: Parameters<typeof stepsOf>[0]): string | undefined => stepsOf(facts).find(({ is }) => is === 'now')?.step;

test('a ticket stands at the step that comes next for somebody', () => {
  expect(now({ state: 'new', oneUp: 'none', fix: null })).toBe('heard');
  expect(now({ state: 'open', oneUp: 'none', fix: null })).toBe('onIt');
  expect(now({ state: 'waiting_customer', oneUp: 'none', fix: null })).toBe('onIt');
  expect(now({ state: 'fixed', oneUp: 'open', fix: {} })).toBe('oneUp');
  expect(now({ state: 'following_up', oneUp: 'settled', fix: {} })).toBe('closed');
});

test('of a closed ticket every step is done', () => {
  expect(stepsOf({ state: 'closed', oneUp: 'settled', fix: {} }).every(({ is }) => is === 'done')).toBe(true);
});

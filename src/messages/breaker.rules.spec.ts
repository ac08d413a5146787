import { isRunaway, STOPPABLE_KINDS } from './breaker.rules';

test.each([
  ['a small desk that doubles', { lastHour: 40, weekBefore: 4, letGo: 0 }, false],
  ['five hundred where a week before was nothing', { lastHour: 500, weekBefore: 0, letGo: 0 }, false],
  ['one more', { lastHour: 501, weekBefore: 0, letGo: 0 }, true],
  ['five times a busy hour', { lastHour: 5000, weekBefore: 1000, letGo: 0 }, false],
  ['more than five times', { lastHour: 5001, weekBefore: 1000, letGo: 0 }, true],
  ['five times what a person called right', { lastHour: 3000, weekBefore: 10, letGo: 600 }, false],
  ['more than that', { lastHour: 3001, weekBefore: 10, letGo: 600 }, true],
])('%s', (_, pace, stops) => {
  expect(isRunaway(pace)).toBe(stops);
});

test('what people write, and what somebody waits for, is never stopped', () => {
  for (const kind of [
    'staff_reply',
    'question',
    'contact_code',
    'contact_confirm',
    'contact_changed',
    'new_link',
    'stop_confirmation',
    'fix_summary',
  ] as const)
    expect(STOPPABLE_KINDS).not.toContain(kind);
});

import { effectOf, followsUpByCall, mayChange, praises } from './survey.rules';

test.each([
  [{ score: 1, fixed: true }, 'bad'],
  [{ score: 2, fixed: null }, 'bad'],
  [{ score: 5, fixed: false }, 'bad'],
  [{ score: 3, fixed: true }, 'call'],
  [{ score: 4, fixed: true }, 'good'],
  [{ score: 5, fixed: null }, 'call'],
  [{ score: null, fixed: null, text: 'Please call me.' }, 'read'],
] as const)('the answer %j means "%s"', (answer, effect) => {
  expect(effectOf(answer)).toBe(effect);
});

test('edge 121: five stars beside "still broken" are read by a person first', () => {
  expect(effectOf({ score: 5, fixed: true, text: 'Nice people, but it is still broken.' })).toBe('read');
});

test.each([
  [{ score: 5, fixed: true, text: 'Jane was wonderful.' }, true],
  [{ score: 4, fixed: true, text: 'thanks to JANE' }, true],
  [{ score: 3, fixed: true, text: 'Jane was wonderful.' }, false],
  [{ score: 5, fixed: true, text: 'Janette was wonderful.' }, false],
  [{ score: 5, fixed: true }, false],
])('%j praises Jane Doe: %s', (answer, does) => {
  expect(praises(answer, 'Jane Doe')).toBe(does);
});

test('edge 120: an answer may be changed for 24 hours, the last moment included', () => {
  const at = new Date('2026-11-20T10:00:00Z');
  expect(mayChange(at, new Date('2026-11-21T10:00:00Z'))).toBe(true);
  expect(mayChange(at, new Date('2026-11-21T10:00:00.001Z'))).toBe(false);
});

test('dangerous and serious matters are followed up by a call, all others by a survey', () => {
  expect(['S1', 'S2', 'S3', 'S4'].map(followsUpByCall)).toEqual([true, true, false, false]);
});

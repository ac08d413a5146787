import { dayIn, dayOf, endOfDay, keyOf } from './names.rules';

test.each([
  ['Café Zürich', 'cafe_zurich'],
  ['  Car park (north) ', 'car_park_north'],
  ['Straße 7', 'strasse_7'],
  ['موقف السيارات', ''],
])('a name for people gives a short one for programs: %s', (name, key) => {
  expect(keyOf(name)).toBe(key);
});

test('a long name gives a short name that does not end in a line', () => {
  expect(keyOf(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39));
});

test('a date box shows the day on which something ends, and ends it with that day', () => {
  expect(dayOf(endOfDay('2026-12-31') ?? '')).toBe('2026-12-31');
  expect(endOfDay('2026-12')).toBeNull();
  expect(endOfDay('2026-13-45')).toBeNull();
});

test('so many days from now is a day', () => {
  expect(dayIn(30, new Date('2026-11-01T12:00:00').getTime())).toBe('2026-12-01');
});

import fc from 'fast-check';
import { isoOf, minutesOf, partsOf, readLength } from './length-text.rules';

test.each([
  ['4 h', 240],
  ['4h', 240],
  ['90', 90],
  ['30 min', 30],
  ['1 h 30 min', 90],
  ['1,5 Std.', 90],
  ['2 d', 2880],
  ['2 Tage', 2880],
  ['3 jours', 4320],
  ['4 ساعات', 240],
  ['2 ي', 2880],
  ['1 س 30 د', 90],
])('"%s" around the clock is %d minutes', (text, minutes) => {
  expect(readLength(text, 'elapsed')).toBe(minutes);
});

test('a day of opening hours is eight hours', () => {
  expect(readLength('2 d', 'business')).toBe(960);
});

test.each(['', 'soon', '4 x', '0', '-3 h', '4 h please'])('"%s" is no length', (text) => {
  expect(readLength(text, 'elapsed')).toBeNull();
});

test('what is written down reads back as the same length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500_000 }), fc.constantFrom('business' as const, 'elapsed' as const), (length, kind) => {
      const { days, hours, minutes } = partsOf(length, kind);
      const text = [days > 0 && `${String(days)} d`, hours > 0 && `${String(hours)} h`, minutes > 0 && `${String(minutes)} min`];
      expect(readLength(text.filter((part) => part !== false).join(' '), kind)).toBe(length);
      expect(minutesOf(isoOf(length))).toBe(length);
    }),
  );
});

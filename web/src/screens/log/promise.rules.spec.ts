import { readMoment } from './promise.rules';

/** A Monday, 13:48 on this computer. */
const NOW = new Date(2027, 5, 7, 13, 48).getTime();
const at = (day: number, hour: number, minute = 0): string => new Date(2027, 5, day, hour, minute).toISOString();

test.each([
  ['17:00', at(7, 17)],
  ['Call back before 17:00', at(7, 17)],
  ['before 5', at(7, 17)],
  ['5.30 pm', at(7, 17, 30)],
  ['9', at(8, 9)],
  ['12:30', at(8, 12, 30)],
  ['tomorrow', at(8, 17)],
  ['tomorrow 10', at(8, 10)],
  ['Thu 9:30', at(10, 9, 30)],
  ['monday 9:30', at(14, 9, 30)],
  ['today 18:00', at(7, 18)],
  ['2 h', at(7, 15, 48)],
  ['in 1.5 hours', at(7, 15, 18)],
  ['90 min', at(7, 15, 18)],
])('"%s" is understood', (typed, meant) => {
  expect(readMoment(typed, NOW, 'en')).toBe(meant);
});

test.each([
  ['de', 'bis 17 Uhr', at(7, 17)],
  ['de', 'morgen 10:30', at(8, 10, 30)],
  ['de', 'Do 9 Uhr', at(10, 9)],
  ['es', 'mañana a las 10', at(8, 10)],
  ['fr', '17h30', at(7, 17, 30)],
  ['fr', 'demain 9h', at(8, 9)],
  ['fr', '2 heures', at(7, 15, 48)],
  ['ar', 'غدا ١٠:٣٠', at(8, 10, 30)],
  ['ar', 'الخميس 9:30', at(10, 9, 30)],
])('in %s "%s" is understood', (language, typed, meant) => {
  expect(readMoment(typed, NOW, language)).toBe(meant);
});

test.each(['', 'soon', 'today 9:00', '25:00', '10:75'])('"%s" promises nothing', (typed) => {
  expect(readMoment(typed, NOW, 'en')).toBeNull();
});

import { STARTER_TOUCH_POINTS } from '../touchpoints/starter-touch-points.rules';
import { guesses, wordsOf } from './touch-point-guess.rules';
import { TOUCH_POINT_WORDS } from './touch-point-words.rules';

const keys = (text: string) => guesses(STARTER_TOUCH_POINTS, wordsOf(text), []).map((one) => one.key);

test.each([
  ['The invoice is wrong, I was charged twice', 'billing'],
  ['Die Rechnung stimmt nicht', 'billing'],
  ['La factura está mal', 'billing'],
  ['Votre facture est fausse', 'billing'],
  ['الفاتورة خاطئة', 'billing'],
  ['The man at the till shouted at me', 'point_of_sale'],
  ['I was on hold for an hour', 'phone_system'],
])('%s: %s comes first', (text, key) => {
  expect(keys(text)[0]).toBe(key);
});

test('nothing is guessed from nothing, and never more than three', () => {
  expect(keys('It was bad')).toEqual([]);
  expect(keys('invoice till website phone newsletter')).toHaveLength(3);
});

test('each guess says why', () => {
  const [said] = guesses(STARTER_TOUCH_POINTS, wordsOf('The newsletter again'), []);
  expect(said).toEqual({ key: 'marketing_email', name: 'Marketing e-mails', why: '“newsletter” was said.' });
  const past = [
    { key: 'website', customers: 1, alike: 0 },
    { key: 'billing', customers: 0, alike: 4 },
    { key: 'catalogue', customers: 0, alike: 1 },
  ];
  expect(guesses(STARTER_TOUCH_POINTS, ['odd'], past).map(({ key, why }) => [key, why])).toEqual([
    ['website', 'This customer complained about it before.'],
    ['billing', '4 complaints with such words were about it.'],
    ['catalogue', 'One complaint with such words was about it.'],
  ]);
});

test('every touch point that a desk starts with has its words, and every word stands in small letters', () => {
  for (const { key } of STARTER_TOUCH_POINTS) {
    const words = TOUCH_POINT_WORDS[key] ?? [];
    expect([key, words.length > 0, words]).toEqual([key, true, words.map((word) => word.toLowerCase())]);
  }
});

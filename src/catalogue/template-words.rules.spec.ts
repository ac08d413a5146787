import { STARTERS } from '../../test/support/one-up-facts';
import { conditionalWords, conditionProblem } from './template-words.rules';

test.each([
  ['We offer this in full and final settlement of the matter.', 'in full and final settlement'],
  ['Please withdraw your complaint.', 'withdraw your complaint'],
  ['A car wash, if you withdraw the claim', 'if you withdraw'],
  ['We would love a five-star review', 'a five-star review'],
  ['Leave a review and get 10', 'Leave a review'],
  ['In return for your patience and silence', 'In return for'],
  ['Yours on condition that you tell nobody', 'on condition that you'],
  ['By taking it you waive your rights', 'waive your rights'],
  ['If you don’t post about it, this is yours', "If you don't post"],
  ['You will make no further claims', 'no further claims'],
])('R5: "%s" ties a gift to something', (text, words) => {
  expect(conditionalWords(text)).toContain(words);
});

test.each([
  'A free oil change at your next visit, because we kept you waiting.',
  'Nothing you need to do. It is on your account already.',
  'If you have any questions, call Mia.',
  'Your complaint helped us; thank you.',
  'We are sorry that the first repair did not hold.',
])('R5: "%s" is an honest gift', (text) => {
  expect(conditionalWords(text)).toEqual([]);
});

test('the words are named in the order of the text, and the first in the refusal', () => {
  const text = 'Rate us, and drop the complaint. Rate us!';
  expect(conditionalWords(text)).toEqual(['Rate us', 'drop the complaint']);
  expect(conditionProblem(text)).toBe('A gift must not ask for anything in return: take out "Rate us".');
  for (const { customerText } of STARTERS) expect(conditionProblem(customerText)).toBeNull();
});

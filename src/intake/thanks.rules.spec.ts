import fc from 'fast-check';
import { isJustThanks } from './thanks.rules';

test.each([
  'Thanks!',
  'Thank you so much, great service.',
  'Perfect, no problem at all. Thank you!',
  'Merci beaucoup',
  'Vielen Dank!',
  'Dziękuję!',
  'thx',
  'That’s perfect, cheers',
  "I can't thank you enough",
])('edge 31: "%s" on a closed ticket is only a thank-you', (text) => {
  expect(isJustThanks(text)).toBe(true);
});

test.each([
  'Thanks for nothing.',
  'Thanks, but it leaks again',
  'Great, broken again!',
  "Thanks, it doesn't work",
  'Thanks. I want a refund',
  'Danke, aber es ist kaputt',
  'Thanks for not calling me back',
  'Thank you, still waiting',
])('edge 32: "%s" opens the ticket again', (text) => {
  expect(isJustThanks(text)).toBe(false);
});

test('edge 31: a question, a long mail, an empty one and one without thanks open the ticket again', () => {
  expect(isJustThanks('Thanks, when does it arrive?')).toBe(false);
  expect(isJustThanks('Thanks one two three four five six seven eight nine ten eleven')).toBe(true);
  expect(isJustThanks('Thanks one two three four five six seven eight nine ten eleven twelve')).toBe(false);
  expect(isJustThanks('')).toBe(false);
  expect(isJustThanks('Please call me')).toBe(false);
  expect(isJustThanks('thanksgiving dinner ruined')).toBe(false);
});

test('a question mark or a thirteenth word always opens it again (law)', () => {
  const word = fc.constantFrom('thanks', 'great', 'you', 'all', 'team', 'dear');
  fc.assert(fc.property(fc.array(word, { minLength: 0, maxLength: 11 }), (words) => !isJustThanks(`thanks ${words.join(' ')}?`)));
  fc.assert(fc.property(fc.array(word, { minLength: 13, maxLength: 40 }), (words) => !isJustThanks(words.join(' '))));
});

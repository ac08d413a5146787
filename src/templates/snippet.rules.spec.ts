import { filled, nearest, unknownBlank } from './snippet.rules';

const values = { customer: 'Ann', number: 'R-1001', me: 'Mia' };

test('blanks are filled, with or without spaces inside, and each as often as it stands there', () => {
  expect(filled('Dear {{customer}}, {{ number }} is with {{me}}. {{me}}', values)).toBe('Dear Ann, R-1001 is with Mia. Mia');
});

test('where the name is not known, the sentence still stands', () => {
  expect(filled('Dear {{customer}}, {{number}} is open.', { ...values, customer: '' })).toBe('Dear, R-1001 is open.');
});

test('a customer who calls herself {{me}} stays who she is', () => {
  expect(filled('Dear {{customer}}', { ...values, customer: '{{me}} $&' })).toBe('Dear {{me}} $&');
});

test('what nobody fills is found before it reaches a customer', () => {
  expect(unknownBlank('Dear {{customer}}, {{amount}}')).toBe('amount');
  expect(unknownBlank('Dear {{ customer }}, {{number}}, {{me}} {x}')).toBeNull();
});

test('of each module the nearest language is taken, and none in a language that nobody here reads', () => {
  const snippets = [
    { key: 'thanks', language: 'en' },
    { key: 'thanks', language: 'de' },
    { key: 'hours', language: 'en' },
    { key: 'odd', language: 'ja' },
  ];
  expect(nearest(snippets, ['de-ch', 'de', 'en'])).toEqual([
    { key: 'hours', language: 'en' },
    { key: 'thanks', language: 'de' },
  ]);
});

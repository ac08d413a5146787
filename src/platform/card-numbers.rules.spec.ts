import fc from 'fast-check';
import { withoutCardNumbers } from './card-numbers.rules';

describe('edge 127: a card number', () => {
  // the test numbers that the networks publish
  test.each([
    ['4111111111111111', '1111'],
    ['4111 1111 1111 1111', '1111'],
    ['4111-1111-1111-1111', '1111'],
    ['5555 5555 5555 4444', '4444'],
    ['2223003122003222', '3222'],
    ['3782 822463 10005', '0005'],
    ['6011111111111117', '1117'],
    ['3530111333300000', '0000'],
    ['30569309025904', '5904'],
    ['6200000000000005', '0005'],
  ])('%s is shortened to its last four digits', (number, last) => {
    expect(withoutCardNumbers(`Pay with ${number}, please.`)).toBe(`Pay with [card …${last}], please.`);
  });

  test('each of several is shortened, also at the edges of the text and on lines of their own', () => {
    expect(withoutCardNumbers('4111111111111111\n5555555555554444 4000056655665556')).toBe('[card …1111]\n[card …4444] [card …5556]');
  });

  test('is found beside other numbers', () => {
    expect(withoutCardNumbers('020 4111 1111 1111 1111 12/27')).toBe('020 [card …1111] 12/27');
    expect(withoutCardNumbers('3782 822463 10005 7/28, R-1001')).toBe('[card …0005] 7/28, R-1001');
  });

  test.each([
    ['one digit is wrong', '4111111111111112'],
    ['a phone number', '+44 20 7946 0958'],
    ['the number of a telephone', '490154203237518'],
    ['an order number of twenty digits', '41111111111111111111'],
    ['an IBAN', 'DE89370400440532013000'],
    ['a date and a time', '2026-11-16 10:00:00'],
    ['digits in a name of a file', 'scan4111111111111111'],
    ['nothing', ''],
  ])('%s: it stays as it is', (_, text) => {
    expect(withoutCardNumbers(text)).toBe(text);
  });

  test('shortening makes no text longer, and doing it again changes nothing', () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('4111 1111 1111 1111', '378282246310005', ' ', '-')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (words) => {
        const once = withoutCardNumbers(words);
        expect(once.length).toBeLessThanOrEqual(words.length);
        expect(withoutCardNumbers(once)).toBe(once);
      }),
    );
  });
});

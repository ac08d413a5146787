import fc from 'fast-check';
import { smsSize } from './sms-segments.rules';

describe('the length of a text message', () => {
  test.each([
    ['nothing is no message', '', 'GSM-7', 0, 0, 160],
    ['160 plain characters are one message', 'a'.repeat(160), 'GSM-7', 160, 1, 0],
    ['161 are two, of 153 each', 'a'.repeat(161), 'GSM-7', 161, 2, 145],
    ['306 still fit into two', 'a'.repeat(306), 'GSM-7', 306, 2, 0],
    ['307 are three', 'a'.repeat(307), 'GSM-7', 307, 3, 152],
    ['459 still fit into three', 'a'.repeat(459), 'GSM-7', 459, 3, 0],
    ['a euro sign counts twice', '€'.repeat(80), 'GSM-7', 160, 1, 0],
    ['81 euro signs are two messages', '€'.repeat(81), 'GSM-7', 162, 2, 143],
    ['braces, brackets, caret, tilde, bar and backslash count twice', '{}[]^~|\\', 'GSM-7', 16, 1, 144],
    ['an escape and its sign stay together at the cut', `${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 164, 2, 141],
    ['German fits', 'Grüße, schöne Straße: Ärger gelöst', 'GSM-7', 34, 1, 126],
    ['Spanish with an accented i does not', 'Aquí', 'UCS-2', 4, 1, 66],
    ['70 characters of Arabic are one message', 'ا'.repeat(70), 'UCS-2', 70, 1, 0],
    ['71 are two, of 67 each', 'ا'.repeat(71), 'UCS-2', 71, 2, 63],
    ['134 still fit into two', 'ا'.repeat(134), 'UCS-2', 134, 2, 0],
    ['135 are three', 'ا'.repeat(135), 'UCS-2', 135, 3, 66],
    ['an emoji counts twice', '😀'.repeat(35), 'UCS-2', 70, 1, 0],
    ['the halves of an emoji stay together at the cut', `${'ا'.repeat(66)}😀${'ا'.repeat(10)}`, 'UCS-2', 78, 2, 55],
    ['one curly quote makes the whole text dear', `${'a'.repeat(100)}’`, 'UCS-2', 101, 2, 33],
  ])('%s', (_, text, encoding, units, segments, left) => {
    expect(smsSize(text)).toMatchObject({ encoding, units, segments, left });
  });

  test('the characters that make it dear are named', () => {
    expect(smsSize('Él aquí, está').strangers).toEqual(['í', 'á']);
  });

  test('more text is never fewer segments, and a segment holds what it says is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '€', 'ü', 'í', '😀'), maxLength: 400 }), (text) => {
        const size = smsSize(text);
        const longer = smsSize(`${text}a`);
        expect(longer.segments).toBeGreaterThanOrEqual(size.segments);
        expect(smsSize(text + 'a'.repeat(size.left)).segments).toBe(text === '' ? 1 : size.segments);
        expect(smsSize(text + 'a'.repeat(size.left + 1)).segments).toBeGreaterThan(text === '' ? 1 : size.segments);
      }),
    );
  });
});

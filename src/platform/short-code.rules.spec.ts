import fc from 'fast-check';
import { CODE_BITS, codeOf, grouped, readCode } from './short-code.rules';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const aCode = fc.bigInt({ min: 0n, max: (1n << BigInt(CODE_BITS)) - 1n }).map(codeOf);
const aPlace = fc.integer({ min: 0, max: 11 });

function withChar(code: string, place: number, char: string): string {
  return code.slice(0, place) + char + code.slice(place + 1);
}

test('a code has twelve characters in three groups, and the ones that look alike are not among them', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      expect(grouped(code)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      expect(readCode(grouped(code))).toBe(code);
    }),
  );
});

test('an example to check by hand: 1 is written 0000-0000-01 and its two check characters', () => {
  expect(grouped(codeOf(0n))).toBe('0000-0000-0000');
  expect(codeOf(1n).slice(0, 10)).toBe('0000000001');
  expect(readCode('0000-0000-0100')).toBeNull();
});

test('different numbers have different codes', () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => BigInt(i) * 224_000_003n);
  expect(new Set(numbers.map(codeOf)).size).toBe(numbers.length);
  expect(() => codeOf(1n << 50n)).toThrow(RangeError);
  expect(() => codeOf(-1n)).toThrow(RangeError);
});

test('every single wrong character is found: all twelve places, all thirty-one others', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      for (let place = 0; place < 12; place += 1)
        for (const char of ALPHABET) if (char !== code[place]) expect(readCode(withChar(code, place, char))).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test('every two characters that changed places are found, neighbours and all others', () => {
  fc.assert(
    fc.property(aCode, aPlace, aPlace, (code, a, b) => {
      const swapped = withChar(withChar(code, a, code.charAt(b)), b, code.charAt(a));
      expect(readCode(swapped)).toBe(swapped === code ? code : null);
    }),
  );
});

test('any two wrong characters are found', () => {
  fc.assert(
    fc.property(aCode, aPlace, aPlace, fc.constantFrom(...ALPHABET), fc.constantFrom(...ALPHABET), (code, a, b, x, y) => {
      const wrong = withChar(withChar(code, a, x), b, y);
      expect(readCode(wrong)).toBe(wrong === code ? code : null);
    }),
  );
});

test('what people make of a code when they type it is read all the same', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      expect(readCode(` ${grouped(code).toLowerCase()} `)).toBe(code);
      expect(readCode([...code].join(' '))).toBe(code);
      expect(readCode(grouped(code).replaceAll('-', ' – '))).toBe(code);
      expect(readCode(code.replaceAll('0', 'O').replaceAll('1', 'I'))).toBe(code);
      expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
    }),
  );
});

test('whatever else is typed is no code and breaks nothing', () => {
  for (const typed of [
    '',
    ' ',
    '----',
    'U'.repeat(12),
    '0'.repeat(11),
    '0'.repeat(13),
    'ß'.repeat(12),
    '😀'.repeat(12),
    "'; DROP TABLE voucher",
  ])
    expect(readCode(typed)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
      const read = readCode(typed);
      expect(read === null || codeOf(numberIn(read)) === read).toBe(true);
    }),
  );
});

function numberIn(code: string): bigint {
  return [...code.slice(0, 10)].reduce((sum, char) => sum * 32n + BigInt(ALPHABET.indexOf(char)), 0n);
}

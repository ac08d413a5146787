import fc from 'fast-check';
import { cleanLine, cleanText, shorten } from './clean-text.rules';

test('a subject with line breaks in it is one line and no header of its own', () => {
  expect(cleanLine('Hello\r\nBcc: everyone@example.com')).toBe('Hello Bcc: everyone@example.com');
  expect(cleanLine('a\u2028b\u0085c\u000bd')).toBe('a b c d');
});

test('a name cannot turn the direction of writing around', () => {
  expect(cleanLine('photo\u202egpj.exe')).toBe('photogpj.exe');
});

test('NUL, half characters and bells are gone, line breaks and emoji stay', () => {
  expect(cleanText('a\0b\u0007\r\nc\rd\ud800 👩‍🔧')).toBe('ab\nc\nd\ufffd 👩‍🔧');
});

test('a long text is cut with a word about it, and never in the middle of a character', () => {
  expect(shorten('short', 100)).toBe('short');
  const cut = shorten('🙂'.repeat(200), 201);
  expect(cut.length).toBeLessThanOrEqual(201);
  expect(cut.isWellFormed()).toBe(true);
  expect(cut).toContain('The original is kept');
});

test('whatever comes in, what goes on can be stored and has no line break in a line (law)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
      const text = cleanText(raw);
      const line = cleanLine(raw);
      expect(text.isWellFormed() && !text.includes('\0') && !text.includes('\r')).toBe(true);
      expect(line.isWellFormed() && !/[\p{Cc}]/u.test(line) && line.length <= 200).toBe(true);
      expect(cleanText(text)).toBe(text);
    }),
  );
});

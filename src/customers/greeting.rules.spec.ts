import fc from 'fast-check';
import { greetingName, keptName, nameWords } from './greeting.rules';

describe('edge 118: a name that is none gets a neutral greeting', () => {
  test.each([
    null,
    '',
    '  ',
    'N/A',
    'n.a.',
    'NA',
    '-',
    '?',
    'x',
    'XXX',
    'xx',
    'aaaa',
    '123',
    'Unknown',
    'ANONYMOUS',
    'Test',
    'customer',
    'Mr.',
    'null',
    '.',
  ])('"%s" stands for no name', (name) => {
    expect(keptName(name)).toBeNull();
    expect(greetingName(name)).toBeNull();
  });

  test.each(['Idiot', 'that stupid woman', 'Mr. Asshole', 'Bob the JERK', 'shithead', 'A pain in the neck'])(
    '"%s" is kept, and nobody is greeted by it',
    (name) => {
      expect(keptName(name)).toBe(name);
      expect(greetingName(name)).toBeNull();
    },
  );

  test.each(['http://evil.example', 'ann@example.com', 'Call 555 0100', '<b>Ann</b>', 'Ann\u202eBrown', 'Ann '.repeat(30)])(
    '"%s" greets nobody',
    (name) => {
      expect(greetingName(name)).toBeNull();
    },
  );

  test.each([
    'Ann',
    'Ann Brown',
    'Mrs. Ann Brown',
    "O'Neil",
    'Jean-Luc',
    'José Müller',
    'Dick Cockburn',
    'Li',
    'Ng',
    '李',
    'Brown, Ann',
    'Test Otto',
    'Scunthorpe',
  ])('%s is greeted by name', (name) => {
    expect(greetingName(name)).toBe(name);
  });

  test('whatever is typed, a greeting holds letters and the marks of names only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(greetingName(name) ?? 'Ann').toMatch(/^[\p{L}\p{M}'’.,\- ]{1,60}$/u);
      }),
    );
  });
});

test('spaces of a name are tidied', () => {
  expect(keptName('  Ann \n  Brown ')).toBe('Ann Brown');
});

test('titles and accents do not make another person', () => {
  expect(nameWords('Mrs. Ann MÜLLER')).toEqual(['ann', 'muller']);
  expect(nameWords('N/A')).toEqual([]);
  expect(nameWords(null)).toEqual([]);
});

import fc from 'fast-check';
import { newPartOf } from './reply-text.rules';

test.each([
  [
    'Gmail',
    'It leaks again.\n\nOn Mon, Jun 8, 2026 at 10:00 AM Help <help@desk.test> wrote:\n\n> We fixed it.\n> Yours',
    'It leaks again.',
  ],
  [
    'Gmail with a wrapped line',
    'Still broken\n\nOn Mon, Jun 8, 2026 at 10:00 AM Help Desk of the Long Name\n<help@desk.test> wrote:\n> We fixed it.',
    'Still broken',
  ],
  ['Apple in German', 'Danke!\n\nAm 08.06.2026 um 10:00 schrieb Help <help@desk.test>:\n\n> Erledigt.', 'Danke!'],
  ['French', 'Merci\n\nLe 8 juin 2026 à 10:00, Help <help@desk.test> a écrit :\n> Fait.', 'Merci'],
  ['Outlook', 'See below.\n\n-----Original Message-----\nFrom: Help\nSent: Monday\n\nWe fixed it.', 'See below.'],
  ['Outlook with a line', 'No.\n\n________________________________\nFrom: Help <help@desk.test>\nSent: Monday\n\nWe fixed it.', 'No.'],
  ['only a quoted tail', 'Yes please.\n\n> Shall we come on Friday?\n>', 'Yes please.'],
  ['nothing quoted', 'On Monday it broke.\nHe wrote: "sorry".', 'On Monday it broke.\nHe wrote: "sorry".'],
])('%s: only what is new is shown', (_, text, expected) => {
  expect(newPartOf(text)).toBe(expected);
});

test('answers between the quoted lines stay with what they answer', () => {
  const text = 'My answers:\n\nOn Mon, Jun 8, 2026 Help wrote:\n> Which model?\nThe red one.\n> Since when?\nSince May.';
  expect(newPartOf(text)).toBe(text);
});

test('a mail of nothing but a quoted one is shown whole', () => {
  const text = 'On Mon, Jun 8, 2026 Help <help@desk.test> wrote:\n> We fixed it.';
  expect(newPartOf(text)).toBe(text);
});

test('what is shown is always the beginning of what was sent (law)', () => {
  const line = fc.constantFrom(
    'hello',
    '> quoted',
    '',
    'On Mon, Jun 8, 2026 Help wrote:',
    '--- Original Message ---',
    '____________________',
    'From: x',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n').trim();
      const shown = newPartOf(text);
      expect(text.startsWith(shown)).toBe(true);
      expect(shown === '').toBe(text === '');
    }),
  );
});

test('a line of 100,000 characters takes no time', () => {
  expect(newPartOf(`On ${'x '.repeat(50_000)}`).length).toBeGreaterThan(90_000);
});

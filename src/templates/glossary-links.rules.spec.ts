import fc from 'fast-check';
import { anchorOf, withFootnotes, withGlossaryLinks } from './glossary-links.rules';
import { escapeHtml } from './html-text.rules';

const TERMS = [
  { term: 'warranty', explanation: 'our promise to repair' },
  { term: 'warranty period', explanation: 'how long that promise holds' },
  { term: 'Selbstbehalt', explanation: 'was Sie selbst zahlen' },
];

test('a term is explained where it stands first, and only there', () => {
  expect(withFootnotes('The warranty covers it. Ask about the Warranty.', TERMS)).toBe(
    'The warranty [1] covers it. Ask about the Warranty.\n\n[1] warranty: our promise to repair',
  );
});

test('the longer term wins, and the notes are in the order of the text', () => {
  expect(withFootnotes('In the warranty period the warranty holds.', TERMS)).toBe(
    'In the warranty period [1] the warranty [2] holds.\n\n[1] warranty period: how long that promise holds\n[2] warranty: our promise to repair',
  );
});

test('a word that only contains the term is another word', () => {
  expect(withFootnotes('Der Selbstbehaltsbetrag und der Selbstbehaltene.', TERMS)).toBe('Der Selbstbehaltsbetrag und der Selbstbehaltene.');
});

test('in HTML the first place links to the glossary, and everything else is escaped', () => {
  expect(withGlossaryLinks('The <b>warranty</b>, the warranty', TERMS, 'https://desk.test/s/x', escapeHtml)).toBe(
    'The &lt;b&gt;<a href="https://desk.test/s/x#term-warranty">warranty</a>&lt;/b&gt;, the warranty',
  );
  expect(anchorOf('Force majeure!')).toBe('term-force-majeure');
});

test('whatever the term and the text are, each is linked at most once and the text is kept', () => {
  const word = fc.stringMatching(/^[a-zA-Zäé.*+?()|[\]{}^$\\ ]{1,8}$/).filter((one) => one.trim() !== '');
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 12 }),
      fc.uniqueArray(word, { maxLength: 4, selector: (one) => one.trim().toLowerCase() }),
      (words, terms) => {
        const text = words.join(' ');
        const html = withGlossaryLinks(
          text,
          terms.map((term) => ({ term, explanation: 'x' })),
          'p',
          (one) => one,
        );
        expect(html.replace(/<a href="[^"]*">|<\/a>/g, '')).toBe(text);
        expect((html.match(/<a /g) ?? []).length).toBeLessThanOrEqual(terms.length);
      },
    ),
  );
});

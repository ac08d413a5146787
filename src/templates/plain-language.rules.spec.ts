import { syllable } from 'syllable';
import { languageWarnings, readingGrade, sentencesOf } from './plain-language.rules';

const OFFICE =
  'Pursuant to the aforementioned communication regarding your dissatisfaction, our organisation has initiated a comprehensive investigation into the circumstances. ' +
  'We anticipate communicating the determination of this evaluation at the earliest available opportunity.';

describe('is a text easy to read', () => {
  test('the grade is that of Kincaid: the cat sat on the mat', () => {
    // 6 words, 6 syllables, 1 sentence: 0.39 × 6 + 11.8 × 1 − 15.59
    expect(readingGrade(['The cat sat on the mat.'], syllable)).toBeCloseTo(-1.45, 2);
    // 2 sentences, 10 words, 15 syllables: 0.39 × 5 + 11.8 × 1.5 − 15.59
    expect(readingGrade(['We are sorry about this.', 'Nobody answered your letter.'], (word) => (word.length > 4 ? 2 : 1))).toBeLessThan(8);
    expect(readingGrade([], syllable)).toBe(0);
  });

  test('English of an office is told its grade and its hardest sentences', () => {
    const warnings = languageWarnings(OFFICE, 'en-GB', syllable);
    expect(warnings.filter((one) => one.kind === 'grade')).toHaveLength(3);
    expect(warnings[0]).toMatchObject({ says: expect.stringContaining('This text is as hard'), sentence: null });
    expect(warnings[1]).toMatchObject({
      says: expect.stringMatching(/school year \d\d; 8 is enough/),
      sentence: expect.stringContaining('Pursuant'),
    });
    expect(warnings.filter((one) => one.kind === 'jargon').map((one) => one.says)).toEqual([
      expect.stringContaining('"Pursuant"'),
      expect.stringContaining('"aforementioned"'),
    ]);
  });

  test.each([
    [
      'de',
      'Wir haben Ihre Beschwerde gelesen und werden uns in den nächsten Tagen noch einmal bei Ihnen melden, sobald wir mit allen gesprochen haben.',
      23,
    ],
    [
      'es',
      'Hemos leído su queja y le llamaremos en los próximos días en cuanto hayamos hablado con todas las personas que estaban ese día.',
      23,
    ],
    [
      'fr',
      'Nous avons lu votre plainte et vous appellerons dans les prochains jours dès que nous aurons parlé avec toutes les personnes présentes.',
      22,
    ],
    [
      'ar',
      'قرأنا شكواكم وسوف نتصل بكم في الأيام القادمة بعد أن نتحدث مع كل الأشخاص الذين كانوا هناك في ذلك اليوم الذي حدث فيه الخطأ معكم',
      25,
    ],
  ])('a sentence of more than 20 words in %s', (language, sentence, words) => {
    expect(languageWarnings(sentence, language, syllable)).toEqual([
      { kind: 'long_sentence', says: `This sentence has ${String(words)} words; 20 are enough. Make two of it.`, sentence },
    ]);
    expect(languageWarnings(sentence.split(' ').slice(0, 20).join(' '), language, syllable)).toEqual([]);
  });

  test.each([
    ['de', 'Wir melden uns zeitnah.', 'zeitnah'],
    ['es', 'Le llamaremos a la mayor brevedad.', 'a la mayor brevedad'],
    ['fr', 'Nous répondons dans les meilleurs délais.', 'dans les meilleurs délais'],
    ['ar', 'نُحيطكم علمًا بذلك', 'نحيطكم علما'],
    ['en', 'Your ticket was escalated.', 'ticket'],
  ])('a word of the office in %s: %s', (language, text, word) => {
    expect(languageWarnings(text, language, syllable)).toContainEqual(
      expect.objectContaining({ kind: 'jargon', says: expect.stringContaining(`"${word}"`) }),
    );
  });

  test('a line ends a sentence, and a variable is a short word', () => {
    expect(sentencesOf('{{greeting}}\n\nHow are you? Fine.\nSee:\n{{link}}')).toEqual(['How are you?', 'Fine.', 'See:']);
    expect(languageWarnings(`${'{{summary}} '.repeat(3)}ist da.`, 'de', syllable)).toEqual([]);
  });
});

import fc from 'fast-check';
import { STARTER_TEMPLATES } from './starter-templates.rules';
import { templateProblems } from './template-check.rules';
import { longestValues, render, renderTemplate, slotsOf, TEMPLATE_KEYS, variablesOf } from './template.rules';

describe('texts of messages', () => {
  test('variables are filled in where they stand', () => {
    expect(render('Hello {{name}}, your number is {{number}}.', { name: 'Ana', number: 'R-1001' })).toEqual({
      text: 'Hello Ana, your number is R-1001.',
      missing: [],
    });
  });

  test('edge 117: a variable without a value is named, so that nobody reads "{{question}}"', () => {
    expect(render('We ask:\n\n{{question}}', { question: null }).missing).toEqual(['question']);
    expect(render('We ask:\n\n{{question}}', { question: '' }).missing).toEqual(['question']);
    expect(render('{{constructor}} {{nothing}}', {}).missing).toEqual(['constructor', 'nothing']);
  });

  test('a paragraph about something that there is not is left out', () => {
    const body = 'We have your message.\n\nYou hear from us by {{promise}}.\n\nSee {{link}}.';
    expect(render(body, { promise: null, link: 'x' }, new Set(['promise']))).toEqual({
      text: 'We have your message.\n\nSee x.',
      missing: [],
    });
  });

  test('what a customer writes is never read as a template', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('{{link}}', '$&', '$1', '{{text}}', '\\'), (words, trap) => {
        const said = `a${words}${trap}b`;
        expect(render('[{{text}}]', { text: said, link: 'SECRET' }).text).toBe(`[${said}]`);
      }),
    );
  });

  test.each(TEMPLATE_KEYS)('the text "%s" that the desk begins with is complete, allowed, and short', (key) => {
    const texts = STARTER_TEMPLATES.filter((one) => one.key === key);
    expect(texts).toHaveLength(1);
    for (const { subject, body } of texts) {
      expect(templateProblems(key, subject, body)).toEqual([]);
      expect(renderTemplate(key, { subject, body }, longestValues(key)).missing).toEqual([]);
      const sentences = body.replace(/\{\{\w+\}\}/g, 'x').split(/[.?!:]\s|\n/);
      expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
    }
  });

  test('a text with nothing but what it cannot do without still reads well', () => {
    const [receipt] = STARTER_TEMPLATES;
    const values = Object.fromEntries(variablesOf('receipt').map((one) => [one.name, one.optional ? null : one.longest]));
    const { text, missing } = renderTemplate('receipt', receipt ?? { subject: '', body: '' }, values);
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/\{\{|by \.|understood/);
  });

  test('the subject stays on one line and within bounds', () => {
    const { subject } = renderTemplate(
      'staff_reply',
      { subject: '{{subject}}', body: '{{text}}' },
      { subject: `a\r\nb ${'c'.repeat(300)}`, text: 'x' },
    );
    expect(subject).toHaveLength(200);
    expect(subject).toMatch(/^a b c/);
  });

  test('every variable is found once', () => {
    expect(slotsOf('{{a}} {{b}} {{a}} {{ c }} {d}')).toEqual(['a', 'b']);
  });
});

describe('what may not be published', () => {
  const fine = { offer: '{{greeting}}\n\n{{gesture}}\n\n{{link}} {{number}}', receipt: '{{greeting}}\n\n{{number}} {{link}}' };

  test.each([
    ['Take it in full settlement of the matter.', 'full settlement'],
    ['Please leave us a review!', 'review'],
    ['It is yours if you withdraw your complaint.', 'withdraw your complaint'],
    ['In return for it we ask one thing.', 'in return for'],
  ])('a gesture with a condition: %s', (sentence, words) => {
    expect(templateProblems('one_up_offer', 'For you', `${fine.offer}\n\n${sentence}`)).toEqual([expect.stringContaining(`"${words}"`)]);
  });

  test.each([
    ['Get 15% off today.', '% off'],
    ['Have a look at our SALE.', 'sale'],
    ['Buy two, get one.', 'buy'],
  ])('advertising in a service message: %s', (sentence, words) => {
    expect(templateProblems('receipt', 'Hello', `${fine.receipt}\n\n${sentence}`)).toEqual([expect.stringContaining(`"${words}"`)]);
  });

  test('words that only look like them are fine', () => {
    expect(
      templateProblems(
        'receipt',
        'Hello',
        `${fine.receipt}\n\nWe previewed the wholesale dealer's bill and are reviewing it with the buyer.`,
      ),
    ).toEqual([]);
    expect(templateProblems('one_up_offer', 'For you', `${fine.offer}\n\nWe looked at it again as a preview.`)).toEqual([]);
  });

  test('a variable of another text, half a variable, a missing part', () => {
    expect(templateProblems('receipt', 'Hello', `${fine.receipt} {{gesture}}`)).toEqual([
      expect.stringContaining('{{gesture}} is not a variable'),
    ]);
    expect(templateProblems('receipt', 'Hello', `${fine.receipt} {{ number }}`)).toEqual([expect.stringContaining('two braces')]);
    expect(templateProblems('question', 'Hello', '{{number}} {{link}}')).toEqual([expect.stringContaining('{{question}} must be in it')]);
    expect(templateProblems('survey', 'Hello', '{{number}}')).toEqual([expect.stringContaining('{{link}} must be in it')]);
  });

  test('a subject of two lines, nothing at all, and control characters', () => {
    expect(templateProblems('receipt', 'a\nb', fine.receipt)).toEqual(['The subject must be one line of plain text.']);
    expect(templateProblems('staff_notice', 'x', ' ')).toHaveLength(2);
    expect(templateProblems('receipt', 'a', `${fine.receipt}\u0000`)).toEqual(['The text holds characters that cannot be shown.']);
  });
});

import fc from 'fast-check';
import { render, renderTemplate, slotsOf, variablesOf } from './template.rules';
import { TEMPLATE_KEYS } from './template-keys.rules';

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

  test('the subject stays on one line and within bounds', () => {
    const { subject } = renderTemplate(
      'staff_reply',
      { subject: '{{subject}}', body: '{{text}}' },
      { subject: `a\r\nb ${'c'.repeat(300)}`, text: 'x' },
    );
    expect(subject).toHaveLength(200);
    expect(subject).toMatch(/^a b c/);
  });

  test('a text message has no blank lines, and one of which nothing is left is not sent', () => {
    const body = '{{place}}: we are on it.\n\nBy {{promise}}.\n\n{{link}}';
    const values = { place: 'Main', promise: null, link: 'x' };
    expect(renderTemplate('receipt', { subject: '', body }, values, 'sms')).toEqual({
      subject: '',
      text: 'Main: we are on it.\nx',
      missing: [],
    });
    expect(renderTemplate('receipt', { subject: '', body: 'By {{promise}}.' }, values, 'sms').missing).toEqual(['body']);
  });

  test.each(TEMPLATE_KEYS)('every variable of "%s" has one meaning', (key) => {
    const names = variablesOf(key).map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every variable is found once', () => {
    expect(slotsOf('{{a}} {{b}} {{a}} {{ c }} {d}')).toEqual(['a', 'b']);
  });
});

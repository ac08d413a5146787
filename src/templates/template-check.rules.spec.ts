import { templateProblems } from './template-check.rules';
import type { TemplateChannel, TemplateKey } from './template-keys.rules';

const OFFER = '{{greeting}}\n\n{{gesture}}\n\n{{link}} {{number}}\n\n{{signature}}';
const RECEIPT = '{{greeting}}\n\n{{number}} {{link}} {{promise}}\n\n{{signature}}';

function mail(key: TemplateKey, subject: string, body: string): string[] {
  return templateProblems({ key, channel: 'email', subject, body });
}

describe('what may not be published', () => {
  test.each([
    ['Take it in full settlement of the matter.', 'in full settlement'],
    ['Please leave us a review!', 'a review'],
    ['It is yours if you withdraw your complaint.', 'withdraw your complaint'],
    ['In return for it we ask one thing.', 'In return for'],
    ['Nur wenn Sie Ihre Beschwerde zurückziehen.', 'Beschwerde zurückziehen'],
    ['Es suyo a cambio de su silencio.', 'a cambio de'],
    ['C’est à vous si vous retirez votre plainte.', 'retirez votre plainte'],
    ['هي لكم بشرط أن تصمتوا', 'بشرط أن'],
  ])('R5: a gesture with a condition: %s', (sentence, words) => {
    expect(mail('one_up_offer', 'For you', `${OFFER}\n\n${sentence}`)).toContainEqual(expect.stringContaining(`"${words}"`));
  });

  test.each([
    ['Get 15% off today.', '15% off'],
    ['Have a look at our SALE.', 'sale'],
    ['Buy two, get one.', 'buy'],
    ['Nutzen Sie unser Sonderangebot.', 'sonderangebot'],
    ['Heute mit Rabatt.', 'rabatt'],
    ['Tiene un descuento.', 'descuento'],
    ['Una oferta para usted.', 'oferta'],
    ['Une remise vous attend, achetez vite.', 'remise'],
    ['Profitez de nos offres.', 'offres'],
    ['لدينا خصم لكم', 'خصم'],
    ['اشتروا الآن', 'اشتروا'],
  ])('advertising in a message about a complaint: %s', (sentence, word) => {
    expect(mail('receipt', 'Hello', `${RECEIPT}\n\n${sentence}`)).toContainEqual(expect.stringContaining(`"${word}"`));
    expect(mail('survey', 'Hello', `${RECEIPT.replace('{{promise}}', '')}\n\n${sentence}`)).toHaveLength(
      mail('receipt', 'Hello', `${RECEIPT}\n\n${sentence}`).length,
    );
  });

  test.each([
    "We previewed the wholesale dealer's bill and are reviewing it with the buyer.",
    'Wir haben Ihren Kaufvertrag gelesen.',
    'Hemos mirado su compra.',
    'Nous avons vu votre achat.',
    'نظرنا في مشترياتكم',
  ])('words that only look like them are fine: %s', (sentence) => {
    expect(mail('receipt', 'Hello', `${RECEIPT}\n\n${sentence}`)).toEqual([]);
  });

  test('a variable of another text, half a variable, a missing part', () => {
    expect(mail('receipt', 'Hello', `${RECEIPT} {{gesture}}`)).toEqual([expect.stringContaining('{{gesture}} is not a variable')]);
    expect(mail('receipt', 'Hello', `${RECEIPT} {{ number }}`)).toEqual([expect.stringContaining('two braces')]);
    expect(mail('question', 'Hello', '{{number}} {{link}} {{signature}}')).toEqual([expect.stringContaining('{{question}} must be in it')]);
    expect(mail('survey', 'Hello', '{{number}} {{signature}}')).toEqual([expect.stringContaining('{{link}} must be in it')]);
  });

  test.each<[TemplateKey, TemplateChannel, string, string[]]>([
    ['receipt', 'email', 'We have it.', ['signature', 'number', 'promise', 'link']],
    ['receipt', 'sms', 'We have it.', ['place', 'promise', 'link']],
    ['receipt', 'chat', 'We have it.', ['promise']],
    ['survey', 'page', 'Did we put it right?', []],
    ['we_changed', 'email', 'We changed it.', ['signature', 'number', 'change', 'postalAddress', 'link']],
    ['stop_confirmation', 'sms', 'You get no more texts.', ['place']],
    ['still_working', 'sms', '{{place}}: {{link}}', ['nextNews']],
  ])('what each class must hold: %s by %s', (key, channel, body, parts) => {
    const problems = templateProblems({ key, channel, subject: channel === 'email' ? 'Hello' : '', body });
    expect(problems.map((says) => /\{\{(\w+)\}\} must be in it/.exec(says)?.[1])).toEqual(parts);
  });

  test('a subject of two lines, nothing at all, and control characters', () => {
    expect(mail('receipt', 'a\nb', RECEIPT)).toEqual(['The subject must be one line of plain text.']);
    expect(mail('staff_notice', 'x', ' ')).toHaveLength(2);
    expect(mail('receipt', 'a', `${RECEIPT}\u0000`)).toEqual(['The text holds characters that cannot be shown.']);
  });

  test('only a mail has a subject, and staff get mails only', () => {
    expect(templateProblems({ key: 'receipt', channel: 'page', subject: 'Hello', body: '{{promise}}' })).toEqual([
      expect.stringContaining('Only an e-mail'),
    ]);
    expect(templateProblems({ key: 'staff_notice', channel: 'sms', subject: '', body: '{{text}}' })).toEqual([
      expect.stringContaining('by e-mail only'),
    ]);
  });
});

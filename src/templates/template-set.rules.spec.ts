import { storedTemplates, TemplateSet } from './template-set.rules';

const row = (key: string, channel: string, language: string) => ({
  key,
  channel,
  language,
  versionId: `${key} ${channel} ${language}`,
  subject: '',
  body: 'x',
});

const STORED = storedTemplates([
  row('receipt', 'email', 'de'),
  row('receipt', 'email', 'fr'),
  row('receipt', 'sms', 'en'),
  row('survey', 'email', 'de-CH'),
]);

function pick(language: string, location: string | null = null, organisation = 'en') {
  const set = new TemplateSet(STORED, organisation);
  return { used: set.pick('receipt', 'email', language, location).language, fallbacks: set.fallbacks() };
}

test('the exact language is no fallback, however it is written', () => {
  expect(pick('DE')).toEqual({ used: 'de', fallbacks: [] });
  const set = new TemplateSet(STORED, 'en');
  expect(set.pick('survey', 'email', 'de-ch').versionId).toBe('survey email de-CH');
  expect(set.fallbacks()).toEqual([]);
});

test('base language, then the location’s, then the organisation’s; each kind, channel and language is noted once', () => {
  expect(pick('de-AT')).toMatchObject({ used: 'de', fallbacks: [{ key: 'receipt', channel: 'email', language: 'de-at', used: 'de' }] });
  expect(pick('pl', 'fr')).toMatchObject({ used: 'fr' });
  expect(pick('pl', 'cs', 'de')).toMatchObject({ used: 'de' });
  const set = new TemplateSet(STORED, 'de');
  for (const channel of ['email', 'email', 'sms'] as const) set.pick('receipt', channel, 'pl');
  expect(set.fallbacks().map(({ channel, used }) => `${channel} ${used}`)).toEqual(['email de', 'sms en']);
});

test('where nobody knows the language nothing was missing', () => {
  expect(pick('und', 'fr')).toEqual({ used: 'fr', fallbacks: [] });
});

test('a text that was never published comes with the program, in the reader’s language', () => {
  expect(new TemplateSet(storedTemplates([]), 'en').pick('receipt', 'sms', 'ar-EG')).toMatchObject({ versionId: null, language: 'ar' });
  expect(new TemplateSet(storedTemplates([]), 'en').pick('staff_notice', 'email', 'fr')).toMatchObject({ versionId: null, language: 'en' });
});

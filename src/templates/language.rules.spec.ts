import { direction, languageChain } from './language.rules';

test.each([
  ['the reader’s own, then its base', 'de-CH', null, 'en', ['de-ch', 'de', 'en']],
  ['then the location’s, the organisation’s, and English', 'pl', 'fr-CH', 'it', ['pl', 'fr-ch', 'fr', 'it', 'en']],
  ['where nobody knows the reader’s, the location’s is the first', 'und', 'ar', 'de', ['ar', 'de', 'en']],
  ['each only once', 'en-GB', 'en', 'en-GB', ['en-gb', 'en']],
  ['nothing at all is the organisation’s', '', null, 'es', ['es', 'en']],
])('the language of a text: %s', (_, wanted, location, organisation, chain) => {
  expect(languageChain(wanted, location, organisation)).toEqual(chain);
});

test('Arabic, Hebrew, Persian and Urdu run from right to left', () => {
  expect(['ar', 'ar-EG', 'he', 'fa', 'ur', 'en', 'de-AT'].map(direction)).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr']);
});

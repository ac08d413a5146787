import { syllable } from 'syllable';
import { greeting } from './greeting.rules';
import { baseOf } from './language.rules';
import { longestValues } from './longest-values.rules';
import { languageWarnings } from './plain-language.rules';
import { smsSize } from './sms-segments.rules';
import { STARTER_LANGUAGES, STARTER_TEMPLATES, type StarterTemplate } from './starter-templates.rules';
import { requiredParts, templateProblems } from './template-check.rules';
import { CUSTOMER_KEYS, TEMPLATE_CHANNELS } from './template-keys.rules';
import { renderTemplate, slotsOf, variablesOf } from './template.rules';

const GROUPS = STARTER_LANGUAGES.flatMap((language) => TEMPLATE_CHANNELS.map((channel) => [language, channel] as const));

function texts(language: string, channel: string): StarterTemplate[] {
  return STARTER_TEMPLATES.filter((one) => one.language === language && one.channel === channel);
}

test('the desk begins in English, German, Spanish, French and Arabic', () => {
  expect(STARTER_LANGUAGES).toEqual(['en', 'de', 'es', 'fr', 'ar']);
  const names = STARTER_TEMPLATES.map(({ key, channel, language }) => `${language} ${channel} ${key}`);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(GROUPS)('the texts in "%s" for "%s"', (language, channel) => {
  const all = texts(language, channel);

  test('are there for every kind that customers get', () => {
    expect(all.map(({ key }) => key)).toEqual(expect.arrayContaining([...CUSTOMER_KEYS]));
  });

  test('may be published as they are: with every part of their class, without a forbidden word', () => {
    expect(all.flatMap((one) => templateProblems(one).map((why) => `${one.key}: ${why}`))).toEqual([]);
    for (const { key, subject, body } of all)
      expect(slotsOf(`${subject}\n${body}`)).toEqual(expect.arrayContaining(requiredParts(key, channel)));
  });

  test('are easy to read', () => {
    const hard = all.flatMap((one) =>
      languageWarnings(`${one.subject}\n${one.body}`, language, syllable).map(({ says }) => `${one.key}: ${says}`),
    );
    expect(hard).toEqual([]);
  });

  test('edge 117: are whole with the longest values, and a text message takes three parts at most', () => {
    for (const one of all) {
      const { text, missing } = renderTemplate(one.key, one, longestValues(one.key, language, channel), channel);
      expect({ key: one.key, missing }).toEqual({ key: one.key, missing: [] });
      expect(text).not.toMatch(/\{\{|\}\}|undefined|null/);
      // what a person writes is as long as they like
      if (channel === 'sms' && one.key !== 'staff_reply') expect([one.key, smsSize(text).segments <= 3]).toEqual([one.key, true]);
    }
  });

  test('edge 117, 118: are whole with nothing but what they cannot do without, and a greeting without a name', () => {
    for (const one of all) {
      const needed = variablesOf(one.key).map(({ name, optional }) => [
        name,
        optional ? null : name === 'greeting' ? greeting('N/A', language) : 'x',
      ]);
      const { text, missing } = renderTemplate(one.key, one, Object.fromEntries(needed), channel);
      expect({ key: one.key, missing, empty: text === '' }).toEqual({ key: one.key, missing: [], empty: false });
      expect(text).not.toMatch(/\{\{|\}\}|N\/A/);
    }
  });

  test('edge 117: are not sent where a value is missing that they cannot do without', () => {
    for (const one of all) {
      const used = slotsOf(`${one.subject}\n${one.body}`);
      const needed = variablesOf(one.key).filter(({ name, optional }) => !optional && used.includes(name));
      for (const { name } of needed) {
        const values = { ...longestValues(one.key, language, channel), [name]: '' };
        expect([one.key, name, renderTemplate(one.key, one, values, channel).missing]).toEqual([one.key, name, [name]]);
      }
    }
  });
});

test('Arabic is written in Arabic letters, and no other language is', () => {
  for (const { language, body } of STARTER_TEMPLATES) {
    const words = body.replace(/\{\{\w+\}\}/g, '');
    if (/\p{L}/u.test(words)) expect(/\p{Script=Arabic}/u.test(words)).toBe(baseOf(language) === 'ar');
  }
});

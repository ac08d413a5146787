import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Words = { readonly [key: string]: string | Words };

const LANGUAGES = ['de', 'es', 'fr', 'ar'];
const ENGLISH = readdirSync(join(__dirname, 'en'));
const PLURAL = /_(zero|one|two|few|many|other)$/;

function read(language: string, file: string): Words {
  return JSON.parse(readFileSync(join(__dirname, language, file), 'utf8')) as Words;
}

/** `a.b` → text; plural forms under their stem. */
function flat(words: Words, path = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(words)) {
    const name = `${path}${key}`;
    if (typeof value === 'string') {
      const stem = name.replace(PLURAL, '');
      found.set(stem, [...(found.get(stem) ?? []), value]);
    } else for (const [inner, texts] of flat(value, `${name}.`)) found.set(inner, texts);
  }
  return found;
}

const holes = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '')))]
    .filter((name) => name !== 'count')
    .sort();

test('what the desk sends has a name on the ticket as it has one in the outbox', () => {
  const names = (file: string, of: string): string[] =>
    [...flat(read('en', file)).keys()].filter((key) => key.startsWith(of)).map((key) => key.slice(of.length));
  expect(names('ticket.json', 'sent.kinds.').sort()).toEqual(names('outbox.json', 'kinds.').sort());
});

describe.each(LANGUAGES)('the words in %s', (language) => {
  test.each(ENGLISH)('%s says everything that the English one says, with the same values in it', (file) => {
    expect(existsSync(join(__dirname, language, file))).toBe(true);
    const [english, other] = [flat(read('en', file)), flat(read(language, file))];
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, texts] of english) expect([key, holes(other.get(key) ?? [])]).toEqual([key, holes(texts)]);
  });

  test('every plural has the forms that the language needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const file of ENGLISH) {
      if (!existsSync(join(__dirname, language, file))) continue;
      const forms = new Map<string, string[]>();
      const collect = (words: Words, path = ''): void => {
        for (const [key, value] of Object.entries(words)) {
          if (typeof value !== 'string') collect(value, `${path}${key}.`);
          else if (PLURAL.test(key)) {
            const stem = `${path}${key.replace(PLURAL, '')}`;
            forms.set(stem, [...(forms.get(stem) ?? []), key.split('_').at(-1) ?? '']);
          }
        }
      };
      collect(read(language, file));
      for (const [stem, has] of forms) {
        // six forms say too much of "million"; where a language has them only for such numbers, the general form serves
        const missing = needed.filter((form) => !has.includes(form) && !(form === 'many' && language !== 'ar'));
        expect([file, stem, missing]).toEqual([file, stem, []]);
      }
    }
  });
});

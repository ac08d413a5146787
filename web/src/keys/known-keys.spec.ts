import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_WORDS, KNOWN_KEYS } from './known-keys';

const SRC = join(__dirname, '..');
const SHELL = /^(search|help|log|go\..*)$/;

/** Every key that a screen binds by name: `useKey({ id: '…', keys: '…', label: '…'`. */
function bound(): { id: string; keys: string; label: string | null }[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  return files.flatMap((name) =>
    [...readFileSync(join(SRC, name), 'utf8').matchAll(/useKey\(\s*\{ id: '([^']+)', keys: '([^']+)',(?: label: '([^']+)')?/g)].map(
      ([, id = '', keys = '', label = null]) => ({ id, keys, label }),
    ),
  );
}

test('My settings know every key that a screen binds, by the same name and key', () => {
  const known = new Map<string, { keys: string; label: string }>(KNOWN_KEYS.map((one) => [one.id, one]));
  const keys = bound().filter(({ id }) => !SHELL.test(id));
  expect(keys.length).toBeGreaterThan(40);
  const strange = keys.filter(({ id, keys, label }) => {
    const line = known.get(id);
    return line === undefined || line.keys !== keys || (label !== null && line.label !== label);
  });
  expect(strange).toEqual([]);
});

test('every name of a key is written in words, and no key is listed twice', () => {
  const file = (name: string) => JSON.parse(readFileSync(join(SRC, 'words/en', `${name}.json`), 'utf8')) as Record<string, unknown>;
  const words = Object.fromEntries(['shell', ...KEY_WORDS].map((name) => [name, file(name)]));
  const isThere = (label: string): boolean => {
    const [space, path] = label.includes(':') ? label.split(':') : ['shell', label];
    const found = (path ?? '')
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words[space ?? '']);
    return typeof found === 'string';
  };
  expect(KNOWN_KEYS.flatMap(({ label, group }) => [label, group]).filter((label) => !isThere(label))).toEqual([]);
  expect(new Set(KNOWN_KEYS.map(({ id }) => id)).size).toBe(KNOWN_KEYS.length);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewSentence, REVIEW_KINDS } from '../src/fairness/review.rules';
import { pointSentence } from '../src/firing/points.rules';
import { NOTHING_LEARNED } from '../src/learning/score.rules';
import type { Said } from '../src/platform/said.rules';
import { rank } from '../src/suggestions/ranking.rules';
import { FAILURE_CLASSES } from '../src/touchpoints/failure-class.rules';
import { oneUpFacts, STARTERS } from './support/one-up-facts';
import { daysAgo, NOW } from './support/ticket-facts';

type Words = { readonly [key: string]: string | Words };

const ROOT = join(__dirname, '..');
const ENGLISH = JSON.parse(readFileSync(join(ROOT, 'web/src/words/en/said.json'), 'utf8')) as Words;

/** What the console has for a code, in all its plural forms. */
function wordsFor(code: string): string[] {
  const [family = '', name = ''] = code.split('.');
  const words = ENGLISH[family];
  if (typeof words !== 'object') return [];
  return [name, `${name}_one`, `${name}_other`].flatMap((key) => (typeof words[key] === 'string' ? [words[key]] : []));
}

const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '');

function expectWords({ code, values }: Said): void {
  const words = wordsFor(code);
  expect([code, words.length > 0]).toEqual([code, true]);
  for (const text of words)
    for (const hole of holes(text)) expect([code, Object.keys(values)]).toEqual([code, expect.arrayContaining([hole])]);
}

test('what the rules say by code the console has words for, and every value that stands in them', () => {
  const budgetLeft = { service: { leftMinor: 34_000, until: daysAgo(-20) }, goods: { leftMinor: 34_000, until: daysAgo(-90) } };
  const learned = { ...NOTHING_LEARNED, types: [{ code: 'car_wash', class: 'service' as const, s: 9, n: 10, rawS: 9, rawN: 10 }] };
  const scenes = FAILURE_CLASSES.flatMap((failureClass) => [
    oneUpFacts({ failureClass, budgetLeft, stockLeft: { car_wash: 3 } }),
    oneUpFacts({ failureClass, cycle: 2, mood: 'angry', fault: 'not_ours' }),
    oneUpFacts({ failureClass, previousTypes: STARTERS.map(({ code }) => ({ code, at: daysAgo(400), thisTicket: false })) }),
  ]);
  const reasons = scenes.flatMap((facts) => rank(STARTERS, facts, NOW, { learned }).ranked.flatMap((one) => one.reasons));
  for (const said of reasons.flatMap((one) => one.said ?? [])) expectWords(said);
  expect(new Set(reasons.map(({ kind }) => kind)).size).toBe(6);
  for (const percent of [0, 75, 100, 150]) expectWords(pointSentence({ number: 1, clock: 'fix', percent, dueAt: NOW }, NOW, 'UTC'));
  for (const kind of REVIEW_KINDS) expect(wordsFor(reviewSentence(kind, {}).code)).toHaveLength(1);
});

test('every code that stands in the program has words', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /(rules|service)\.ts$/.test(file));
  const codes = files.flatMap((file) =>
    [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/\bsentence\(\s*'(\w+\.\w+)'/g)].map(([, code]) => code ?? ''),
  );
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => wordsFor(code).length === 0)).toEqual([]);
  for (const code of ['pausedDue', 'late', 'due'].flatMap((one) => [one, `${one}Now`])) expect(wordsFor(`clock.${code}`)).toHaveLength(1);
});

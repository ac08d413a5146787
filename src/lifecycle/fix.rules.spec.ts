import { fixBody, NOW } from '../../test/support/ticket-facts';
import type { FixBody, FixContext, RedressBody } from './fix.rules';
import { fixProblems, namesCause, notUpheldNeedsLead } from './fix.rules';

const tomorrow = new Date(NOW.getTime() + 86_400_000);

function problems(over: Partial<FixBody> = {}, context: Partial<FixContext> = {}): string[] {
  return fixProblems(fixBody(over), { cycle: 1, severity: 'S3', unknownCauseUsed: false, now: NOW, ...context });
}

function redress(over: Partial<RedressBody>): Partial<FixBody> {
  return { redress: { kind: 'refund', amountMinor: 4500, currency: 'EUR', method: 'card', state: 'paid', ...over } };
}

test('a fix with all its parts is complete', () => {
  expect(problems()).toEqual([]);
  expect(problems(redress({}))).toEqual([]);
  expect(problems(redress({ state: 'scheduled', dueOn: '2026-06-20' }))).toEqual([]);
});

test('the summary says in 20 to 4000 characters what happened', () => {
  expect(problems({ summary: 'Repaired it.' })).toEqual(['Say in at least 20 characters what happened, why, and what was done.']);
  expect(problems({ summary: '-'.repeat(30) })).toHaveLength(1);
  expect(problems({ summary: ` ${'a'.repeat(19)} ` })).toHaveLength(1);
  expect(problems({ summary: 'a'.repeat(20) })).toEqual([]);
  expect(problems({ summary: 'a'.repeat(4000) })).toEqual([]);
  expect(problems({ summary: 'a'.repeat(4001) })).toHaveLength(1);
});

test('the cause may be unknown once, and forever only on a small matter', () => {
  expect(problems({ cause: ' ' })).toHaveLength(1);
  expect(problems({ cause: 'unknown_yet' })).toEqual([]);
  expect(problems({ cause: 'unknown_yet' }, { unknownCauseUsed: true })).toHaveLength(1);
  expect(problems({ cause: 'unknown_yet' }, { unknownCauseUsed: true, severity: 'S4' })).toEqual([]);
  expect(namesCause(fixBody({ cause: 'unknown_yet' }))).toBe(false);
  expect(namesCause(fixBody())).toBe(true);
});

test('the apology was given, or there is a reason why not', () => {
  expect(problems({ apology: { given: false, why: '' } })).toEqual(['Say why no apology was given.']);
  expect(problems({ apology: { given: false, why: 'The lawyer asked us not to' } })).toEqual([]);
  expect(problems({ apology: { given: true, at: tomorrow } })).toHaveLength(1);
  expect(problems({ apology: { given: true, at: NOW } })).toEqual([]);
});

test('from the second cycle on the fix says what is different this time', () => {
  expect(problems({}, { cycle: 2 })).toEqual(['The first fix did not hold: say what is different this time.']);
  expect(problems({ whatChanged: 'A new pump, not the old one mended' }, { cycle: 2 })).toEqual([]);
});

test('turning a complaint down needs a reason, a next step and a lead', () => {
  expect(problems({ decision: 'not_upheld' })).toEqual(['Say in plain words why the complaint is turned down.']);
  expect(problems({ decision: 'not_upheld', notUpheld: { reason: 'It was used up', nextStep: '' } })).toEqual([
    'Say what the customer can do next.',
  ]);
  const complete = fixBody({ decision: 'not_upheld', notUpheld: { reason: 'It was used up', nextStep: 'Ask for a review' } });
  expect(problems(complete)).toEqual([]);
  expect(notUpheldNeedsLead(complete, ['agent'])).toBe('Only a lead can turn a complaint down.');
  expect(notUpheldNeedsLead(complete, ['manager'])).toBeNull();
});

test('money paid back names amount, currency, way and day', () => {
  expect(problems(redress({ amountMinor: 0 }))).toHaveLength(1);
  expect(problems(redress({ amountMinor: 10.5 }))).toHaveLength(1);
  expect(problems(redress({ currency: 'euro' }))).toHaveLength(1);
  expect(problems(redress({ method: '' }))).toHaveLength(1);
  expect(problems(redress({ state: 'scheduled' }))).toEqual(['Say when it will be paid.']);
  expect(problems(redress({ paidAt: tomorrow }))).toHaveLength(1);
});

test('nothing lies in the future, and a loss is an amount', () => {
  expect(problems({ at: tomorrow })).toEqual(['The fix cannot lie in the future.']);
  expect(problems({ at: NOW })).toEqual([]);
  expect(problems({ lossMinor: -1 })).toHaveLength(1);
  expect(problems({ lossMinor: 0 })).toEqual([]);
});

test('all that is missing is named at once', () => {
  expect(problems({ summary: '', cause: '', apology: { given: false, why: '' } }, { cycle: 2 })).toHaveLength(4);
});

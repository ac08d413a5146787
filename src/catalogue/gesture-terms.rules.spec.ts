import fc from 'fast-check';
import { DateTime } from 'luxon';
import { endOfOffer, factsOf, PLAIN_TERMS, textIn } from './gesture-terms.rules';
import { catalogueProblems } from './gesture-type.rules';
import { STARTER_GESTURES } from './starter-gestures.rules';

test('an offer made on Friday evening for three days ends with Monday, though the clocks change on Sunday', () => {
  const friday = new Date('2026-03-27T18:30:00+01:00');
  expect(endOfOffer(friday, 3, 'Europe/Berlin').toISOString()).toBe('2026-03-30T21:59:59.999Z');
});

test('an offer ends at midnight where the shop is, not where the server is', () => {
  const now = new Date('2026-06-10T23:30:00Z');
  expect(endOfOffer(now, 1, 'Asia/Tokyo').toISOString()).toBe('2026-06-12T14:59:59.999Z');
  expect(endOfOffer(now, 1, 'America/New_York').toISOString()).toBe('2026-06-12T03:59:59.999Z');
});

test('an offer stands for its full days, and ends with the last second of a local day', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      fc.integer({ min: 1, max: 365 }),
      fc.constantFrom(...zones),
      (second, days, zone) => {
        const now = new Date(second * 1000);
        const end = DateTime.fromJSDate(endOfOffer(now, days, zone), { zone });
        expect(end.toFormat('HH:mm:ss')).toBe('23:59:59');
        expect(end.startOf('day').diff(DateTime.fromJSDate(now, { zone }).startOf('day'), 'days').days).toBe(days);
      },
    ),
  );
});

test('a customer reads the own language, else its trunk, else English, else what there is', () => {
  const texts = { en: 'Tea', de: 'Tee' };
  expect([textIn(texts, 'de-CH'), textIn(texts, 'fr'), textIn(texts, null), textIn({ fr: 'Thé' }, 'de'), textIn({}, 'de')]).toEqual([
    'Tee',
    'Tea',
    'Tea',
    'Thé',
    '',
  ]);
});

test('every kind that a new desk starts with may stand in its catalogue', () => {
  for (const { code, terms } of STARTER_GESTURES) {
    expect([code, catalogueProblems(factsOf(code, 'active', { ...terms, currency: 'USD' }))]).toEqual([code, []]);
    expect(textIn(terms.customerText, 'en').length).toBeGreaterThan(10);
  }
  expect(new Set(STARTER_GESTURES.map(({ code }) => code)).size).toBe(14);
});

test('marks of customers are no condition of the ticket', () => {
  const terms = { ...PLAIN_TERMS, name: 'Wine', customerText: { en: 'A bottle of wine.' }, class: 'goods' as const, kind: 'product_gift' };
  const rest = { costMinor: 700, faceMinor: 1500, currency: 'EUR', fulfilment: 'handover' as const };
  const facts = factsOf('wine', 'active', { ...terms, ...rest, eligible: { severities: ['S2'], excludedFlags: ['no_alcohol'] } });
  expect(facts.eligible).toEqual({ severities: ['S2'] });
  expect(facts.excludedFlags).toEqual(['no_alcohol']);
});

import { gestureType, oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { GESTURE_CLASSES } from '../catalogue/gesture-type-facts.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { rank } from './ranking.rules';

describe('what cannot be had at the moment', () => {
  const until = new Date('2027-05-01T04:00:00Z');
  const now = new Date('2027-04-10T12:00:00Z');
  const at = (over: Partial<OneUpFacts>, zone = 'America/New_York') => rank(STARTERS, oneUpFacts(over), now, { zone });
  const whyNot = (code: string, over: Partial<OneUpFacts>) => at(over).excluded.find((one) => one.code === code);
  const reasonsOf = (code: string, over: Partial<OneUpFacts>) =>
    at(over)
      .ranked.find((one) => one.code === code)
      ?.reasons.map(({ text }) => text);

  test('edge 86: the last one is gone', () => {
    expect(whyNot('car_wash', { stockLeft: { car_wash: 0 } })).toMatchObject({ rule: 'stock', why: 'The last one is just gone.' });
    expect(reasonsOf('car_wash', { stockLeft: { car_wash: 7 } })).toContain('In stock: 7. Can be done today.');
  });

  test('edge 90: with an empty budget what costs nothing is left, and the day of new money is said', () => {
    const budgetLeft = Object.fromEntries(GESTURE_CLASSES.map((kind) => [kind, { leftMinor: 0, until }]));
    const free = gestureType({ code: 'slot', class: 'time', costMinor: 0 });
    const found = rank([...STARTERS, free], oneUpFacts({ budgetLeft }), now, { zone: 'America/New_York' });
    expect(found.ranked.map(({ code }) => code)).toEqual(['slot']);
    expect(whyNot('credit_10', { budgetLeft })?.why).toBe('Money budget used up until 1 May; a manager may release more.');
    expect(whyNot('oil_change', { budgetLeft })?.why).toBe('Service budget used up until 1 May; a manager may release more.');
  });

  test('a budget that is nearly empty still carries what costs less', () => {
    const budgetLeft = { service: { leftMinor: 700, until } };
    expect(whyNot('oil_change', { budgetLeft })?.why).toBe(
      'It costs 18, and the service budget has 7 left until 1 May; a manager may release more.',
    );
    expect(reasonsOf('car_wash', { budgetLeft })).toContain('Costs us about $6.00, your limit is $25.00. Budget left this month: $7.00.');
    const later = { service: { leftMinor: 700, until: new Date('2027-07-01T04:00:00Z') } };
    expect(reasonsOf('car_wash', { budgetLeft: later })).toContain(
      'Costs us about $6.00, your limit is $25.00. Budget left until 1 July: $7.00.',
    );
  });

  test('a credit 23 days after the last one waits for a lead', () => {
    const gift = {
      at: new Date(now.getTime() - 23 * 86_400_000),
      class: 'money_now' as const,
      code: 'credit_10',
      costMinor: 500,
      currency: 'USD',
    };
    const caps = { ...oneUpFacts().caps, gifts: [{ ...gift, countsForCoolDown: true }] };
    expect(whyNot('credit_10', { caps })).toMatchObject({
      rule: 'caps',
      why: 'Last credit was 23 days ago (60-day pause); a lead can allow it.',
    });
    expect(at({ caps }).ranked.map(({ code }) => code)).toContain('car_wash');
  });

  test('for somebody who lives with a colleague all is ranked, and all needs a lead', () => {
    const { ranked } = at({ caps: { ...oneUpFacts().caps, staffContact: true } });
    expect(ranked.length).toBeGreaterThan(5);
    expect(new Set(ranked.map(({ needs }) => needs))).toEqual(new Set(['lead']));
  });
});

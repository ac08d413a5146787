import fc from 'fast-check';
import { gestureType } from '../../test/support/one-up-facts';
import { GESTURE_CLASSES, isMoney } from '../catalogue/gesture-type-facts.rules';
import { DAY_MS } from '../clocks/clock.rules';
import type { CapFacts, EarlierGift } from './caps.rules';
import { capProblem, householdHint, noHistory, yearCapMinor } from './caps.rules';

const NOW = new Date('2026-03-10T12:00:00Z');
const credit = gestureType({ code: 'credit_10', class: 'money_now', kind: 'credit', costMinor: 1000 });
const wash = gestureType({ class: 'service', costMinor: 600 });

function gift(daysAgo: number, over: Partial<EarlierGift> = {}): EarlierGift {
  const at = new Date(NOW.getTime() - daysAgo * DAY_MS);
  return { at, class: 'service', code: 'car_wash', costMinor: 600, currency: 'USD', countsForCoolDown: true, ...over };
}

function had(gifts: EarlierGift[], over: Partial<CapFacts> = {}): CapFacts {
  return { ...noHistory('USD'), gifts, ...over };
}

describe('what one person may be given in a year', () => {
  test('whoever had nothing yet is given it', () => {
    expect(capProblem(credit, 1000, noHistory('USD'), NOW)).toBeNull();
  });

  test('the fifth gift within 12 months is a lead’s', () => {
    expect(capProblem(wash, 600, had([gift(300), gift(200), gift(100)]), NOW)).toBeNull();
    expect(capProblem(wash, 600, had([gift(300), gift(200), gift(100), gift(90)]), NOW)).toEqual({
      why: 'This customer had 4 gifts in the last 12 months (at most 4); a lead can allow it.',
      needs: 'lead',
    });
    expect(capProblem(wash, 600, had([gift(365), gift(200), gift(100), gift(90)]), NOW)).toBeNull();
  });

  test('150 units a year, or a tenth of what was bought where that is more', () => {
    const dear = [gift(100, { costMinor: 14_000 })];
    expect(capProblem(wash, 1000, had(dear), NOW)).toBeNull();
    expect(capProblem(wash, 1001, had(dear), NOW)?.why).toBe(
      'This customer had gifts of 140 in the last 12 months; with this one it would be more than 150; a lead can allow it.',
    );
    expect(capProblem(wash, 1001, had(dear, { yearSpendMinor: 200_000 }), NOW)).toBeNull();
    expect(yearCapMinor(200_000)).toBe(20_000);
    expect(yearCapMinor(90_000)).toBe(15_000);
  });

  test('between two gifts of money lie 60 days', () => {
    const money = { class: 'money_later', code: 'off_15' } as const;
    expect(capProblem(credit, 1000, had([gift(23, money)]), NOW)?.why).toBe(
      'Last credit was 23 days ago (60-day pause); a lead can allow it.',
    );
    expect(capProblem(credit, 1000, had([gift(60, money)]), NOW)).toBeNull();
    expect(capProblem(wash, 600, had([gift(23, money)]), NOW)).toBeNull();
    expect(capProblem(credit, 1000, had([gift(23)]), NOW)).toBeNull();
  });

  test('a gift for what was our own fault starts no pause', () => {
    const ours = gift(23, { class: 'money_now', countsForCoolDown: false });
    expect(capProblem(credit, 1000, had([ours]), NOW)).toBeNull();
  });

  test('edge 109: where the cap was reached because we failed four times, the lead makes the offer and the reason is ours', () => {
    const gifts = [gift(80), gift(60), gift(40), gift(20)];
    expect(capProblem(wash, 600, had(gifts, { upheldOursInLast90Days: 4 }), NOW)?.why).toBe(
      'This customer had 4 gifts in the last 12 months (at most 4), and we have failed them 4 times in 90 days; a lead makes the offer.',
    );
  });

  test('gifts in another currency count by number and never by amount', () => {
    const euros = [gift(100, { costMinor: 90_000, currency: 'EUR' })];
    expect(capProblem(wash, 1000, had(euros), NOW)).toBeNull();
    expect(capProblem(wash, 1000, had([...euros, gift(99), gift(98), gift(97)]), NOW)?.needs).toBe('lead');
  });

  test('somebody who shares an address with the staff is given nothing without a lead', () => {
    const card = gestureType({ class: 'attention', kind: 'card', costMinor: 200 });
    expect(capProblem(card, 200, had([], { staffContact: true }), NOW)?.needs).toBe('lead');
  });

  test('others with the same address are a hint and nothing else', () => {
    expect(householdHint(had([]))).toBeNull();
    expect(householdHint(had([], { householdTickets: 1 }))).toBe(
      'Possibly the same household: 1 complaint in 12 months from others with the same address or number.',
    );
    expect(householdHint(had([], { householdTickets: 3 }))).toContain('3 complaints');
    expect(capProblem(wash, 600, had([], { householdTickets: 3 }), NOW)).toBeNull();
  });

  test('an own idea is not free for calling itself attention', () => {
    const idea = gestureType({ class: 'attention', kind: 'custom', costMinor: 0 });
    const gifts = [gift(80), gift(60), gift(40), gift(20)];
    expect(capProblem(idea, 2000, had(gifts), NOW)?.needs).toBe('lead');
    expect(capProblem(idea, 0, had(gifts), NOW)).toBeNull();
  });
});

const anyGift = fc.record({
  at: fc.integer({ min: 0, max: 500 * 24 }).map((hours) => new Date(NOW.getTime() - hours * (DAY_MS / 24))),
  class: fc.constantFrom(...GESTURE_CLASSES),
  code: fc.constant('any'),
  costMinor: fc.integer({ min: 0, max: 20_000 }),
  currency: fc.constantFrom('USD', 'EUR'),
  countsForCoolDown: fc.boolean(),
});
const anyCaps = fc.record({
  gifts: fc.array(anyGift, { maxLength: 6 }),
  yearSpendMinor: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  upheldOursInLast90Days: fc.integer({ min: 0, max: 5 }),
  currency: fc.constant('USD'),
  householdTickets: fc.integer({ min: 0, max: 9 }),
  staffContact: fc.constant(false),
});
const anyClass = fc.constantFrom(...GESTURE_CLASSES);
const anyCost = fc.integer({ min: 0, max: 20_000 });

test('attention and time are always possible', () => {
  fc.assert(
    fc.property(anyCaps, anyCost, fc.constantFrom('attention' as const, 'time' as const), (caps, cost, kind) => {
      expect(capProblem(gestureType({ class: kind, kind: 'call' }), cost, caps, NOW)).toBeNull();
    }),
  );
});

test('a lead is asked exactly where number, amount or pause says so, counted one by one', () => {
  fc.assert(
    fc.property(anyCaps, anyCost, anyClass, (caps, cost, gestureClass) => {
      let [number, sum, tooSoon] = [0, 0, false];
      for (const one of caps.gifts) {
        const days = (NOW.getTime() - one.at.getTime()) / 86_400_000;
        if (days >= 365) continue;
        number += 1;
        if (one.currency === 'USD') sum += one.costMinor;
        if (days < 60 && one.countsForCoolDown && one.class.startsWith('money') && isMoney(gestureClass)) tooSoon = true;
      }
      const most = Math.max(15_000, Math.floor((caps.yearSpendMinor ?? 0) / 10));
      const free = gestureClass === 'attention' || gestureClass === 'time';
      const expected = !free && (tooSoon || number >= 4 || sum + cost > most);
      expect(capProblem(gestureType({ class: gestureClass }), cost, caps, NOW) !== null).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test('neither who shares the household nor the order of the gifts changes the answer', () => {
  fc.assert(
    fc.property(anyCaps, anyCost, anyClass, fc.integer({ min: 0, max: 9 }), (caps, cost, gestureClass, householdTickets) => {
      const type = gestureType({ class: gestureClass });
      const other = { ...caps, gifts: [...caps.gifts].reverse(), householdTickets };
      expect(capProblem(type, cost, other, NOW)).toEqual(capProblem(type, cost, caps, NOW));
    }),
  );
});

test('having had one more gift never makes it easier', () => {
  fc.assert(
    fc.property(anyCaps, anyGift, anyCost, anyClass, (caps, more, cost, gestureClass) => {
      const type = gestureType({ class: gestureClass });
      const before = capProblem(type, cost, caps, NOW);
      const after = capProblem(type, cost, { ...caps, gifts: [...caps.gifts, more] }, NOW);
      expect(before !== null && after === null).toBe(false);
    }),
  );
});

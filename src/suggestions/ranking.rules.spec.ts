import fc from 'fast-check';
import { gestureType, oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import { SEVERITIES } from '../clocks/clock.rules';
import { FAILURE_CLASSES } from '../touchpoints/failure-class.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { isMoney } from '../catalogue/gesture-type-facts.rules';
import { nothingElseLeft } from '../oneup/judging.rules';
import { rank } from './ranking.rules';
import { costCapMinor, worthCapMinor } from '../oneup/value.rules';
import { moneyFloorMinor } from '../catalogue/gesture-type.rules';

function codes(over: Partial<OneUpFacts>): string[] {
  return rank(STARTERS, oneUpFacts(over), NOW).ranked.map(({ code }) => code);
}

function excludedWhy(code: string, over: Partial<OneUpFacts>): string | undefined {
  return rank(STARTERS, oneUpFacts(over), NOW).excluded.find((one) => one.code === code)?.why;
}

describe('the order', () => {
  test('a failed service is repaid with a service, the cheap ones first', () => {
    expect(codes({}).slice(0, 4)).toEqual(['extra_cover_6m', 'car_wash', 'priority_slot', 'next_visit_upgrade']);
  });

  test('lost money is repaid with money, lost time with time', () => {
    expect(codes({ failureClass: 'money_lost' })[0]).toBe('credit_10');
    expect(codes({ failureClass: 'time_lost' })[0]).toBe('priority_slot');
    const wash = gestureType({ costMinor: 1000, faceMinor: 1000 });
    const credit = gestureType({ code: 'credit', class: 'money_now', kind: 'credit', costMinor: 1000, faceMinor: 1000 });
    expect(rank([wash, credit], oneUpFacts({ failureClass: 'money_lost' }), NOW).ranked.map(({ code }) => code)).toEqual([
      'credit',
      'car_wash',
    ]);
  });

  test('the ranks run from one, and the own idea of a colleague is never among them', () => {
    const { ranked, excluded } = rank(STARTERS, oneUpFacts(), NOW);
    expect(ranked.map((one) => one.rank)).toEqual(ranked.map((_one, index) => index + 1));
    expect([...ranked, ...excluded].map(({ code }) => code)).not.toContain('own_idea');
  });

  test('ties go to the cheaper one, then by code', () => {
    const slow = gestureType({ code: 'a_slow', costMinor: 500, leadMinutes: 2880 });
    const dear = gestureType({ code: 'b_dear', costMinor: 600 });
    const twin = gestureType({ code: 'c_dear', costMinor: 600 });
    expect(rank([twin, dear, slow], oneUpFacts(), NOW).ranked.map(({ code }) => code)).toEqual(['a_slow', 'b_dear', 'c_dear']);
  });

  test('R9: after a failed fix the list is led by a call', () => {
    expect(codes({ cycle: 2, whatChangedTold: true })[0]).toBe('manager_call');
  });

  test('R8, edge 66: where it was not our fault attention and time come first', () => {
    const { ranked } = rank(STARTERS, oneUpFacts({ fault: 'not_ours' }), NOW);
    const gentle = ranked.map(({ code }) => ['card', 'manager_call', 'donation', 'courier', 'priority_slot'].includes(code));
    expect(gentle.indexOf(false)).toBe(gentle.lastIndexOf(true) + 1);
    expect(ranked.find(({ code }) => code === 'credit_10')?.needs).toBe('lead');
  });

  test('what needs somebody else comes after what one can give oneself', () => {
    const { ranked } = rank(STARTERS, oneUpFacts({ actor: actor('vendor_agent') }), NOW);
    expect(ranked.slice(-2).map(({ code, needs }) => [code, needs])).toEqual([
      ['oil_change', 'lead'],
      ['courier', 'lead'],
    ]);
  });

  test('of several roles that are needed the highest is named', () => {
    const needs = (...types: Parameters<typeof gestureType>[0][]): (string | null)[] =>
      rank(
        types.map((type, index) => gestureType({ code: `g${index}`, ...type })),
        oneUpFacts({ severity: 'S2', businessCustomer: true }),
        NOW,
      ).ranked.map((one) => one.needs);
    expect(needs({ costMinor: 3000, authorityRoleMin: 'manager' })).toEqual(['manager']);
    expect(needs({ costMinor: 3000, authorityRoleMin: 'senior_agent' })).toEqual(['lead']);
    expect(needs({ class: 'attention', authorityRoleMin: 'senior_agent' })).toEqual(['senior_agent']);
    expect(needs({ class: 'attention', authorityRoleMin: 'agent' })).toEqual([null]);
    const byLead = oneUpFacts({ businessCustomer: true, actor: actor('lead') });
    expect(rank([gestureType()], byLead, NOW).ranked[0]?.needs).toBeNull();
  });

  test('the desk suggests without a limit of its own, also where a manager will decide', () => {
    const { ranked } = rank(STARTERS, oneUpFacts({ severity: 'S1', actor: actor('system') }), NOW);
    expect(ranked.length).toBeGreaterThan(5);
    expect(new Set(ranked.map(({ needs }) => needs))).toEqual(new Set(['manager']));
  });

  test('does not depend on the order of the catalogue (law)', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...STARTERS], { minLength: STARTERS.length }),
        fc.constantFrom(...FAILURE_CLASSES),
        (shuffled, failureClass) => {
          expect(rank(shuffled, oneUpFacts({ failureClass }), NOW)).toEqual(rank(STARTERS, oneUpFacts({ failureClass }), NOW));
        },
      ),
    );
  });
});

describe('what is left out says why in one sentence', () => {
  test('each by its own reason', () => {
    const paused = rank([gestureType({ status: 'paused' })], oneUpFacts(), NOW).excluded;
    expect(paused).toMatchObject([{ rule: 'type', why: 'It is not in use at the moment.' }]);
    expect(excludedWhy('oil_change', { canVisit: false })).toContain('needs a visit');
    expect(excludedWhy('oil_change', { severity: 'S4' })).toContain('the most is 10');
    expect(excludedWhy('card', { reachable: { email: true, phone: true, post: false } })).toContain('postal address');
    expect(excludedWhy('credit_10', { priceMinor: 30_000 })).toContain('plain thank-you');
    expect(excludedWhy('car_wash', { currency: 'EUR' })).toContain('priced in USD');
  });

  test('the conditions of the type itself', () => {
    const why = (type: Parameters<typeof gestureType>[0], over: Partial<OneUpFacts> = {}): string | undefined =>
      rank([gestureType(type)], oneUpFacts(over), NOW).excluded[0]?.why;
    expect(why({ eligible: { severities: ['S1', 'S2'] } })).toContain('"Normal"');
    expect(why({ eligible: { failureClasses: ['time_lost'] } })).toContain('a failed service');
    expect(why({ eligible: { channels: ['in_person'] } })).toContain('channel');
    expect(why({ eligible: { locations: ['north'] } })).toContain('location');
    expect(why({ validFrom: daysAgo(-1) })).toContain('not on offer yet');
    expect(why({ validTo: NOW })).toContain('no longer on offer');
    expect(why({ eligible: { severities: ['S3'], channels: ['phone'], locations: ['main'] }, validFrom: NOW })).toBeUndefined();
  });

  test('edge 107: what is not fit for this customer is left out without saying what is known about them', () => {
    const wine = gestureType({ code: 'wine', excludedFlags: ['no_alcohol'] });
    const { ranked, excluded } = rank([wine], oneUpFacts({ customerFlags: ['no_alcohol'] }), NOW);
    expect(ranked).toEqual([]);
    expect(excluded[0]?.why).toBe('It is not suitable for this customer.');
  });

  test('R7: what the customer had within a year comes back only where nothing else is left', () => {
    const previousTypes = [{ code: 'car_wash', at: daysAgo(100), thisTicket: false }];
    expect(codes({ previousTypes })).not.toContain('car_wash');
    const only = [gestureType(), gestureType({ code: 'paused', status: 'paused' })];
    const alone = rank(only, oneUpFacts({ previousTypes }), NOW);
    expect(alone.ranked.map(({ code }) => code)).toEqual(['car_wash']);
    expect(alone.excluded.map(({ code }) => code)).toEqual(['paused']);
    expect(nothingElseLeft('car_wash', only, oneUpFacts({ previousTypes }), NOW)).toBe(true);
    expect(nothingElseLeft('paused', only, oneUpFacts({ previousTypes }), NOW)).toBe(false);
    expect(nothingElseLeft('car_wash', STARTERS, oneUpFacts({ previousTypes }), NOW)).toBe(false);
  });
});

describe('the reasons', () => {
  test('are at most four short lines, each with its number', () => {
    const best = rank(STARTERS, oneUpFacts(), NOW).ranked[0];
    expect(best?.reasons.map(({ kind, text, value }) => ({ kind, text, value }))).toEqual([
      { kind: 'fit', text: 'Fits: a failed service is best repaid with a service (+8 points).', value: 0.08 },
      { kind: 'cost', text: 'Costs us about $4.00, your limit is $25.00.', value: 400 },
      { kind: 'time', text: 'Can be done today.', value: 0 },
      { kind: 'history', text: 'This customer has not had it before.', value: 0 },
    ]);
  });

  test('name what counts more or less here, and how long it takes', () => {
    const { ranked } = rank(
      STARTERS,
      oneUpFacts({ mood: 'angry', previousTypes: [{ code: 'card', at: daysAgo(400), thisTicket: false }] }),
      NOW,
    );
    expect(ranked.find(({ code }) => code === 'card')?.reasons.map(({ text }) => text)).toEqual([
      'Helps: attention after a failed service (+2 points).',
      'Costs us about $2.00, your limit is $25.00.',
      'The customer is angry: attention counts more (+3 points).',
      'Takes about 3 days.',
    ]);
  });

  test('say what is neutral and what fits less', () => {
    const first = (failureClass: OneUpFacts['failureClass'], code: string): string | undefined =>
      rank(STARTERS, oneUpFacts({ failureClass }), NOW).ranked.find((one) => one.code === code)?.reasons[0]?.text;
    expect(first('failed_service', 'product_gift')).toBe('Neutral: goods after a failed service (0 points).');
    expect(first('money_lost', 'card')).toBe('Fits less: attention after lost money (−3 points).');
  });

  test('say whom it needs', () => {
    const { ranked } = rank(STARTERS, oneUpFacts({ actor: actor('vendor_agent') }), NOW);
    const courier = ranked.find(({ code }) => code === 'courier');
    expect([courier?.needs, courier?.reasons[1]?.text]).toEqual(['lead', 'Costs us about $12.00, your limit is $10.00.']);
  });
});

test('no ranked gift ever breaks a cap, the floor or a hold, and no reason is empty (law)', () => {
  const amount = fc.option(fc.integer({ min: 0, max: 50_000 }));
  const anyFacts = fc.record({
    severity: fc.constantFrom(...SEVERITIES),
    failureClass: fc.constantFrom(...FAILURE_CLASSES),
    mood: fc.constantFrom('calm' as const, 'upset' as const, 'angry' as const),
    cycle: fc.integer({ min: 1, max: 3 }),
    fault: fc.constantFrom('ours' as const, 'not_ours' as const),
    priceMinor: amount,
    lossMinor: amount,
    redressMinor: fc.integer({ min: 0, max: 20_000 }),
    redressState: fc.constantFrom('none' as const, 'paid' as const),
    holds: fc.constantFrom([], [], [{ kind: 'legal' as const }], [{ kind: 'abuse_review' as const }]),
    canVisit: fc.boolean(),
    present: fc.boolean(),
    customerKnown: fc.boolean(),
  });
  fc.assert(
    fc.property(anyFacts, (some) => {
      const facts = oneUpFacts(some);
      const { ranked, excluded } = rank(STARTERS, facts, NOW);
      const cap = costCapMinor(facts.severity);
      const worth = worthCapMinor(facts.priceMinor, facts.lossMinor);
      for (const one of ranked) {
        const type = STARTERS.find(({ code }) => code === one.code);
        if (cap !== null) expect(one.costMinor).toBeLessThanOrEqual(cap);
        if (cap === null) expect(one.needs).not.toBeNull();
        if (worth !== null && one.faceMinor > 0) expect(facts.redressMinor + one.faceMinor).toBeLessThanOrEqual(worth);
        if (type && isMoney(type.class)) expect(one.faceMinor).toBeGreaterThanOrEqual(moneyFloorMinor(facts.priceMinor));
        expect(one.reasons.length).toBeLessThanOrEqual(4);
        for (const { text } of one.reasons) expect(text).toMatch(/^[A-Z].*\.$/);
      }
      for (const { why } of excluded) expect(why).toMatch(/^[A-Z].{5,}\.$/);
      if (facts.holds.some(({ kind }) => kind === 'legal')) expect(ranked).toEqual([]);
      expect(ranked.length + excluded.length).toBe(STARTERS.length - 1);
    }),
  );
});

import fc from 'fast-check';
import { oneUpFacts, STARTERS } from '../../test/support/one-up-facts';
import { SEVERITIES } from '../clocks/clock.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { costCapMinor, valueProblem, worthCapMinor } from '../oneup/value.rules';
import { rank } from '../suggestions/ranking.rules';

/**
 * The same facts give the same value, whoever asks and however (domain.md 5.7): failure class, severity, loss, fault and cycle make the band, and nothing
 * else does. What a customer is worth to us does not enter either: the desk keeps no such number, so there is no switch for it.
 */

const NOW = new Date('2026-03-10T12:00:00Z');

/** What the band is made of. */
const anyMatter = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  failureClass: fc.constantFrom('money_lost', 'flawed_goods', 'failed_service', 'lack_of_attention', 'time_lost'),
  fault: fc.constantFrom('ours', 'partly', 'not_ours', 'unknown'),
  lossMinor: fc.option(fc.integer({ min: 0, max: 50_000 })),
  priceMinor: fc.option(fc.integer({ min: 0, max: 90_000 })),
  redressState: fc.constant('paid'),
  redressMinor: fc.integer({ min: 0, max: 20_000 }),
  cycle: fc.integer({ min: 1, max: 3 }),
  whatChangedTold: fc.constant(true),
}) as fc.Arbitrary<Partial<OneUpFacts>>;

/** What must not enter it: how somebody speaks, and by which way. */
const anyManner = fc.record({
  mood: fc.constantFrom('calm', 'upset', 'angry'),
  language: fc.option(fc.constantFrom('en', 'de', 'pt-BR', 'ar')),
  channel: fc.constantFrom('phone', 'email', 'chat', 'in_person', 'web_form'),
  category: fc.option(fc.constantFrom('billing', 'website', 'staff_sales')),
  present: fc.boolean(),
}) as fc.Arbitrary<Partial<OneUpFacts>>;

function bandOf(facts: OneUpFacts) {
  const { ranked } = rank(STARTERS, facts, NOW);
  const worth = ranked.map(({ code, costMinor, faceMinor, needs }) => ({ code, costMinor, faceMinor, needs }));
  return {
    costCap: costCapMinor(facts.severity),
    worthCap: worthCapMinor(facts.priceMinor, facts.lossMinor),
    problems: STARTERS.map((type) => valueProblem(type, facts)),
    worth: worth.sort((a, b) => a.code.localeCompare(b.code)),
  };
}

test('mood, language, channel and touch point never change what a gift may cost and be worth, nor which gifts there are', () => {
  fc.assert(
    fc.property(anyMatter, anyManner, anyManner, (matter, one, other) => {
      expect(bandOf(oneUpFacts({ ...matter, ...one }))).toEqual(bandOf(oneUpFacts({ ...matter, ...other })));
    }),
    { numRuns: 300 },
  );
});

test('who works the ticket changes whom it needs, never the band', () => {
  fc.assert(
    fc.property(anyMatter, anyManner, fc.constantFrom('agent', 'senior_agent', 'lead', 'manager'), (matter, manner, role) => {
      const actor = { staffId: 'somebody', roles: [role] as const };
      const [mine, theirs] = [bandOf(oneUpFacts({ ...matter, ...manner, actor })), bandOf(oneUpFacts({ ...matter, ...manner }))];
      expect(mine.worth.map(({ code, costMinor, faceMinor }) => [code, costMinor, faceMinor])).toEqual(
        theirs.worth.map(({ code, costMinor, faceMinor }) => [code, costMinor, faceMinor]),
      );
    }),
  );
});

test('the band does change with how bad it was and how much was lost', () => {
  expect(bandOf(oneUpFacts({ severity: 'S4' })).costCap).toBe(1000);
  expect(bandOf(oneUpFacts({ severity: 'S2' })).costCap).toBe(7500);
  expect(bandOf(oneUpFacts({ lossMinor: 1000 })).worthCap).toBe(1500);
  expect(bandOf(oneUpFacts({ severity: 'S4' })).worth).not.toEqual(bandOf(oneUpFacts({ severity: 'S2' })).worth);
});

test('nothing that the rules read says what a customer is worth, what they are called, or who follows them', () => {
  const facts = Object.keys(oneUpFacts());
  for (const word of [/customerValue/i, /name/i, /follower/i, /lifetime/i, /tier/i])
    expect(facts.filter((key) => word.test(key))).toEqual([]);
});

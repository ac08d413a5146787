import { factsOf, textIn } from './gesture-terms.rules';
import { catalogueProblems } from './gesture-type.rules';
import { STARTER_GESTURES } from './starter-gestures.rules';
import { SET_KEYS, STARTER_SETS } from './starter-sets.rules';

const ALL = SET_KEYS.flatMap((key) => STARTER_SETS[key].gifts);

test.each(SET_KEYS)('the set for "%s" has eight to twelve gifts, of money, things, help, attention and time', (key) => {
  const { gifts } = STARTER_SETS[key];
  expect(gifts.length).toBeGreaterThanOrEqual(8);
  expect(gifts.length).toBeLessThanOrEqual(12);
  const classes = new Set(gifts.map(({ terms }) => terms.class));
  expect([...classes].sort()).toEqual(['attention', 'goods', 'money_now', 'service', 'time']);
});

test.each(ALL.map((gift) => [gift.code, gift] as const))(
  'the gift %s may stand in the catalogue and says what it is and why',
  (code, { terms }) => {
    expect(catalogueProblems(factsOf(code, 'active', { ...terms, currency: 'USD' }))).toEqual([]);
    for (const text of [textIn(terms.customerText, 'en'), textIn(terms.reasonLine, 'en')]) expect(text).toMatch(/^.{20,}[.]$/);
    expect(terms.costMinor).toBeGreaterThan(0);
  },
);

test('edge 107: what not everybody can take is marked in the sets', () => {
  const marked = ALL.filter(({ terms }) => terms.eligible.restricted).map(({ code }) => code);
  expect(marked).toEqual(['retail_tasting_box', 'hotel_fruit_plate', 'hotel_bottle_of_wine']);
});

test('no two gifts share a code, so that sets can be taken together', () => {
  const codes = [...STARTER_GESTURES, ...ALL].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

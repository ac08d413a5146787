import fc from 'fast-check';
import { type Cell, compareGroups, pooled } from './fairness.rules';

interface Offer {
  group: string;
  stratum: string;
  cost: number;
}

/** Offers one by one, counted the slow way. */
function cellsOf(offers: readonly Offer[]): Cell[] {
  const keys = [...new Set(offers.map(({ group, stratum }) => `${group}|${stratum}`))];
  return keys.map((key) => {
    const [group = '', stratum = ''] = key.split('|');
    const costs = offers.filter((offer) => offer.group === group && offer.stratum === stratum).map(({ cost }) => cost);
    const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    const squares = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0);
    return { group, stratum, n: costs.length, mean, variance: costs.length > 1 ? squares / (costs.length - 1) : null };
  });
}

function many(group: string, stratum: string, n: number, cost: number): Offer[] {
  return Array.from({ length: n }, (_, index) => ({ group, stratum, cost: cost + (index % 2 === 0 ? 100 : -100) }));
}

const of = (offers: Offer[], group: string) => compareGroups(cellsOf(offers)).find((one) => one.group === group);

const anyOffer = fc.record({
  group: fc.constantFrom('a', 'b', 'c'),
  stratum: fc.constantFrom('x', 'y', 'z'),
  cost: fc.integer({ min: 1, max: 5000 }),
});
const anyOffers = fc.array(anyOffer, { minLength: 1, maxLength: 60 });

test('a shop that gives half as much for the same failure is flagged, with an interval that leaves no doubt', () => {
  const found = of([...many('north', 'x', 40, 1000), ...many('south', 'x', 40, 500)], 'south');
  expect(found).toMatchObject({ offers: 40, meanMinor: 500, compared: 40, others: 40, flagged: true, ratio: 0.5 });
  expect(found?.interval95?.[1]).toBeLessThan(0.8);
});

test('a shop that merely has more serious matters is not', () => {
  const offers = [...many('north', 'small', 60, 500), ...many('north', 'big', 30, 2000)];
  offers.push(...many('south', 'small', 30, 500), ...many('south', 'big', 60, 2000));
  expect(of(offers, 'south')).toMatchObject({ meanMinor: 1500, flagged: false });
  expect(of(offers, 'south')?.ratio).toBeCloseTo(1, 10);
});

test('fewer than 30 offers on either side flag nobody', () => {
  expect(of([...many('north', 'x', 40, 1000), ...many('south', 'x', 29, 100)], 'south')).toMatchObject({ flagged: false });
  expect(of([...many('north', 'x', 29, 1000), ...many('south', 'x', 40, 100)], 'south')).toMatchObject({ flagged: false });
});

test('offers in matters that nobody else had are counted and not compared', () => {
  const offers = [...many('north', 'x', 30, 1000), ...many('south', 'x', 30, 1000), ...many('south', 'rare', 10, 9000)];
  expect(of(offers, 'south')).toMatchObject({ offers: 40, compared: 30, others: 30, flagged: false });
  expect(of(offers, 'south')?.ratio).toBeCloseTo(1, 10);
});

test('a group on its own has nobody to be compared with', () => {
  expect(of(many('north', 'x', 40, 1000), 'north')).toMatchObject({ ratio: null, adjustedMinor: null, interval90: null, flagged: false });
});

test('exactly 0.8 and 1.25 are fair', () => {
  expect(of([...many('north', 'x', 40, 1000), ...many('south', 'x', 40, 1250)], 'south')).toMatchObject({ ratio: 1.25, flagged: false });
  expect(of([...many('north', 'x', 40, 1000), ...many('south', 'x', 40, 1251)], 'south')).toMatchObject({ flagged: true });
  expect(of([...many('north', 'x', 40, 1000), ...many('south', 'x', 40, 800)], 'south')).toMatchObject({ ratio: 0.8, flagged: false });
});

test('the interval is the one worked out by hand', () => {
  // both sides: one stratum, 4 offers of 900, 1100, 900, 1100: variance 40000/3, V = 10000/3, over 1000² twice
  const found = of([...many('north', 'x', 4, 1000), ...many('south', 'x', 4, 1000)], 'south');
  const deviation = Math.sqrt((2 * (40_000 / 3 / 4)) / 1_000_000);
  expect(found?.interval90?.[0]).toBeCloseTo(Math.exp(-1.645 * deviation), 10);
  expect(found?.interval90?.[1]).toBeCloseTo(Math.exp(1.645 * deviation), 10);
  expect(found?.interval95?.[1]).toBeCloseTo(Math.exp(1.96 * deviation), 10);
});

test('an interval that would say nothing is left out, and no other is endless', () => {
  const offers = [1, 2193].map((cost) => ({ group: 'a', stratum: 'y', cost }));
  offers.push({ group: 'b', stratum: 'y', cost: 4 });
  expect(of(offers, 'b')).toMatchObject({ interval90: null, interval95: null, flagged: false });
  expect(of(offers, 'b')?.ratio).toBeGreaterThan(0);
  fc.assert(
    fc.property(anyOffers, (some) => {
      for (const { ratio, interval95 } of compareGroups(cellsOf(some))) {
        if (interval95 === null) continue;
        expect(interval95.every((end) => Number.isFinite(end) && end > 0)).toBe(true);
        expect(interval95[0]).toBeLessThanOrEqual(ratio ?? NaN);
        expect(interval95[1]).toBeGreaterThanOrEqual(ratio ?? NaN);
      }
    }),
  );
});

test('the adjusted means are those of counting offers one by one', () => {
  fc.assert(
    fc.property(anyOffers, (offers) => {
      for (const found of compareGroups(cellsOf(offers))) {
        let [own, rest, weights] = [0, 0, 0];
        for (const stratum of ['x', 'y', 'z']) {
          const here = offers.filter((offer) => offer.stratum === stratum);
          const [mine, theirs] = [here.filter(({ group }) => group === found.group), here.filter(({ group }) => group !== found.group)];
          if (mine.length === 0 || theirs.length === 0) continue;
          weights += here.length;
          own += (here.length * mine.reduce((sum, { cost }) => sum + cost, 0)) / mine.length;
          rest += (here.length * theirs.reduce((sum, { cost }) => sum + cost, 0)) / theirs.length;
        }
        if (weights === 0) expect(found.ratio).toBeNull();
        else expect(found.ratio).toBeCloseTo(own / rest, 8);
      }
    }),
  );
});

test('giving everything ten times as much changes no ratio and no interval', () => {
  fc.assert(
    fc.property(anyOffers, (offers) => {
      const before = compareGroups(cellsOf(offers));
      const after = new Map(compareGroups(cellsOf(offers.map((one) => ({ ...one, cost: one.cost * 10 })))).map((one) => [one.group, one]));
      for (const { group, ratio, interval95 } of before) {
        if (ratio === null) expect(after.get(group)?.ratio).toBeNull();
        else {
          expect(after.get(group)?.ratio).toBeCloseTo(ratio, 6);
          expect(Math.log(after.get(group)?.interval95?.[1] ?? 1)).toBeCloseTo(Math.log(interval95?.[1] ?? 1), 6);
        }
      }
    }),
  );
});

test('of two groups one is as far above as the other is below', () => {
  fc.assert(
    fc.property(anyOffers, (offers) => {
      const two = offers.map((offer) => ({ ...offer, group: offer.group === 'a' ? 'a' : 'b' }));
      const [a, b] = [of(two, 'a'), of(two, 'b')];
      if (!a?.ratio || !b?.ratio) return;
      expect(a.ratio * b.ratio).toBeCloseTo(1, 8);
    }),
  );
});

test('cells put together have the mean and the variance of their offers', () => {
  fc.assert(
    fc.property(anyOffers, (offers) => {
      const whole = pooled(cellsOf(offers));
      const [expected] = cellsOf(offers.map((offer) => ({ ...offer, group: 'all', stratum: 'all' })));
      expect(whole.n).toBe(expected?.n);
      expect(whole.mean).toBeCloseTo(expected?.mean ?? NaN, 6);
      const variance = expected?.variance ?? null;
      if (variance === null) expect(whole.variance).toBeNull();
      else expect(whole.variance).toBeCloseTo(variance, 3);
    }),
  );
});

test('more offers of the same kind make the interval narrower', () => {
  const width = (n: number): number => {
    const [low, high] = of([...many('north', 'x', n, 1000), ...many('south', 'x', n, 900)], 'south')?.interval90 ?? [0, 0];
    return high - low;
  };
  expect(width(200)).toBeLessThan(width(50));
});

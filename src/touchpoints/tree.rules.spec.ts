import fc from 'fast-check';
import { lineOf, MOST_LEVELS, placeProblem, reordered, subtreeOf, type Twig } from './tree.rules';
import { inReadingOrder } from './twig-views.rules';

const twig = (id: string, parentId: string | null = null, position = 1): Twig => ({ id, parentId, position });
const tree = [twig('shop'), twig('till', 'shop'), twig('queue', 'till'), twig('web', null, 2)];

test('a touch point cannot go below itself', () => {
  expect(placeProblem(tree, 'shop', 'shop')).toMatch(/below itself/);
  expect(placeProblem(tree, 'shop', 'queue')).toMatch(/below itself/);
});

test('a fourth level is refused, for a new one and for one that brings others along', () => {
  expect(placeProblem(tree, null, 'queue')).toMatch(/at most 3 levels/);
  expect(placeProblem(tree, 'shop', 'web')).toMatch(/at most 3 levels/);
  expect(placeProblem(tree, 'till', 'web')).toBeNull();
  expect(placeProblem(tree, null, 'till')).toBeNull();
  expect(placeProblem(tree, 'queue', null)).toBeNull();
});

test('no sequence of allowed moves makes a ring or a fourth level', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const move = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids)));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let rows = ids.map((id) => twig(id));
      for (const [id, parentId] of moves) {
        if (placeProblem(rows, id, parentId) === null) rows = rows.map((row) => (row.id === id ? { ...row, parentId } : row));
      }
      for (const { id } of rows) {
        const line = lineOf(rows, id);
        expect(line.length).toBeLessThanOrEqual(MOST_LEVELS);
        expect(rows.find((row) => row.id === line.at(-1))?.parentId).toBeNull();
      }
      expect(ids.filter((id) => subtreeOf(rows, id).includes('a')).sort()).toEqual(lineOf(rows, 'a').sort());
    }),
  );
});

test('a ring that should never be stored ends the walk and not the program', () => {
  expect(lineOf([twig('a', 'b'), twig('b', 'a')], 'a')).toEqual(['a', 'b']);
});

describe('the order among brothers', () => {
  const brothers = [twig('a', null, 1), twig('b', null, 2), twig('c', null, 3)];

  test('one that moves pushes the others aside', () => {
    expect(reordered(brothers, 'c', 1)).toEqual(
      new Map([
        ['c', 1],
        ['a', 2],
        ['b', 3],
      ]),
    );
    expect(reordered(brothers, 'a', 2)).toEqual(
      new Map([
        ['b', 1],
        ['a', 2],
      ]),
    );
    expect(reordered(brothers, 'a', 99)).toEqual(
      new Map([
        ['b', 1],
        ['c', 2],
        ['a', 3],
      ]),
    );
  });

  test('one that stays changes nothing, a new one comes last', () => {
    expect(reordered(brothers, 'b', undefined)).toEqual(new Map());
    expect(reordered(brothers, 'new', undefined)).toEqual(new Map([['new', 4]]));
    expect(reordered(brothers, 'new', 2)).toEqual(
      new Map([
        ['new', 2],
        ['b', 3],
        ['c', 4],
      ]),
    );
  });

  test('places are always 1 to n, and the others keep their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(7),
        (ids, position, which) => {
          const rows = ids.map((id, i) => twig(id, null, i * 3));
          const id = ids[which % ids.length] ?? 'a';
          const places = new Map([...rows.map((row) => [row.id, row.position] as const), ...reordered(rows, id, position)]);
          const order = [...places].sort((a, b) => a[1] - b[1]);
          expect(order.map(([, place]) => place)).toEqual(ids.map((_, i) => i + 1));
          expect(order.map(([each]) => each).filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id));
          expect(places.get(id)).toBe(Math.min(position, ids.length));
        },
      ),
    );
  });
});

test('the list reads like the journey: phase, place, and each before those below it; what lies below a hidden one is hidden', () => {
  const named = (id: string, phase: 'before' | 'during' | 'after', parentId: string | null, position: number, hidden = false) => ({
    ...twig(id, parentId, position),
    key: id,
    name: id,
    phase,
    hidden,
    version: 1,
  });
  const rows = [
    named('bill', 'after', null, 1),
    named('till', 'during', 'shop', 2),
    named('shop', 'during', null, 1, true),
    named('door', 'during', 'shop', 1),
    named('web', 'during', null, 7),
    named('ad', 'before', null, 1),
  ];
  const list = inReadingOrder(rows).map(({ shape }) => [shape.key, shape.parent, shape.level, shape.position, shape.hidden]);
  expect(list).toEqual([
    ['ad', null, 1, 1, false],
    ['shop', null, 1, 1, true],
    ['door', 'shop', 2, 1, true],
    ['till', 'shop', 2, 2, true],
    ['web', null, 1, 2, false],
    ['bill', null, 1, 1, false],
  ]);
});

import { parentsFor, placeAfter, type Twig } from './twigs.rules';

const twig = (key: string, parent: string | null, level: number, phase = 'before', hidden = false): Twig => ({
  key,
  name: key,
  parent,
  level,
  hidden,
  phase,
  version: 1,
});
const ad = twig('ad', null, 1);
const shop = twig('shop', null, 1);
const door = twig('door', 'shop', 2);
const bell = twig('bell', 'door', 3);
const sign = twig('sign', 'shop', 2);
const till = twig('till', null, 1, 'during');
const ROWS = [ad, shop, door, bell, sign, till];

test('one goes up or down among its own: those of another phase or another parent do not count', () => {
  expect(placeAfter(ROWS, shop, -1)).toBe(1);
  expect(placeAfter(ROWS, shop, 1)).toBeNull();
  expect(placeAfter(ROWS, door, 1)).toBe(2);
  expect(placeAfter(ROWS, door, -1)).toBeNull();
});

test('nothing can lie below itself, below the lowest level, or below something hidden', () => {
  const keys = (rows: readonly Twig[]): string[] => rows.map(({ key }) => key);
  expect(keys(parentsFor(ROWS, shop))).toEqual(['ad', 'till']);
  expect(keys(parentsFor(ROWS, null))).toEqual(['ad', 'shop', 'door', 'sign', 'till']);
  expect(keys(parentsFor([ad, { ...shop, hidden: true }], null))).toEqual(['ad']);
});

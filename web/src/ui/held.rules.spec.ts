import { changesBetween } from './held.rules';

const of = (line: string): string[] => [...line];

test('nothing changed is no change', () => {
  expect(changesBetween(of('abcd'), of('abcd'))).toBe(0);
  expect(changesBetween([], [])).toBe(0);
});

test('a new row at the top is one change, although every other row moves down', () => {
  expect(changesBetween(of('abcd'), of('xabcd'))).toBe(1);
});

test('a row that left is one change, and one that changed places too', () => {
  expect(changesBetween(of('abcd'), of('acd'))).toBe(1);
  expect(changesBetween(of('abcd'), of('dabc'))).toBe(1);
  expect(changesBetween(of('abcd'), of('bcda'))).toBe(1);
});

test('changes add up: one came, one left, one moved', () => {
  expect(changesBetween(of('abcd'), of('dxab'))).toBe(3);
});

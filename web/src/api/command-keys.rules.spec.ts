import { commandKeys } from './command-keys.rules';

const made = () => {
  let count = 0;
  return commandKeys(() => `key ${String((count += 1))}`);
};
const WRITE = 'POST /api/v1/tickets/1/nudge {}';

test('a write whose answer was lost goes out again under the same key, until there is an answer', () => {
  const keys = made();
  const first = keys.forWrite(WRITE, 0);
  keys.lost(WRITE, first, 0);
  expect(keys.forWrite(WRITE, 1_000)).toBe(first);
  keys.answered(WRITE);
  expect(keys.forWrite(WRITE, 2_000)).not.toBe(first);
});

test('other words, and the same words much later, are another write', () => {
  const keys = made();
  const first = keys.forWrite(WRITE, 0);
  keys.lost(WRITE, first, 0);
  expect(keys.forWrite(`${WRITE} more`, 1_000)).not.toBe(first);
  expect(keys.forWrite(WRITE, 10 * 60_000)).not.toBe(first);
});

test('where the desk took other words under a key, the form goes on under a new one, again and again', () => {
  const keys = made();
  expect(keys.inPlaceOf('form')).toBe('form');
  keys.taken('form');
  const second = keys.inPlaceOf('form');
  expect(second).not.toBe('form');
  keys.taken(second);
  expect([second, 'form']).not.toContain(keys.inPlaceOf('form'));
  expect(keys.inPlaceOf('other form')).toBe('other form');
});

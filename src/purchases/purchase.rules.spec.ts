import { headerProblem, readPurchase } from './purchase.rules';

const NOW = new Date('2026-11-16T15:00:00Z');
const SALE = {
  source_id: 'T-1',
  at: '2026-11-15T10:00:00+01:00',
  amount_minor: '1250',
  margin_minor: '400',
  currency: 'usd',
  email: 'ann@example.test',
};

test('a sale is read, its currency in capitals and its time as an instant', () => {
  expect(readPurchase(SALE, NOW, 'csv')).toEqual({
    purchase: {
      source: 'csv',
      sourceId: 'T-1',
      at: new Date('2026-11-15T09:00:00Z'),
      amountMinor: 1250,
      marginMinor: 400,
      currency: 'USD',
      externalId: null,
      email: 'ann@example.test',
      phone: null,
    },
  });
});

test('a return is a negative amount, and a till that does not know its margin leaves it out', () => {
  expect(readPurchase({ ...SALE, amount_minor: '-1250', margin_minor: '' }, NOW, 'csv')).toMatchObject({
    purchase: { amountMinor: -1250, marginMinor: null },
  });
});

test.each([
  [{ source_id: ' ' }, 'source_id is missing: the till’s own number of this sale.'],
  [{ at: '2026-11-15' }, 'at must be an instant with its offset, such as 2026-11-16T15:00:00Z.'],
  [{ at: '2026-02-30T10:00:00Z' }, 'at must be an instant with its offset, such as 2026-11-16T15:00:00Z.'],
  [{ at: '2026-11-18T10:00:00Z' }, 'at lies in the future.'],
  [{ amount_minor: '12.50' }, 'amount_minor must be a whole number in the smallest unit, such as 1250 for 12.50.'],
  [{ currency: 'dollars' }, 'currency must have three letters, such as USD.'],
  [{ email: '' }, 'Nobody is named: fill one of external_id, email, phone.'],
])('%j is refused with a sentence', (over, problem) => {
  expect(readPurchase({ ...SALE, ...over }, NOW, 'csv')).toEqual({ problems: [problem] });
});

test('everything that is wrong is said at once', () => {
  expect(readPurchase({}, NOW, 'csv')).toMatchObject({ problems: { length: 5 } });
});

test('a header says which columns are missing, unknown or doubled', () => {
  expect(headerProblem(['source_id', 'at', 'amount_minor', 'currency', 'email'])).toBeNull();
  expect(headerProblem(['source_id', 'at', 'email'])).toMatch(/^The column amount_minor, currency is missing\./);
  expect(headerProblem(['source_id', 'at', 'amount_minor', 'currency'])).toMatch(/^Who bought is missing/);
  expect(headerProblem(['source_id', 'at', 'amount_minor', 'currency', 'email', 'colour'])).toMatch(/^Nobody knows the column colour\./);
  expect(headerProblem(['source_id', 'at', 'amount_minor', 'currency', 'email', 'email'])).toBe('A column stands in the file twice.');
});

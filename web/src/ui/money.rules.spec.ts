import { readMoney, writeMoney } from './money.rules';

test('amounts are read as people type them, into the smallest unit', () => {
  const read = ['12', '12.5', '12,50', '1,234.50', '1,000', '٢٥٫٥', ' 7 '].map((typed) => readMoney(typed, 'USD'));
  expect(read).toEqual([1200, 1250, 1250, 123450, 100000, 2550, 700]);
});

test('a currency without decimals takes none', () => {
  expect([readMoney('500', 'JPY'), readMoney('5.5', 'JPY')]).toEqual([500, null]);
  expect(readMoney('1.250', 'KWD')).toBe(1250);
});

test('what is no amount is not guessed at', () => {
  expect(['', 'ten', '-5', '1.2.3', '12.555'].map((typed) => readMoney(typed, 'USD'))).toEqual([null, null, null, null, null]);
});

test('what is written into a box is read back as the same amount', () => {
  for (const [minor, currency] of [
    [0, 'USD'],
    [1250, 'USD'],
    [123456789, 'EUR'],
    [500, 'JPY'],
    [1255, 'KWD'],
  ] as const)
    expect(readMoney(writeMoney(minor, currency), currency)).toBe(minor);
});

import { partsOf } from './mail-limits.rules';

const parts = (n: number, boundary = 'b1'): string =>
  Array.from({ length: n }, () => `--${boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n`).join('');

test('parts are counted by the boundaries that the mail declares', () => {
  expect(partsOf('Subject: x\r\n\r\nhello\r\n--b1\r\n')).toBe(1);
  expect(partsOf(`Content-Type: multipart/mixed; boundary="b1"\r\n\r\n${parts(3)}--b1--\r\n`)).toBe(3);
  expect(partsOf(`Content-Type: multipart/mixed;\r\n boundary = b1\r\n\r\n${parts(10_000)}`)).toBe(10_000);
});

test('a signature of dashes is no part', () => {
  expect(partsOf('Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\r\nhello\r\n-- \r\nAnn\r\n--b1--\r\n')).toBe(1);
});

test('a mail that declares thousands of boundaries has too many parts', () => {
  const many = Array.from({ length: 5000 }, (_, n) => `Content-Type: multipart/mixed; boundary=x${String(n)}\r\n`).join('');
  expect(partsOf(many)).toBeGreaterThan(200);
});

test('25 MB of dashes are counted in one go', () => {
  expect(partsOf(`boundary=b\n${'-'.repeat(25_000_000)}`)).toBe(1);
});

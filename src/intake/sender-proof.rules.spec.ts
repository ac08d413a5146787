import { senderProof } from './sender-proof.rules';

const proof = (...values: string[]) =>
  senderProof(
    values.map((value) => ({ key: 'authentication-results', value })),
    'mx.desk.test',
    'Ann@a.test',
  );

test.each([
  ['mx.desk.test; spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test', 'passed'],
  ['mx.desk.test 1; dmarc=pass (p=REJECT) header.from=a.test', 'passed'],
  ['mx.desk.test; spf=fail smtp.mailfrom=a.test; dkim=none; dmarc=fail (p=none) header.from=a.test', 'failed'],
  ['MX.Desk.Test; DMARC=Fail header.from=a.test', 'failed'],
  ['mx.desk.test; spf=fail smtp.mailfrom=a.test; dkim=none; dmarc=none', 'failed'],
  ['mx.desk.test; dkim=fail (bad signature) header.d=a.test; spf=none', 'failed'],
  // somebody forwards: the signature still holds
  ['mx.desk.test; spf=fail; dkim=pass header.d=list.test; dmarc=none', 'unproved'],
  ['mx.desk.test; spf=fail; dkim=pass; dmarc=none', 'unproved'],
  ['mx.desk.test; spf=softfail; dkim=none', 'unproved'],
  ['mx.desk.test; dmarc=temperror', 'unproved'],
  ['mx.desk.test; none', 'unproved'],
] as const)('what the server in front of us found is read: %s', (header, verdict) => {
  expect(proof(header)?.verdict).toBe(verdict);
});

test.each([
  ['mx.desk.test; dkim=pass header.d=A.test header.s=x', 'passed'],
  ['mx.desk.test; spf=pass (10.0.0.1) smtp.mailfrom=bounce@a.test; dkim=none', 'passed'],
  ['mx.desk.test; dkim=pass header.d=list.test; dkim=pass header.d=a.test; dmarc=none', 'passed'],
  // the domain that people see is another one
  ['mx.desk.test; spf=pass smtp.mailfrom=evil.test; dkim=pass header.d=evil.test', 'unproved'],
  ['mx.desk.test; dkim=pass header.d=a.test.evil.test; spf=pass smtp.mailfrom=a.test@evil.test', 'unproved'],
  ['mx.desk.test; dkim=fail header.d=a.test; spf=pass smtp.helo=a.test', 'unproved'],
  // what the server said about DMARC itself holds
  ['mx.desk.test; dkim=pass header.d=a.test; dmarc=fail', 'failed'],
] as const)('where nothing is said about DMARC, SPF or DKIM for the very domain in From proves it: %s', (header, verdict) => {
  expect(proof(header)?.verdict).toBe(verdict);
});

test('what it found is kept in short', () => {
  expect(proof('mx.desk.test; spf=pass smtp.mailfrom=a.test;\r\n dkim=fail (x); dkim=pass; dmarc=pass')?.results).toBe(
    'spf=pass dkim=fail dkim=pass dmarc=pass',
  );
  expect(proof()).toEqual({ verdict: 'unproved', results: null });
});

test('a header that somebody else wrote proves nothing, in neither direction', () => {
  expect(proof('mx.evil.test; dmarc=pass', 'mx.desk.test.evil.test; dmarc=pass')).toEqual({ verdict: 'unproved', results: null });
  expect(proof('evil.test; dmarc=fail')?.verdict).toBe('unproved');
});

test('one that came with the mail in our server’s name stands below what our server found, and counts for nothing', () => {
  expect(proof('mx.desk.test; spf=fail; dkim=none; dmarc=fail', 'mx.desk.test; spf=pass; dkim=pass; dmarc=pass')?.verdict).toBe('failed');
  expect(proof('mx.desk.test; dkim=none', 'mx.desk.test; dmarc=fail', 'mx.desk.test; dmarc=pass')?.verdict).toBe('failed');
});

test('words in a comment or in quotes are no result', () => {
  expect(proof('mx.desk.test; spf=none (ha; dmarc=pass); dmarc=fail')?.verdict).toBe('failed');
  expect(proof('mx.desk.test; dkim=none reason="x; dmarc=pass"; spf=fail')?.verdict).toBe('failed');
});

test('without a server that is believed nothing is said about any mail', () => {
  expect(senderProof([{ key: 'authentication-results', value: 'mx.desk.test; dmarc=fail' }], null, 'ann@a.test')).toBeNull();
});

test('a header of any length is read in no time', () => {
  const long = `mx.desk.test; ${'spf=pass ('.repeat(20_000)}`;
  expect(proof(long, `mx.desk.test${' '.repeat(100_000)}`, `mx.desk.test; ${'"'.repeat(100_000)}`)?.verdict).toBe('unproved');
});

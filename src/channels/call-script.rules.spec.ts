import { followUpCall } from './call-script.rules';

const call = {
  severity: 'S2',
  customerName: 'Ann Lee',
  ref: 'R-1001',
  fixSummary: 'The wheel is on again.',
  gesture: null,
  zone: 'America/New_York',
  ownContacts: [],
  languages: ['en'],
  canBeCalled: true,
  now: new Date('2026-11-24T14:20:00Z'), // Tuesday, 09:20 in New York
} as const;

test('a customer who wrote at two in the afternoon is best called from then on', () => {
  const ownContacts = ['2026-11-20T19:05:00Z', '2026-11-21T19:40:00Z', '2026-11-22T23:00:00Z'].map((at) => new Date(at));
  expect(followUpCall({ ...call, ownContacts }).bestFrom.toISOString()).toBe('2026-11-24T19:20:00.000Z');
});

test('whoever writes at night is called when the morning begins, and where nothing is known, before noon', () => {
  expect(followUpCall({ ...call, ownContacts: [new Date('2026-11-20T08:00:00Z')] }).bestFrom.toISOString()).toBe(
    '2026-11-25T13:00:00.000Z',
  );
  expect(followUpCall(call).bestFrom.toISOString()).toBe('2026-11-24T16:20:00.000Z');
});

test('after something dangerous the first question is whether everybody is well', () => {
  expect(followUpCall({ ...call, severity: 'S1' }).script).toContain('safe and well');
  expect(followUpCall(call).script).toContain('The wheel is on again.');
});

test('what to say is in the customer’s language where we have words in it, else in that of the house', () => {
  expect(followUpCall({ ...call, languages: ['de-ch', 'de', 'en'] }).script).toContain('Rufen Sie Ann Lee zu R-1001 an.');
  expect(followUpCall({ ...call, languages: ['pt-br', 'pt', 'es', 'en'] }).script).toContain('Llame a Ann Lee por R-1001.');
  expect(followUpCall({ ...call, languages: ['ar'] }).script).toContain('R-1001');
  expect(followUpCall({ ...call, languages: ['tlh'] }).script).toContain('Call Ann Lee about R-1001.');
});

test('whoever has no number that may be called is asked for one first', () => {
  expect(followUpCall({ ...call, canBeCalled: false }).script).toMatch(/^We know no number/);
});

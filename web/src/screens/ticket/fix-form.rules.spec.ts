import { bodyOf, emptyFix, missingIn } from './fix-form.rules';

const first = { again: false, contact: false, currency: 'USD' };
const done = { ...emptyFix({ failureClass: 'failed_service', fault: 'unknown' }), summary: 'We fitted the brake again and tried it.' };

test('what was done is the only thing nobody can guess', () => {
  expect(missingIn({ ...done, summary: 'Repaired.' }, first)).toEqual(['summary']);
  expect(missingIn(done, first)).toEqual([]);
  expect(bodyOf(done, first)).toEqual({
    kind: 'repair',
    summary: 'We fitted the brake again and tried it.',
    decision: 'upheld',
    fault: 'ours',
    cause: 'unknown_yet',
    failureClass: 'failed_service',
    apology: { given: true },
  });
});

test('a second fix says what is different this time, and a new ticket who was spoken to', () => {
  expect(missingIn(done, { ...first, again: true, contact: true })).toEqual(['note', 'whatChanged']);
  const body = bodyOf({ ...done, note: 'Told her on the phone.' }, { ...first, contact: true });
  expect(body.contact).toEqual({ how: 'call', channel: 'phone', note: 'Told her on the phone.' });
});

test('a complaint that is turned down needs the reason and what the customer can do next', () => {
  const no = { ...done, decision: 'not_upheld' } as const;
  expect(missingIn(no, first)).toEqual(['whyNot', 'nextStep']);
  expect(bodyOf({ ...no, whyNot: 'It was as agreed.', nextStep: 'Ask the ombudsman.' }, first).notUpheld?.nextStep).toBe(
    'Ask the ombudsman.',
  );
});

test('money that is owed has an amount, a way, and a day when it is not paid yet', () => {
  const pays = { ...done, pays: true, paid: false };
  expect(missingIn(pays, first)).toEqual(['amount', 'method', 'dueOn']);
  const body = bodyOf({ ...pays, amount: '12.50', method: 'card', dueOn: '2026-11-20' }, first);
  expect(body.redress).toMatchObject({ amountMinor: 1250, currency: 'USD', state: 'scheduled', dueOn: '2026-11-20' });
});

test('a loss that cannot be read is named instead of being left out; none at all is fine', () => {
  expect(missingIn({ ...done, loss: 'about 20' }, first)).toEqual(['loss']);
  expect(missingIn({ ...done, loss: '  ' }, first)).toEqual([]);
  expect(bodyOf({ ...done, loss: '20,50' }, first).lossMinor).toBe(2050);
});

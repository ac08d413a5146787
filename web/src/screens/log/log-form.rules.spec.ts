import { agreedIn, bodyOf, countsAsKey, emptyForm, isTouched, missingIn, readWho, spokenTo } from './log-form.rules';

const told = { ...emptyForm('phone'), who: 'Ann Lee', text: 'The parcel came open.', touchPoint: 'store_office' };

test('who, what and where are asked for, in the order of the form, and nothing else', () => {
  expect(missingIn(emptyForm('phone'))).toEqual(['who', 'text', 'touchPoint']);
  expect(missingIn(told)).toEqual([]);
});

test('a customer who wants no name, or words added to a ticket, need no "who"', () => {
  expect(missingIn({ ...told, who: '', anonymous: true })).toEqual([]);
  expect(missingIn({ ...told, who: '', addTo: { id: 'x', number: 1001 } })).toEqual([]);
});

test('a fix on the spot needs a sentence about what was done', () => {
  const fixed = { summary: 'Replaced.', kind: 'replace', fault: 'ours', cause: 'unknown_yet', apology: true } as const;
  expect(missingIn({ ...told, fixed })).toEqual(['fixSummary']);
  expect(missingIn({ ...told, fixed: { ...fixed, summary: 'Given a new parcel at the counter.' } })).toEqual([]);
});

test('one box takes a number, an e-mail address or a name', () => {
  expect(readWho(' +1 (212) 555-0143 ')).toEqual({ phone: '+1 (212) 555-0143' });
  expect(readWho('ann@lee.test')).toEqual({ email: 'ann@lee.test' });
  expect(readWho('Ann Lee')).toEqual({ name: 'Ann Lee' });
  expect(readWho('  ')).toEqual({});
});

test('a chosen customer is named by id, and what was typed beside it is not sent', () => {
  expect(bodyOf({ ...told, customer: { id: 'c1', name: 'Ann' } }, 'en').customer).toEqual({ id: 'c1' });
  expect(bodyOf({ ...told, anonymous: true }, 'en')).not.toHaveProperty('customer');
});

test('what nobody chose is left to the desk', () => {
  const body = bodyOf(told, 'en');
  for (const field of ['severity', 'wants', 'holds', 'language', 'ticket', 'fix', 'callId', 'holdSeconds'])
    expect(body).not.toHaveProperty(field);
});

test('the caller is spoken to in their own language where it is known, else in the one of the page', () => {
  const customer = { id: 'c1', name: 'Ann', language: 'de-CH' };
  expect(bodyOf({ ...told, customer }, 'fr').speak).toBe('de');
  expect(spokenTo({ ...told, customer: { ...customer, language: 'pt' } }, 'fr')).toBe('fr');
  expect(spokenTo(told, 'ar')).toBe('ar');
});

test('the number of an order stands below the words, once', () => {
  expect(bodyOf({ ...told, order: ' 4711 ' }, 'en', 'Order: 4711').text).toBe('The parcel came open.\n\nOrder: 4711');
  expect(bodyOf({ ...told, order: '4711', text: 'Order 4711 came open.' }, 'en', 'Order: 4711').text).toBe('Order 4711 came open.');
});

test('a time that was not understood is asked for again; whoever writes, or has it put right, is promised none', () => {
  const vague = { ...told, promise: 'soon' };
  expect(missingIn(vague)).toEqual(['promise']);
  expect(missingIn({ ...vague, channel: 'email' })).toEqual([]);
  const agreed = { ...told, promise: '17:00', promiseAt: '2027-06-07T15:00:00.000Z' };
  expect(agreedIn(agreed, 'News by 17:00.')).toEqual({
    contactBy: null,
    promise: { at: '2027-06-07T15:00:00.000Z', channel: 'phone', note: 'News by 17:00.' },
  });
  expect(agreedIn({ ...agreed, channel: 'chat' }, '')).toBeNull();
  expect(agreedIn({ ...agreed, channel: 'chat', contactBy: 'sms' }, '')).toEqual({ contactBy: 'sms', promise: null });
  expect(agreedIn({ ...told, contactBy: 'sms', anonymous: true }, '')).toBeNull();
});

test('the keys that are counted are those besides the text', () => {
  const key = { key: 'a', inText: false, ctrlKey: false, metaKey: false, repeat: false };
  expect(countsAsKey(key)).toBe(true);
  expect(countsAsKey({ ...key, inText: true })).toBe(false);
  expect(countsAsKey({ ...key, inText: true, key: 'Tab' })).toBe(true);
  expect(countsAsKey({ ...key, inText: true, key: 'Enter' })).toBe(false);
  expect(countsAsKey({ ...key, inText: true, key: 'Enter', ctrlKey: true })).toBe(true);
  expect(countsAsKey({ ...key, key: 'Shift' })).toBe(false);
  expect(countsAsKey({ ...key, key: 'ArrowDown', repeat: true })).toBe(false);
});

test('an untouched form is not worth a draft', () => {
  expect(isTouched(emptyForm('phone'))).toBe(false);
  expect(isTouched({ ...emptyForm('phone'), text: 'x' })).toBe(true);
});

import { askedModule, waysTo, withModule } from './reply.rules';

const ann = { id: 'c', name: 'Ann', email: 'ann@lee.test', phone: '+1 212 555 0143', language: null, masked: false, contactNotes: [] };

test('a customer is answered where they wrote from, else by mail, else by a text message', () => {
  expect(waysTo({ channel: 'chat', customer: ann }).map(({ way }) => way)).toEqual(['chat', 'email', 'sms']);
  expect(waysTo({ channel: 'phone', customer: { ...ann, email: null } })).toEqual([{ way: 'sms', to: '+1 212 555 0143' }]);
  expect(waysTo({ channel: 'phone', customer: null })).toEqual([]);
});

test('two colons ask for a text module, also in the middle of a text', () => {
  expect(askedModule('Hello ::gre', 11)).toBe('gre');
  expect(askedModule('::', 2)).toBe('');
  expect(askedModule('a::b', 4)).toBeNull();
  expect(askedModule('::gre and more', 14)).toBeNull();
});

test('the module takes the place of what asked for it, and what follows stays', () => {
  expect(withModule('Hello ::gre today', 11, 'and welcome')).toEqual({ text: 'Hello and welcome today', caret: 17 });
  expect(withModule('Hello', 5, 'x')).toEqual({ text: 'Hello', caret: 5 });
});

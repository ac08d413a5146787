import fc from 'fast-check';
import { firstName, maskedContact, seesContactData } from './contact-mask.rules';

test('partner desks, analysts and administrators see no contact data', () => {
  for (const role of ['vendor_agent', 'vendor_lead', 'analyst', 'admin', 'customer', 'pos'] as const)
    expect(seesContactData([role])).toBe(false);
  for (const role of ['agent', 'senior_agent', 'lead', 'manager', 'area_manager', 'follow_up', 'privacy_officer', 'auditor'] as const) {
    expect(seesContactData([role])).toBe(true);
  }
  expect(seesContactData([])).toBe(false);
  expect(seesContactData(['vendor_agent', 'agent'])).toBe(true);
});

test.each([
  ['email', 'ann.brown@example.com', 'a•••@e•••.com'],
  ['email', 'help@localhost', 'h•••@l•••'],
  ['phone', '+12125550143', '+1 ••• 43'],
  ['post', '12 Main Street', '•••'],
])('a masked address: %s %s is %s', (kind, value, masked) => {
  expect(maskedContact(kind, value)).toBe(masked);
});

test('a masked address never holds more than six characters of its own', () => {
  fc.assert(
    fc.property(fc.constantFrom('phone', 'post', 'fax'), fc.string({ minLength: 8 }), (kind, value) => {
      expect(maskedContact(kind, value).replace(/[ •@.]/g, '').length).toBeLessThanOrEqual(6);
    }),
  );
});

test('of a name only the first is shown', () => {
  expect(firstName('Ann Brown')).toBe('Ann');
  expect(firstName('Brown, Ann Mary')).toBe('Ann');
  expect(firstName('  ')).toBeNull();
  expect(firstName(null)).toBeNull();
});

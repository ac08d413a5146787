import fc from 'fast-check';
import { countryOfZone, normalizeEmail, normalizePhone, normalizePost } from './address.service';

describe('edge 70: phone numbers as people type them', () => {
  test.each([
    ['212 555 0143', 'US', '+12125550143', null],
    ['(212) 555-0143', 'us', '+12125550143', null],
    ['+1 212 555 0143', null, '+12125550143', null],
    ['tel:+1-212-555-0143;ext=99', null, '+12125550143', '99'],
    ['tel:212-555-0143;phone-context=+1', 'US', '+12125550143', null],
    ['1-800-FLOWERS', 'US', '+18003569377', null],
    ['+1 800 Flowers', null, '+18003569377', null],
    ['1-800-356-9377 ext 5', 'US', '+18003569377', '5'],
    ['212.555.0143 x12', 'US', '+12125550143', '12'],
    ['+1 212 555 0143, Ext.: 0012', null, '+12125550143', '0012'],
    ['+12125550143#7', null, '+12125550143', '7'],
    ['(020) 7946 0018', 'GB', '+442079460018', null],
    ['+44 (0)20 7946 0018', null, '+442079460018', null],
    ['0049 30 1234567', 'GB', '+49301234567', null],
    ['+39 06 1234567', null, '+39061234567', null],
    ['٠٣٠١٢٣٤٥٦٧', 'DE', '+49301234567', null],
    ['+1 555 0100', null, '+15550100', null],
  ])('"%s" in %s is %s, extension %s', (raw, country, e164, extension) => {
    expect(normalizePhone(raw, country)).toEqual({ e164, extension });
  });

  test.each([
    ['', 'US'],
    ['555-0134', 'US'],
    ['212 555 0143', null],
    ['212 555 0143', 'XX'],
    ['call me', 'US'],
    ['Room 212 555 0143', 'US'],
    ['12 Main Street', 'US'],
    ['+491', null],
    ['+1234567890123456789', null],
    ['+12125550143+12125550143', null],
    ['+1 212 555 0143 '.repeat(10), null],
    ['0'.repeat(100_000), 'US'],
  ])('"%.30s" in %s is no phone number', (raw, country) => {
    expect(normalizePhone(raw, country)).toBeNull();
  });

  test('a number in its normal form is its own normal form, wherever it is read', () => {
    const some = fc.constantFrom('+12125550143', '+442079460018', '+49301234567', '+39061234567', '+81312345678', '+15550100');
    fc.assert(
      fc.property(some, fc.constantFrom('US', 'DE', null), fc.option(fc.integer({ min: 1, max: 9999 })), (e164, country, extension) => {
        const typed = extension === null ? e164 : `${e164} ext. ${String(extension)}`;
        expect(normalizePhone(typed, country)).toEqual({ e164, extension: extension === null ? null : String(extension) });
      }),
    );
  });

  test('whatever is typed is read or refused, and never breaks', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9a-z#x;=() .-]{0,40}$/));
    fc.assert(
      fc.property(typed, fc.constantFrom('US', 'DE', undefined), (raw, country) => {
        expect(normalizePhone(raw, country)?.e164 ?? '+1234567').toMatch(/^\+[1-9]\d{4,14}$/);
      }),
    );
  });
});

describe('e-mail addresses', () => {
  test.each([
    ['Ann@Example.COM', 'ann@example.com'],
    ['  ann+shop@example.com ', 'ann+shop@example.com'],
    ['Ann Brown <ann@example.com>', 'ann@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['help@localhost', 'help@localhost'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['JOSÉ@example.com', 'josé@example.com'],
  ])('"%s" is %s', (raw, email) => {
    expect(normalizeEmail(raw)).toBe(email);
  });

  test.each([
    '',
    'ann',
    '@example.com',
    'ann@',
    'ann@example..com',
    'ann@-example.com',
    'a b@example.com',
    'ann@example.com, bob@example.com',
    'ann@[10.0.0.1]',
    'ann@10.0.0.1',
    '.ann@example.com',
    'ann.@example.com',
    'an..n@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ann@${'a'.repeat(64)}.com`,
    'ann\n@example.com',
    'ann@exa mple.com',
    '<ann@example.com',
    'ann\u200b@example.com',
    'a@'.repeat(50_000),
  ])('"%.40s" is none', (raw) => {
    expect(normalizeEmail(raw)).toBeNull();
  });

  test('a normal form is its own normal form', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (raw) => {
        const once = normalizeEmail(raw);
        if (once !== null) expect(normalizeEmail(once)).toBe(once);
      }),
    );
  });
});

test('a postal address is compared in one line', () => {
  expect(normalizePost(' 12 Main Street\n  Springfield ')).toBe('12 main street springfield');
  expect(normalizePost(' \n ')).toBeNull();
});

test('a time zone tells the country of a location that does not name it', () => {
  expect(countryOfZone('America/New_York')).toBe('US');
  expect(countryOfZone('US/Eastern')).toBe('US');
  expect(countryOfZone('Asia/Kolkata')).toBe('IN');
  expect(countryOfZone('UTC')).toBeNull();
  expect(countryOfZone('Mars/Olympus')).toBeNull();
});

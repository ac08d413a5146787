import fc from 'fast-check';
import { type Candidate, chooseCustomer, claimKey, type KnownOf } from './customer-match.rules';

const nobody: KnownOf = { name: null, email: null, phone: null, extension: null, externalId: null, chosenId: null, selfReported: false };
const caller = (name: string | null, more: Partial<KnownOf> = {}): KnownOf => ({ ...nobody, name, phone: '+12125550143', ...more });

function candidate(id: string, more: Partial<Candidate> = {}): Candidate {
  return {
    id,
    name: null,
    externalId: null,
    chosen: false,
    byExternalId: false,
    byEmail: false,
    byPhone: false,
    extension: null,
    hasEmail: false,
    ...more,
  };
}
const byPhone = (id: string, name: string | null, more: Partial<Candidate> = {}) => candidate(id, { name, byPhone: true, ...more });

describe('who is calling', () => {
  test('whom a person picked from the list is meant, whatever else fits somebody else', () => {
    const rows = [byPhone('other', 'Ann'), candidate('picked', { chosen: true })];
    expect(chooseCustomer(caller('Ann', { chosenId: 'picked' }), rows)?.id).toBe('picked');
    expect(chooseCustomer(caller('Ann', { chosenId: 'gone' }), [byPhone('other', 'Ann')])).toBeNull();
  });

  test('one customer with the number is preselected', () => {
    expect(chooseCustomer(caller(null), [byPhone('ann', 'Ann Brown')])?.id).toBe('ann');
    expect(chooseCustomer(caller('Mrs. BROWN'), [byPhone('ann', 'Ann Brown')])?.id).toBe('ann');
    expect(chooseCustomer(caller('Bob'), [byPhone('somebody', null)])?.id).toBe('somebody');
  });

  test('somebody else calling from the same number is somebody else', () => {
    expect(chooseCustomer(caller('Bob'), [byPhone('ann', 'Ann Brown')])).toBeNull();
    expect(chooseCustomer(caller(null, { email: 'bob@example.com' }), [byPhone('ann', 'Ann', { hasEmail: true })])).toBeNull();
    expect(chooseCustomer(caller(null, { extension: '12' }), [byPhone('ann', 'Ann', { extension: '15' })])).toBeNull();
  });

  test('edge 58: a number of an office with 50 customers preselects nobody, unless the name tells who it is', () => {
    const office = Array.from({ length: 50 }, (_, i) =>
      byPhone(String(i), `Person${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`),
    );
    expect(chooseCustomer(caller(null), office)).toBeNull();
    expect(chooseCustomer(caller('Somebody Else'), office)).toBeNull();
    expect(chooseCustomer(caller('personab'), office)?.id).toBe('26');
    expect(chooseCustomer(caller('Personab'), [...office, byPhone('twin', 'Personab Smith')])).toBeNull();
  });

  test('a number typed by the public proves nothing', () => {
    expect(chooseCustomer(caller('Ann Brown', { selfReported: true }), [byPhone('ann', 'Ann Brown')])).toBeNull();
  });
});

describe('who is writing', () => {
  const writer: KnownOf = { ...nobody, email: 'ann@example.com' };

  test('of several customers with the same e-mail address the one last active is meant', () => {
    expect(chooseCustomer(writer, [candidate('last', { byEmail: true }), candidate('first', { byEmail: true })])?.id).toBe('last');
  });

  test('the e-mail address counts more than the phone number', () => {
    const known = { ...writer, phone: '+12125550143' };
    expect(chooseCustomer(known, [byPhone('office', null), candidate('ann', { byEmail: true, hasEmail: true })])?.id).toBe('ann');
  });

  test('the shop’s own number of the customer counts more than any address, and another number is another customer', () => {
    const known = { ...writer, externalId: 'C-1' };
    const other = candidate('other', { byEmail: true, externalId: 'C-2' });
    expect(chooseCustomer(known, [other, candidate('right', { byExternalId: true, externalId: 'C-1' })])?.id).toBe('right');
    expect(chooseCustomer(known, [other])).toBeNull();
    expect(chooseCustomer(known, [candidate('new number', { byEmail: true })])?.id).toBe('new number');
  });
});

test('nobody is chosen who has none of the given addresses', () => {
  const some = fc.record({
    id: fc.uuid(),
    name: fc.option(fc.constantFrom('Ann', 'Bob')),
    externalId: fc.option(fc.constantFrom('1', '2')),
    hasEmail: fc.boolean(),
  });
  const known = fc.record({
    name: fc.option(fc.constantFrom('Ann', 'Bob')),
    email: fc.option(fc.constant('ann@example.com')),
    phone: fc.option(fc.constant('+12125550143')),
    extension: fc.constant(null),
    externalId: fc.option(fc.constantFrom('1', '2')),
    chosenId: fc.constant(null),
    selfReported: fc.boolean(),
  });
  fc.assert(
    fc.property(known, fc.array(some), (given, rows) => {
      expect(
        chooseCustomer(
          given,
          rows.map((row) => candidate(row.id, row)),
        ),
      ).toBeNull();
    }),
  );
});

describe('what makes two new customers one', () => {
  test('the strongest of what is known', () => {
    expect(claimKey({ ...caller('Ann'), email: 'ann@example.com', externalId: 'C-1' })).toBe('external:C-1');
    expect(claimKey({ ...caller('Ann'), email: 'ann@example.com' })).toBe('email:ann@example.com');
    expect(claimKey(caller('Brown, Ann', { extension: '5' }))).toBe('phone:+12125550143:5:ann brown');
    expect(claimKey(caller('Ann Brown', { extension: '5' }))).toBe('phone:+12125550143:5:ann brown');
  });

  test('a name alone makes nobody the same', () => {
    expect(claimKey({ ...nobody, name: 'Ann' })).toBeNull();
  });
});
